module Phases (
  input  wire       step,
  output wire       sends,
  output wire [2:0] phase,
  input  wire       clk,
  input  wire       reset
);
  localparam Phase_t_IDLE = 3'd1;
  localparam Phase_t_WAIT_value = 3'd2;
  localparam Phase_t_SEND = 3'd4;
  localparam Phase_t_IDLE_OH_ID = 0;
  localparam Phase_t_WAIT_value_OH_ID = 1;
  localparam Phase_t_SEND_OH_ID = 2;

  reg  [2:0] now;

  assign phase = now;
  assign sends = (now[Phase_t_SEND_OH_ID]);
  always @(posedge clk) begin
    if(reset) begin
      now <= Phase_t_IDLE;
    end else begin
      if(step) begin
        (* parallel_case *)
        case(1) // synthesis parallel_case
          (now[Phase_t_IDLE_OH_ID]) : begin
            now <= Phase_t_WAIT_value;
          end
          (now[Phase_t_WAIT_value_OH_ID]) : begin
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
