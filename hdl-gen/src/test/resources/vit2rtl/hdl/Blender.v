module Blender (
  input  wire          in_valid,
  output wire          in_ready,
  input  wire          in_last,
  input  wire [7:0]    in_data_0,
  input  wire [7:0]    in_data_1,
  input  wire [8:0]    opacity,
  output wire          out_valid,
  input  wire          out_ready,
  output wire          out_last,
  output wire [7:0]    out_data_0,
  input  wire          clk,
  input  wire          reset
);

  wire       [8:0]    _zz_difference;
  wire       [8:0]    _zz_difference_1;
  wire       [8:0]    _zz_difference_2;
  wire       [8:0]    _zz_difference_3;
  wire       [18:0]   _zz_scaled;
  wire       [9:0]    _zz_scaled_1;
  wire       [9:0]    _zz_scaled_2;
  wire       [8:0]    _zz_sum;
  wire       [8:0]    _zz_sum_1;
  wire       [9:0]    _zz_sum_2;
  wire       [9:0]    _zz_sum_3;
  wire       [8:0]    _zz_sum_4;
  wire       [8:0]    _zz_sum_5;
  wire       [9:0]    _zz_sum_6;
  wire       [8:0]    _zz_sum_7;
  wire       [16:0]   _zz_sum_8;
  wire                out_advance;
  wire       [8:0]    difference;
  reg        [8:0]    difference_at_scale;
  reg        [8:0]    share_at_scale;
  wire       [16:0]   scaled;
  reg        [16:0]   scaled_at_add;
  reg        [7:0]    back_at_scale;
  reg        [7:0]    back_at_add;
  wire       [7:0]    sum;
  reg        [7:0]    sum_at_end;
  reg                 valid_at_scale;
  reg                 valid_at_add;
  reg                 valid_at_end;
  reg                 last_at_scale;
  reg                 last_at_add;
  reg                 last_at_end;

  assign _zz_difference = _zz_difference_1;
  assign _zz_difference_1 = {1'd0, in_data_0};
  assign _zz_difference_2 = _zz_difference_3;
  assign _zz_difference_3 = {1'd0, in_data_1};
  assign _zz_scaled = ($signed(difference_at_scale) * $signed(_zz_scaled_1));
  assign _zz_scaled_1 = _zz_scaled_2;
  assign _zz_scaled_2 = {1'd0, share_at_scale};
  assign _zz_sum = _zz_sum_1;
  assign _zz_sum_2 = ($signed(_zz_sum_3) + $signed(_zz_sum_6));
  assign _zz_sum_1 = _zz_sum_2[8:0];
  assign _zz_sum_4 = _zz_sum_5;
  assign _zz_sum_3 = {{1{_zz_sum_4[8]}}, _zz_sum_4};
  assign _zz_sum_5 = {1'd0, back_at_add};
  assign _zz_sum_7 = (_zz_sum_8 >>> 4'd8);
  assign _zz_sum_6 = {{1{_zz_sum_7[8]}}, _zz_sum_7};
  assign _zz_sum_8 = ($signed(scaled_at_add) + $signed(17'h00080));
  assign in_ready = out_advance;
  assign difference = ($signed(_zz_difference) - $signed(_zz_difference_2));
  assign scaled = _zz_scaled[16:0];
  assign sum = _zz_sum[7:0];
  assign out_data_0 = sum_at_end;
  assign out_valid = valid_at_end;
  assign out_advance = ((! out_valid) || out_ready);
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


endmodule
