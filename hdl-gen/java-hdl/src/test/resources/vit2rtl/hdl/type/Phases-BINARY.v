module Phases (
  input  wire       step,
  output wire       sends,
  output wire [1:0] phase,
  input  wire       clk,
  input  wire       reset
);
  localparam Phase_t_IDLE = 2'd0;
  localparam Phase_t_WAIT_value = 2'd1;
  localparam Phase_t_SEND = 2'd2;

  reg  [1:0] now;

  assign phase = now;
  assign sends = now == Phase_t_SEND;
  always @(posedge clk) begin
    if(reset) begin
      now <= Phase_t_IDLE;
    end else begin
      if(step) begin
        case(now)
          Phase_t_IDLE : begin
            now <= Phase_t_WAIT_value;
          end
          Phase_t_WAIT_value : begin
            now <= Phase_t_SEND;
          end
          default : begin
            now <= Phase_t_IDLE;
          end
        endcase
      end
    end
  end

endmodule
