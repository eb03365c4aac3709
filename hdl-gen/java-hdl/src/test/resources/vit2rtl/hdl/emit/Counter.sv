// Counts the cycles with enable, modulo 2^bits.
module Counter (
  input  wire       enable,
  output wire [7:0] count,
  input  wire       clk,
  input  wire       reset
);

  reg  [7:0] value;

  assign count = value;
  always @(posedge clk) begin
    if(reset) begin
      value <= 8'd0;
    end else begin
      if(enable) begin
        value <= value + 8'd1;
      end
    end
  end

endmodule
