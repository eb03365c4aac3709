module FirFilter (
  input  wire          in_valid,
  output wire          in_ready,
  input  wire          in_last,
  input  wire [7:0]    in_data_0,
  output wire          out_valid,
  input  wire          out_ready,
  output wire          out_last,
  output wire [11:0]   out_data_0,
  input  wire          clk,
  input  wire          reset
);

  wire       [11:0]   _zz_result;
  wire       [10:0]   _zz_result_1;
  wire       [10:0]   _zz_result_2;
  wire       [10:0]   _zz_result_3;
  wire       [9:0]    _zz_result_4;
  wire       [10:0]   _zz_result_5;
  wire       [10:0]   _zz_result_6;
  wire       [9:0]    _zz_result_7;
  wire       [10:0]   _zz_result_8;
  wire       [10:0]   _zz_result_9;
  wire       [10:0]   _zz_result_10;
  wire       [10:0]   _zz_result_11;
  wire       [10:0]   _zz_result_12;
  wire       [9:0]    _zz_result_13;
  wire       [11:0]   _zz_result_14;
  wire       [10:0]   _zz_result_15;
  wire       [11:0]   _zz_result_16;
  wire       [11:0]   _zz_result_17;
  wire       [10:0]   _zz_result_18;
  wire       [11:0]   _zz_result_19;
  reg        [7:0]    history_0;
  reg        [7:0]    history_1;
  reg        [7:0]    history_2;
  reg                 full;
  wire                advance;
  reg                 last;
  reg        [11:0]   result;

  assign _zz_result_1 = ($signed(_zz_result_2) + $signed(11'h0));
  assign _zz_result = {{1{_zz_result_1[10]}}, _zz_result_1};
  assign _zz_result_2 = ($signed(_zz_result_3) + $signed(_zz_result_9));
  assign _zz_result_4 = _zz_result_5[9:0];
  assign _zz_result_3 = {{1{_zz_result_4[9]}}, _zz_result_4};
  assign _zz_result_5 = ($signed(_zz_result_6) - $signed(_zz_result_8));
  assign _zz_result_7 = ({2'd0,in_data_0} <<< 2'd2);
  assign _zz_result_6 = {{1{_zz_result_7[9]}}, _zz_result_7};
  assign _zz_result_8 = {{3{in_data_0[7]}}, in_data_0};
  assign _zz_result_9 = ($signed(11'h0) - $signed(_zz_result_10));
  assign _zz_result_10 = ($signed(_zz_result_11) + $signed(_zz_result_12));
  assign _zz_result_11 = {{3{history_0[7]}}, history_0};
  assign _zz_result_13 = ({2'd0,history_0} <<< 2'd2);
  assign _zz_result_12 = {{1{_zz_result_13[9]}}, _zz_result_13};
  assign _zz_result_15 = _zz_result_16[10:0];
  assign _zz_result_14 = {{1{_zz_result_15[10]}}, _zz_result_15};
  assign _zz_result_16 = ($signed(_zz_result_17) - $signed(_zz_result_19));
  assign _zz_result_18 = ({3'd0,history_2} <<< 2'd3);
  assign _zz_result_17 = {{1{_zz_result_18[10]}}, _zz_result_18};
  assign _zz_result_19 = {{4{history_2[7]}}, history_2};
  assign advance = ((! full) || out_ready);
  assign in_ready = advance;
  assign out_valid = full;
  assign out_last = last;
  assign out_data_0 = result;
  always @(posedge clk) begin
    if(reset) begin
      history_0 <= 8'h0;
      history_1 <= 8'h0;
      history_2 <= 8'h0;
      full <= 1'b0;
    end else begin
      if((in_valid && in_ready)) begin
        history_0 <= (in_last ? 8'h0 : in_data_0);
        history_1 <= (in_last ? 8'h0 : history_0);
        history_2 <= (in_last ? 8'h0 : history_1);
      end
      if(advance) begin
        full <= in_valid;
      end
    end
  end

  always @(posedge clk) begin
    if(advance) begin
      last <= in_last;
    end
    if(advance) begin
      result <= ($signed(_zz_result) + $signed(_zz_result_14));
    end
  end


endmodule
