module Counter (
  input  wire          enable,
  output wire [7:0]    count,
  input  wire          clk,
  input  wire          reset
);

  wire       [8:0]    _zz_value;
  wire       [8:0]    _zz_value_1;
  reg        [7:0]    value;

  assign _zz_value = (_zz_value_1 + 9'h001);
  assign _zz_value_1 = {1'd0, value};
  assign count = value;
  always @(posedge clk) begin
    if(reset) begin
      value <= 8'h0;
    end else begin
      if(enable) begin
        value <= _zz_value[7:0];
      end
    end
  end


endmodule
