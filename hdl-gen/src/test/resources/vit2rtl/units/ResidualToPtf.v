module ResidualToPtf (
  input  wire          in_valid,
  output wire          in_ready,
  input  wire          in_last,
  input  wire [15:0]   in_data_0,
  input  wire [15:0]   in_data_1,
  output wire          out_valid,
  input  wire          out_ready,
  output wire          out_last,
  output wire [7:0]    out_data_0,
  output wire [7:0]    out_data_1,
  input  wire          clk,
  input  wire          reset
);

  reg        [1:0]    extra_shift_words_0_spinal_port0;
  reg        [1:0]    extra_shift_words_1_spinal_port0;
  wire                beat_first;
  wire                beat_last;
  wire       [0:0]    beat_index;
  wire       [0:0]    beat_following;
  wire       [10:0]   _zz_shifted_0;
  wire       [16:0]   _zz_shifted_0_1;
  wire       [11:0]   _zz_sum_0;
  wire       [10:0]   _zz_code_0_1;
  wire       [10:0]   _zz_code_0_2;
  wire       [7:0]    _zz_code_0_3;
  wire       [10:0]   _zz_shifted_1;
  wire       [16:0]   _zz_shifted_1_1;
  wire       [11:0]   _zz_sum_1;
  wire       [10:0]   _zz_code_1_1;
  wire       [10:0]   _zz_code_1_2;
  wire       [7:0]    _zz_code_1_3;
  wire                out_valid_now;
  wire                advance;
  wire                arriving;
  reg                 valid_1;
  reg                 last_1;
  reg                 valid_2;
  reg                 last_2;
  reg                 valid_3;
  reg                 last_3;
  reg                 valid_4;
  reg                 last_4;
  wire       [1:0]    extra_shift_0;
  reg        [15:0]   residual_0;
  reg        [10:0]   shifted_0;
  reg        [11:0]   sum_0;
  wire       [10:0]   _zz_code_0;
  reg        [7:0]    code_0;
  wire       [1:0]    extra_shift_1;
  reg        [15:0]   residual_1;
  reg        [10:0]   shifted_1;
  reg        [11:0]   sum_1;
  wire       [10:0]   _zz_code_1;
  reg        [7:0]    code_1;
  reg [1:0] extra_shift_words_0 [0:1];
  reg [1:0] extra_shift_words_1 [0:1];

  assign _zz_shifted_0 = (_zz_shifted_0_1 >>> 3'd6);
  assign _zz_shifted_0_1 = ({1'd0,residual_0} <<< 1'd1);
  assign _zz_sum_0 = {{1{shifted_0[10]}}, shifted_0};
  assign _zz_code_0_1 = _zz_code_0;
  assign _zz_code_0_2 = _zz_code_0;
  assign _zz_code_0_3 = _zz_code_0[7:0];
  assign _zz_shifted_1 = (_zz_shifted_1_1 >>> 3'd6);
  assign _zz_shifted_1_1 = ({1'd0,residual_1} <<< 1'd1);
  assign _zz_sum_1 = {{1{shifted_1[10]}}, shifted_1};
  assign _zz_code_1_1 = _zz_code_1;
  assign _zz_code_1_2 = _zz_code_1;
  assign _zz_code_1_3 = _zz_code_1[7:0];
  initial begin
    extra_shift_words_0[0] = 2'b00;
    extra_shift_words_0[1] = 2'b01;
  end
  always @(posedge clk) begin
    if(advance) begin
      extra_shift_words_0_spinal_port0 <= extra_shift_words_0[beat_index];
    end
  end

  initial begin
    extra_shift_words_1[0] = 2'b11;
    extra_shift_words_1[1] = 2'b00;
  end
  always @(posedge clk) begin
    if(advance) begin
      extra_shift_words_1_spinal_port0 <= extra_shift_words_1[beat_index];
    end
  end

  BeatCounter beat (
    .beat      (arriving      ), //i
    .first     (beat_first    ), //o
    .last      (beat_last     ), //o
    .index     (beat_index    ), //o
    .following (beat_following), //o
    .clk       (clk           ), //i
    .reset     (reset         )  //i
  );
  assign advance = ((! out_valid_now) || out_ready);
  assign in_ready = advance;
  assign arriving = (in_valid && in_ready);
  assign out_valid_now = valid_4;
  assign out_valid = valid_4;
  assign out_last = last_4;
  assign extra_shift_0 = extra_shift_words_0_spinal_port0;
  assign _zz_code_0 = (sum_0 >>> 1'd1);
  assign out_data_0 = code_0;
  assign extra_shift_1 = extra_shift_words_1_spinal_port0;
  assign _zz_code_1 = (sum_1 >>> 1'd1);
  assign out_data_1 = (last_4 ? 8'h0 : code_1);
  always @(posedge clk) begin
    if(reset) begin
      valid_1 <= 1'b0;
      valid_2 <= 1'b0;
      valid_3 <= 1'b0;
      valid_4 <= 1'b0;
    end else begin
      if(advance) begin
        valid_1 <= arriving;
      end
      if(advance) begin
        valid_2 <= valid_1;
      end
      if(advance) begin
        valid_3 <= valid_2;
      end
      if(advance) begin
        valid_4 <= valid_3;
      end
    end
  end

  always @(posedge clk) begin
    if(advance) begin
      last_1 <= beat_last;
    end
    if(advance) begin
      last_2 <= last_1;
    end
    if(advance) begin
      last_3 <= last_2;
    end
    if(advance) begin
      last_4 <= last_3;
    end
    if(advance) begin
      residual_0 <= in_data_0;
    end
    if(advance) begin
      shifted_0 <= ($signed(_zz_shifted_0) >>> extra_shift_0);
    end
    if(advance) begin
      sum_0 <= ($signed(_zz_sum_0) + $signed(12'h0f1));
    end
    if(advance) begin
      code_0 <= (_zz_code_0_1[10] ? 8'h0 : ((_zz_code_0_2[9 : 8] != 2'b00) ? 8'hff : _zz_code_0_3));
    end
    if(advance) begin
      residual_1 <= in_data_1;
    end
    if(advance) begin
      shifted_1 <= ($signed(_zz_shifted_1) >>> extra_shift_1);
    end
    if(advance) begin
      sum_1 <= ($signed(_zz_sum_1) + $signed(12'h0f1));
    end
    if(advance) begin
      code_1 <= (_zz_code_1_1[10] ? 8'h0 : ((_zz_code_1_2[9 : 8] != 2'b00) ? 8'hff : _zz_code_1_3));
    end
  end


endmodule

module BeatCounter (
  input  wire          beat,
  output wire          first,
  output wire          last,
  output wire [0:0]    index,
  output wire [0:0]    following,
  input  wire          clk,
  input  wire          reset
);

  wire       [0:0]    _zz_following;
  wire       [1:0]    _zz_following_1;
  wire       [1:0]    _zz_following_2;
  reg        [0:0]    count;
  wire                closing;

  assign _zz_following_1 = (_zz_following_2 + 2'b01);
  assign _zz_following = _zz_following_1[0:0];
  assign _zz_following_2 = {1'd0, count};
  assign closing = (count == 1'b1);
  assign following = (beat ? (closing ? 1'b0 : _zz_following) : count);
  assign index = count;
  assign first = (count == 1'b0);
  assign last = closing;
  always @(posedge clk) begin
    if(reset) begin
      count <= 1'b0;
    end else begin
      count <= following;
    end
  end


endmodule
