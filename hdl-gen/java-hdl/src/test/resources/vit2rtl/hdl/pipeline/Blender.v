// Lays a picture over another: floor((front*opacity + back*(256 - opacity) + 128)/256).
module Blender (
  input  wire       in_valid,
  output wire       in_ready,
  input  wire       in_last,
  input  wire [7:0] in_data_0,
  input  wire [7:0] in_data_1,
  input  wire [8:0] opacity,
  output wire       out_valid,
  input  wire       out_ready,
  output wire       out_last,
  output wire [7:0] out_data_0,
  input  wire       clk,
  input  wire       reset
);

  wire               out_advance;
  wire signed [8:0]  difference;
  reg  signed [8:0]  difference_at_scale;
  reg  [8:0]         share_at_scale;
  wire signed [16:0] scaled;
  reg  signed [16:0] scaled_at_add;
  reg  [7:0]         back_at_scale;
  reg  [7:0]         back_at_add;
  wire [7:0]         sum;
  reg  [7:0]         sum_at_end;
  reg                valid_at_scale;
  reg                valid_at_add;
  reg                valid_at_end;
  reg                last_at_scale;
  reg                last_at_add;
  reg                last_at_end;
  wire signed [18:0] scaled_product;
  wire signed [16:0] sum_sum;

  assign scaled_product = difference_at_scale * $signed({1'b0, share_at_scale});
  assign sum_sum = scaled_at_add + 17'sd128;
  assign in_ready = out_advance;
  assign difference = {1'b0, in_data_0} - {1'b0, in_data_1};
  assign scaled = scaled_product[16:0];
  assign sum = back_at_add + sum_sum[15:8];
  assign out_data_0 = sum_at_end;
  assign out_valid = valid_at_end;
  assign out_advance = !out_valid || out_ready;
  assign out_last = last_at_end;
  always @(posedge clk) begin
    if(reset) begin
      valid_at_scale <= 1'b0;
      valid_at_add <= 1'b0;
      valid_at_end <= 1'b0;
    end else begin
      if(out_advance) begin
        valid_at_scale <= in_valid;
        valid_at_add <= valid_at_scale;
        valid_at_end <= valid_at_add;
      end
    end
  end

  always @(posedge clk) begin
    if(out_advance) begin
      difference_at_scale <= difference;
      share_at_scale <= opacity;
      scaled_at_add <= scaled;
      back_at_scale <= in_data_1;
      back_at_add <= back_at_scale;
      sum_at_end <= sum;
      last_at_scale <= in_last;
      last_at_add <= last_at_scale;
      last_at_end <= last_at_add;
    end
  end

  // Not read here: bits that rounding or a modulo drops, and ports that only the interface needs.
  wire _unused = &{1'b0, scaled_product[18:17], sum_sum[7:0], sum_sum[16]};

endmodule
