module HeadContext (
  input  wire          in_valid,
  output wire          in_ready,
  input  wire          in_last,
  input  wire [3:0]    in_data_0,
  input  wire [3:0]    in_data_1,
  output wire          out_valid,
  input  wire          out_ready,
  output wire          out_last,
  output wire [16:0]   out_data_0,
  input  wire          load_valid,
  input  wire [1:0]    load_lane,
  input  wire [1:0]    load_word,
  input  wire [7:0]    load_data,
  input  wire          clk,
  input  wire          reset
);

  reg        [7:0]    value_words_0_spinal_port1;
  reg        [7:0]    value_words_1_spinal_port1;
  reg        [7:0]    value_words_2_spinal_port1;
  reg        [7:0]    value_words_3_spinal_port1;
  wire                sums_value_read;
  wire                sums_codes_ready;
  wire       [1:0]    sums_value_address;
  wire                sums_out_valid;
  wire                sums_out_last;
  wire       [16:0]   sums_out_data_0;
  wire       [7:0]    _zz_value_words_0_port;
  wire                _zz_value_words_0_port_1;
  wire       [7:0]    _zz_value_words_1_port;
  wire                _zz_value_words_1_port_1;
  wire       [7:0]    _zz_value_words_2_port;
  wire                _zz_value_words_2_port_1;
  wire       [7:0]    _zz_value_words_3_port;
  wire                _zz_value_words_3_port_1;
  wire       [7:0]    value_0;
  wire       [7:0]    value_1;
  wire       [7:0]    value_2;
  wire       [7:0]    value_3;
  reg [7:0] value_words_0 [0:3];
  reg [7:0] value_words_1 [0:3];
  reg [7:0] value_words_2 [0:3];
  reg [7:0] value_words_3 [0:3];

  assign _zz_value_words_0_port = load_data;
  assign _zz_value_words_0_port_1 = (load_valid && (load_lane == 2'b00));
  assign _zz_value_words_1_port = load_data;
  assign _zz_value_words_1_port_1 = (load_valid && (load_lane == 2'b01));
  assign _zz_value_words_2_port = load_data;
  assign _zz_value_words_2_port_1 = (load_valid && (load_lane == 2'b10));
  assign _zz_value_words_3_port = load_data;
  assign _zz_value_words_3_port_1 = (load_valid && (load_lane == 2'b11));
  initial begin
    value_words_0[0] = 8'b00000001;
    value_words_0[1] = 8'b00000011;
    value_words_0[2] = 8'b01111111;
    value_words_0[3] = 8'b00001001;
  end
  always @(posedge clk) begin
    if(_zz_value_words_0_port_1) begin
      value_words_0[load_word] <= _zz_value_words_0_port;
    end
  end

  always @(posedge clk) begin
    if(sums_value_read) begin
      value_words_0_spinal_port1 <= value_words_0[sums_value_address];
    end
  end

  initial begin
    value_words_1[0] = 8'b11111110;
    value_words_1[1] = 8'b11111100;
    value_words_1[2] = 8'b10000000;
    value_words_1[3] = 8'b00001010;
  end
  always @(posedge clk) begin
    if(_zz_value_words_1_port_1) begin
      value_words_1[load_word] <= _zz_value_words_1_port;
    end
  end

  always @(posedge clk) begin
    if(sums_value_read) begin
      value_words_1_spinal_port1 <= value_words_1[sums_value_address];
    end
  end

  initial begin
    value_words_2[0] = 8'b00110010;
    value_words_2[1] = 8'b01000110;
    value_words_2[2] = 8'b00000000;
    value_words_2[3] = 8'b00000000;
  end
  always @(posedge clk) begin
    if(_zz_value_words_2_port_1) begin
      value_words_2[load_word] <= _zz_value_words_2_port;
    end
  end

  always @(posedge clk) begin
    if(sums_value_read) begin
      value_words_2_spinal_port1 <= value_words_2[sums_value_address];
    end
  end

  initial begin
    value_words_3[0] = 8'b11000100;
    value_words_3[1] = 8'b10110000;
    value_words_3[2] = 8'b00000000;
    value_words_3[3] = 8'b00000000;
  end
  always @(posedge clk) begin
    if(_zz_value_words_3_port_1) begin
      value_words_3[load_word] <= _zz_value_words_3_port;
    end
  end

  always @(posedge clk) begin
    if(sums_value_read) begin
      value_words_3_spinal_port1 <= value_words_3[sums_value_address];
    end
  end

  AttentionContext sums (
    .value_read    (sums_value_read        ), //o
    .codes_valid   (in_valid               ), //i
    .codes_ready   (sums_codes_ready       ), //o
    .codes_last    (in_last                ), //i
    .codes_data_0  (in_data_0[3:0]         ), //i
    .codes_data_1  (in_data_1[3:0]         ), //i
    .value_address (sums_value_address[1:0]), //o
    .values_0      (value_0[7:0]           ), //i
    .values_1      (value_1[7:0]           ), //i
    .values_2      (value_2[7:0]           ), //i
    .values_3      (value_3[7:0]           ), //i
    .out_valid     (sums_out_valid         ), //o
    .out_ready     (out_ready              ), //i
    .out_last      (sums_out_last          ), //o
    .out_data_0    (sums_out_data_0[16:0]  ), //o
    .clk           (clk                    ), //i
    .reset         (reset                  )  //i
  );
  assign in_ready = sums_codes_ready;
  assign value_0 = value_words_0_spinal_port1;
  assign value_1 = value_words_1_spinal_port1;
  assign value_2 = value_words_2_spinal_port1;
  assign value_3 = value_words_3_spinal_port1;
  assign out_valid = sums_out_valid;
  assign out_last = sums_out_last;
  assign out_data_0 = sums_out_data_0;

endmodule

module AttentionContext (
  output wire          value_read,
  input  wire          codes_valid,
  output wire          codes_ready,
  input  wire          codes_last,
  input  wire [3:0]    codes_data_0,
  input  wire [3:0]    codes_data_1,
  output wire [1:0]    value_address,
  input  wire [7:0]    values_0,
  input  wire [7:0]    values_1,
  input  wire [7:0]    values_2,
  input  wire [7:0]    values_3,
  output wire          out_valid,
  input  wire          out_ready,
  output wire          out_last,
  output wire [16:0]   out_data_0,
  input  wire          clk,
  input  wire          reset
);

  wire                replay_valid;
  wire                replay_first;
  wire                replay_last;
  wire                replay_closing;
  wire                replay_in_ready;
  wire       [3:0]    replay_codes_0;
  wire       [3:0]    replay_codes_1;
  wire       [1:0]    replay_word;
  wire       [2:0]    decoder_shift_0;
  wire       [2:0]    decoder_shift_1;
  wire                decoder_even_0;
  wire                decoder_even_1;
  wire                decoder_odd_0;
  wire                decoder_odd_1;
  wire       [15:0]   lane_0_even_sum;
  wire       [15:0]   lane_0_odd_sum;
  wire       [15:0]   lane_1_even_sum;
  wire       [15:0]   lane_1_odd_sum;
  wire                drain_free;
  wire                drain_out_valid;
  wire                drain_out_last;
  wire       [16:0]   drain_out_data_0;
  wire                advance;
  reg                 valid_at_shift;
  reg                 valid_at_add;
  reg                 valid_at_sum;
  wire                moving;
  reg                 first_at_shift;
  reg                 first_at_add;
  reg                 first_at_sum;
  reg                 last_at_shift;
  reg                 last_at_add;
  reg                 last_at_sum;
  wire                complete;
  reg                 complete_at_end;
  reg                 closing_at_shift;
  reg                 closing_at_add;
  reg                 closing_at_sum;
  reg                 closing_at_end;

  ContextCodes replay (
    .advance   (advance            ), //i
    .valid     (replay_valid       ), //o
    .first     (replay_first       ), //o
    .last      (replay_last        ), //o
    .closing   (replay_closing     ), //o
    .in_valid  (codes_valid        ), //i
    .in_ready  (replay_in_ready    ), //o
    .in_last   (codes_last         ), //i
    .in_data_0 (codes_data_0[3:0]  ), //i
    .in_data_1 (codes_data_1[3:0]  ), //i
    .codes_0   (replay_codes_0[3:0]), //o
    .codes_1   (replay_codes_1[3:0]), //o
    .word      (replay_word[1:0]   ), //o
    .clk       (clk                ), //i
    .reset     (reset              )  //i
  );
  ContextCodeDecoder decoder (
    .advance (advance             ), //i
    .valid   (replay_valid        ), //i
    .first   (replay_first        ), //i
    .last    (replay_last         ), //i
    .codes_0 (replay_codes_0[3:0] ), //i
    .codes_1 (replay_codes_1[3:0] ), //i
    .shift_0 (decoder_shift_0[2:0]), //o
    .shift_1 (decoder_shift_1[2:0]), //o
    .even_0  (decoder_even_0      ), //o
    .even_1  (decoder_even_1      ), //o
    .odd_0   (decoder_odd_0       ), //o
    .odd_1   (decoder_odd_1       ), //o
    .clk     (clk                 ), //i
    .reset   (reset               )  //i
  );
  ContextLane lane_0 (
    .advance  (moving               ), //i
    .add      (valid_at_sum         ), //i
    .first    (first_at_sum         ), //i
    .values_0 (values_0[7:0]        ), //i
    .values_1 (values_2[7:0]        ), //i
    .shift_0  (decoder_shift_0[2:0] ), //i
    .shift_1  (decoder_shift_1[2:0] ), //i
    .even_0   (decoder_even_0       ), //i
    .even_1   (decoder_even_1       ), //i
    .odd_0    (decoder_odd_0        ), //i
    .odd_1    (decoder_odd_1        ), //i
    .even_sum (lane_0_even_sum[15:0]), //o
    .odd_sum  (lane_0_odd_sum[15:0] ), //o
    .clk      (clk                  ), //i
    .reset    (reset                )  //i
  );
  ContextLane lane_1 (
    .advance  (moving               ), //i
    .add      (valid_at_sum         ), //i
    .first    (first_at_sum         ), //i
    .values_0 (values_1[7:0]        ), //i
    .values_1 (values_3[7:0]        ), //i
    .shift_0  (decoder_shift_0[2:0] ), //i
    .shift_1  (decoder_shift_1[2:0] ), //i
    .even_0   (decoder_even_0       ), //i
    .even_1   (decoder_even_1       ), //i
    .odd_0    (decoder_odd_0        ), //i
    .odd_1    (decoder_odd_1        ), //i
    .even_sum (lane_1_even_sum[15:0]), //o
    .odd_sum  (lane_1_odd_sum[15:0] ), //o
    .clk      (clk                  ), //i
    .reset    (reset                )  //i
  );
  ContextDrain drain (
    .load       (complete_at_end       ), //i
    .closing    (closing_at_end        ), //i
    .free       (drain_free            ), //o
    .even_0     (lane_0_even_sum[15:0] ), //i
    .even_1     (lane_1_even_sum[15:0] ), //i
    .odd_0      (lane_0_odd_sum[15:0]  ), //i
    .odd_1      (lane_1_odd_sum[15:0]  ), //i
    .out_valid  (drain_out_valid       ), //o
    .out_ready  (out_ready             ), //i
    .out_last   (drain_out_last        ), //o
    .out_data_0 (drain_out_data_0[16:0]), //o
    .clk        (clk                   ), //i
    .reset      (reset                 )  //i
  );
  assign codes_ready = replay_in_ready;
  assign value_read = (replay_valid && advance);
  assign value_address = replay_word;
  assign moving = (advance && ((valid_at_shift || valid_at_add) || valid_at_sum));
  assign complete = (valid_at_sum && last_at_sum);
  assign advance = ((! complete_at_end) || drain_free);
  assign out_valid = drain_out_valid;
  assign out_last = drain_out_last;
  assign out_data_0 = drain_out_data_0;
  always @(posedge clk) begin
    if(reset) begin
      valid_at_shift <= 1'b0;
      valid_at_add <= 1'b0;
      valid_at_sum <= 1'b0;
      complete_at_end <= 1'b0;
    end else begin
      if(advance) begin
        valid_at_shift <= replay_valid;
        valid_at_add <= valid_at_shift;
        valid_at_sum <= valid_at_add;
        complete_at_end <= complete;
      end
    end
  end

  always @(posedge clk) begin
    if(advance) begin
      first_at_shift <= replay_first;
      first_at_add <= first_at_shift;
      first_at_sum <= first_at_add;
      last_at_shift <= replay_last;
      last_at_add <= last_at_shift;
      last_at_sum <= last_at_add;
      closing_at_shift <= replay_closing;
      closing_at_add <= closing_at_shift;
      closing_at_sum <= closing_at_add;
      closing_at_end <= closing_at_sum;
    end
  end


endmodule

module ContextDrain (
  input  wire          load,
  input  wire          closing,
  output wire          free,
  input  wire [15:0]   even_0,
  input  wire [15:0]   even_1,
  input  wire [15:0]   odd_0,
  input  wire [15:0]   odd_1,
  output wire          out_valid,
  input  wire          out_ready,
  output wire          out_last,
  output wire [16:0]   out_data_0,
  input  wire          clk,
  input  wire          reset
);

  wire       [1:0]    _zz_beats_left;
  wire       [1:0]    _zz_beats_left_1;
  wire       [2:0]    _zz_beats_left_2;
  wire       [2:0]    _zz_beats_left_3;
  wire       [18:0]   _zz_scaled_0_sum_scale_0;
  wire       [18:0]   _zz_scaled_0_sum_scale_0_1;
  wire       [17:0]   _zz_scaled_0_sum_scale_0_2;
  wire       [26:0]   _zz_scaled_0_sum_scale_1;
  wire       [23:0]   _zz_scaled_0_sum_scale_1_1;
  wire       [26:0]   _zz_scaled_0_sum_scale_1_2;
  wire       [25:0]   _zz_scaled_0_sum_scale_1_3;
  wire       [30:0]   _zz_scaled_0_sum_scale_2;
  wire       [28:0]   _zz_scaled_0_sum_scale_2_1;
  wire       [28:0]   _zz_scaled_0_sum_scale_2_2;
  wire       [27:0]   _zz_scaled_0_sum_scale_2_3;
  wire       [30:0]   _zz_scaled_0_sum_scale_2_4;
  wire       [30:0]   _zz_scaled_0_sum_scale_2_5;
  wire       [29:0]   _zz_scaled_0_sum_scale_2_6;
  wire       [26:0]   _zz_scaled_0_sum_scale_2_0;
  wire       [32:0]   _zz_scaled_0_sum_scale_2_1_1;
  wire       [32:0]   _zz_scaled_0_sum_scale_2_1_2;
  wire       [32:0]   _zz_scaled_0_sum;
  wire       [32:0]   _zz_joined_0;
  wire       [32:0]   _zz_joined_0_1;
  wire       [31:0]   _zz_joined_0_2;
  wire       [32:0]   _zz_joined_0_3;
  reg        [1:0]    beats_left;
  reg                 closes;
  wire                out_advance;
  wire                some;
  wire                taken;
  wire                moved;
  reg        [15:0]   even_held_0;
  reg        [15:0]   even_held_1;
  reg        [15:0]   odd_held_0;
  reg        [15:0]   odd_held_1;
  wire                last;
  wire       [18:0]   scaled_0_sum_scale_0;
  reg        [18:0]   scaled_0_sum_scale_0_at_scale_2;
  wire       [26:0]   scaled_0_sum_scale_1;
  reg        [26:0]   scaled_0_sum_scale_1_at_scale_2;
  wire       [30:0]   scaled_0_sum_scale_2;
  reg        [30:0]   scaled_0_sum_scale_2_at_scale_2;
  wire       [31:0]   scaled_0_sum_scale_3;
  reg        [31:0]   scaled_0_sum_scale_3_at_scale_2;
  wire       [26:0]   scaled_0_sum_scale_2_0;
  reg        [26:0]   scaled_0_sum_scale_2_0_at_scale_3;
  wire       [32:0]   scaled_0_sum_scale_2_1;
  reg        [32:0]   scaled_0_sum_scale_2_1_at_scale_3;
  wire       [32:0]   scaled_0_sum;
  wire       [31:0]   scaled_0;
  reg        [31:0]   scaled_0_at_join;
  reg        [15:0]   beside_0_at_scale_2;
  reg        [15:0]   beside_0_at_scale_3;
  reg        [15:0]   beside_0_at_join;
  wire       [16:0]   joined_0;
  reg        [16:0]   joined_0_at_end;
  reg                 valid_at_scale_2;
  reg                 valid_at_scale_3;
  reg                 valid_at_join;
  reg                 valid_at_end;
  reg                 last_at_scale_2;
  reg                 last_at_scale_3;
  reg                 last_at_join;
  reg                 last_at_end;

  assign _zz_beats_left = ($signed(_zz_beats_left_1) - $signed(2'b01));
  assign _zz_beats_left_2 = _zz_beats_left_3;
  assign _zz_beats_left_1 = _zz_beats_left_2[1:0];
  assign _zz_beats_left_3 = {1'd0, beats_left};
  assign _zz_scaled_0_sum_scale_0 = {{3{odd_held_0[15]}}, odd_held_0};
  assign _zz_scaled_0_sum_scale_0_2 = ({2'd0,odd_held_0} <<< 2'd2);
  assign _zz_scaled_0_sum_scale_0_1 = {{1{_zz_scaled_0_sum_scale_0_2[17]}}, _zz_scaled_0_sum_scale_0_2};
  assign _zz_scaled_0_sum_scale_1_1 = ({8'd0,odd_held_0} <<< 4'd8);
  assign _zz_scaled_0_sum_scale_1 = {{3{_zz_scaled_0_sum_scale_1_1[23]}}, _zz_scaled_0_sum_scale_1_1};
  assign _zz_scaled_0_sum_scale_1_3 = ({10'd0,odd_held_0} <<< 4'd10);
  assign _zz_scaled_0_sum_scale_1_2 = {{1{_zz_scaled_0_sum_scale_1_3[25]}}, _zz_scaled_0_sum_scale_1_3};
  assign _zz_scaled_0_sum_scale_2_1 = ($signed(29'h0) - $signed(_zz_scaled_0_sum_scale_2_2));
  assign _zz_scaled_0_sum_scale_2 = {{2{_zz_scaled_0_sum_scale_2_1[28]}}, _zz_scaled_0_sum_scale_2_1};
  assign _zz_scaled_0_sum_scale_2_3 = ({12'd0,odd_held_0} <<< 4'd12);
  assign _zz_scaled_0_sum_scale_2_2 = {{1{_zz_scaled_0_sum_scale_2_3[27]}}, _zz_scaled_0_sum_scale_2_3};
  assign _zz_scaled_0_sum_scale_2_4 = ($signed(31'h0) - $signed(_zz_scaled_0_sum_scale_2_5));
  assign _zz_scaled_0_sum_scale_2_6 = ({14'd0,odd_held_0} <<< 4'd14);
  assign _zz_scaled_0_sum_scale_2_5 = {{1{_zz_scaled_0_sum_scale_2_6[29]}}, _zz_scaled_0_sum_scale_2_6};
  assign _zz_scaled_0_sum_scale_2_0 = {{8{scaled_0_sum_scale_0_at_scale_2[18]}}, scaled_0_sum_scale_0_at_scale_2};
  assign _zz_scaled_0_sum_scale_2_1_1 = {{2{scaled_0_sum_scale_2_at_scale_2[30]}}, scaled_0_sum_scale_2_at_scale_2};
  assign _zz_scaled_0_sum_scale_2_1_2 = {{1{scaled_0_sum_scale_3_at_scale_2[31]}}, scaled_0_sum_scale_3_at_scale_2};
  assign _zz_scaled_0_sum = {{6{scaled_0_sum_scale_2_0_at_scale_3[26]}}, scaled_0_sum_scale_2_0_at_scale_3};
  assign _zz_joined_0 = ($signed(_zz_joined_0_1) + $signed(_zz_joined_0_3));
  assign _zz_joined_0_2 = {beside_0_at_join,16'h8000};
  assign _zz_joined_0_1 = {{1{_zz_joined_0_2[31]}}, _zz_joined_0_2};
  assign _zz_joined_0_3 = {{1{scaled_0_at_join[31]}}, scaled_0_at_join};
  assign some = (beats_left != 2'b00);
  assign free = ((! some) || ((beats_left == 2'b01) && out_advance));
  assign taken = (load && free);
  assign moved = (some && out_advance);
  assign last = ((beats_left == 2'b01) && closes);
  assign scaled_0_sum_scale_0 = ($signed(_zz_scaled_0_sum_scale_0) + $signed(_zz_scaled_0_sum_scale_0_1));
  assign scaled_0_sum_scale_1 = ($signed(_zz_scaled_0_sum_scale_1) + $signed(_zz_scaled_0_sum_scale_1_2));
  assign scaled_0_sum_scale_2 = ($signed(_zz_scaled_0_sum_scale_2) + $signed(_zz_scaled_0_sum_scale_2_4));
  assign scaled_0_sum_scale_3 = ({16'd0,odd_held_0} <<< 5'd16);
  assign scaled_0_sum_scale_2_0 = ($signed(_zz_scaled_0_sum_scale_2_0) + $signed(scaled_0_sum_scale_1_at_scale_2));
  assign scaled_0_sum_scale_2_1 = ($signed(_zz_scaled_0_sum_scale_2_1_1) + $signed(_zz_scaled_0_sum_scale_2_1_2));
  assign scaled_0_sum = ($signed(_zz_scaled_0_sum) + $signed(scaled_0_sum_scale_2_1_at_scale_3));
  assign scaled_0 = scaled_0_sum[31:0];
  assign joined_0 = (_zz_joined_0 >>> 5'd16);
  assign out_data_0 = joined_0_at_end;
  assign out_valid = valid_at_end;
  assign out_advance = ((! out_valid) || out_ready);
  assign out_last = last_at_end;
  always @(posedge clk) begin
    if(reset) begin
      beats_left <= 2'b00;
      valid_at_scale_2 <= 1'b0;
      valid_at_scale_3 <= 1'b0;
      valid_at_join <= 1'b0;
      valid_at_end <= 1'b0;
    end else begin
      if(moved) begin
        beats_left <= _zz_beats_left;
      end
      if(taken) begin
        beats_left <= (closing ? 2'b10 : 2'b10);
      end
      if(out_advance) begin
        valid_at_scale_2 <= some;
        valid_at_scale_3 <= valid_at_scale_2;
        valid_at_join <= valid_at_scale_3;
        valid_at_end <= valid_at_join;
      end
    end
  end

  always @(posedge clk) begin
    if(taken) begin
      closes <= closing;
    end
    if(moved) begin
      even_held_0 <= even_held_1;
    end
    if(taken) begin
      even_held_0 <= even_0;
    end
    if(taken) begin
      even_held_1 <= even_1;
    end
    if(moved) begin
      odd_held_0 <= odd_held_1;
    end
    if(taken) begin
      odd_held_0 <= odd_0;
    end
    if(taken) begin
      odd_held_1 <= odd_1;
    end
    if(out_advance) begin
      scaled_0_sum_scale_0_at_scale_2 <= scaled_0_sum_scale_0;
      scaled_0_sum_scale_1_at_scale_2 <= scaled_0_sum_scale_1;
      scaled_0_sum_scale_2_at_scale_2 <= scaled_0_sum_scale_2;
      scaled_0_sum_scale_3_at_scale_2 <= scaled_0_sum_scale_3;
      scaled_0_sum_scale_2_0_at_scale_3 <= scaled_0_sum_scale_2_0;
      scaled_0_sum_scale_2_1_at_scale_3 <= scaled_0_sum_scale_2_1;
      scaled_0_at_join <= scaled_0;
      beside_0_at_scale_2 <= even_held_0;
      beside_0_at_scale_3 <= beside_0_at_scale_2;
      beside_0_at_join <= beside_0_at_scale_3;
      joined_0_at_end <= joined_0;
      last_at_scale_2 <= last;
      last_at_scale_3 <= last_at_scale_2;
      last_at_join <= last_at_scale_3;
      last_at_end <= last_at_join;
    end
  end


endmodule

//ContextLane_1 replaced by ContextLane

module ContextLane (
  input  wire          advance,
  input  wire          add,
  input  wire          first,
  input  wire [7:0]    values_0,
  input  wire [7:0]    values_1,
  input  wire [2:0]    shift_0,
  input  wire [2:0]    shift_1,
  input  wire          even_0,
  input  wire          even_1,
  input  wire          odd_0,
  input  wire          odd_1,
  output wire [15:0]   even_sum,
  output wire [15:0]   odd_sum,
  input  wire          clk,
  input  wire          reset
);

  wire       [15:0]   _zz_product_0;
  wire       [14:0]   _zz_product_0_1;
  wire       [14:0]   _zz_product_0_2;
  wire       [15:0]   _zz_product_1;
  wire       [14:0]   _zz_product_1_1;
  wire       [14:0]   _zz_product_1_2;
  wire       [16:0]   _zz_even_terms;
  wire       [15:0]   _zz_even_terms_1;
  wire       [16:0]   _zz_even_terms_2;
  wire       [15:0]   _zz_even_terms_3;
  wire       [16:0]   _zz_even_running;
  wire       [16:0]   _zz_even_running_1;
  wire       [15:0]   _zz_even_running_2;
  wire       [16:0]   _zz_even_running_3;
  wire       [16:0]   _zz_odd_terms;
  wire       [15:0]   _zz_odd_terms_1;
  wire       [16:0]   _zz_odd_terms_2;
  wire       [15:0]   _zz_odd_terms_3;
  wire       [16:0]   _zz_odd_running;
  wire       [16:0]   _zz_odd_running_1;
  wire       [15:0]   _zz_odd_running_2;
  wire       [16:0]   _zz_odd_running_3;
  reg        [15:0]   product_0;
  reg        [15:0]   product_1;
  wire                adding;
  wire       [16:0]   even_terms;
  wire       [15:0]   even_beat;
  reg        [15:0]   even_beat_at_sum;
  reg        [15:0]   even_running;
  wire       [16:0]   odd_terms;
  wire       [15:0]   odd_beat;
  reg        [15:0]   odd_beat_at_sum;
  reg        [15:0]   odd_running;

  assign _zz_product_0_1 = ($signed(_zz_product_0_2) <<< shift_0);
  assign _zz_product_0 = {{1{_zz_product_0_1[14]}}, _zz_product_0_1};
  assign _zz_product_0_2 = {{7{values_0[7]}}, values_0};
  assign _zz_product_1_1 = ($signed(_zz_product_1_2) <<< shift_1);
  assign _zz_product_1 = {{1{_zz_product_1_1[14]}}, _zz_product_1_1};
  assign _zz_product_1_2 = {{7{values_1[7]}}, values_1};
  assign _zz_even_terms_1 = (even_0 ? product_0 : 16'h0);
  assign _zz_even_terms = {1'd0, _zz_even_terms_1};
  assign _zz_even_terms_3 = (even_1 ? product_1 : 16'h0);
  assign _zz_even_terms_2 = {1'd0, _zz_even_terms_3};
  assign _zz_even_running = (_zz_even_running_1 + _zz_even_running_3);
  assign _zz_even_running_2 = (first ? 16'h0 : even_running);
  assign _zz_even_running_1 = {1'd0, _zz_even_running_2};
  assign _zz_even_running_3 = {1'd0, even_beat_at_sum};
  assign _zz_odd_terms_1 = (odd_0 ? product_0 : 16'h0);
  assign _zz_odd_terms = {1'd0, _zz_odd_terms_1};
  assign _zz_odd_terms_3 = (odd_1 ? product_1 : 16'h0);
  assign _zz_odd_terms_2 = {1'd0, _zz_odd_terms_3};
  assign _zz_odd_running = (_zz_odd_running_1 + _zz_odd_running_3);
  assign _zz_odd_running_2 = (first ? 16'h0 : odd_running);
  assign _zz_odd_running_1 = {1'd0, _zz_odd_running_2};
  assign _zz_odd_running_3 = {1'd0, odd_beat_at_sum};
  assign adding = (advance && add);
  assign even_terms = (_zz_even_terms + _zz_even_terms_2);
  assign even_beat = even_terms[15:0];
  assign even_sum = even_running;
  assign odd_terms = (_zz_odd_terms + _zz_odd_terms_2);
  assign odd_beat = odd_terms[15:0];
  assign odd_sum = odd_running;
  always @(posedge clk) begin
    if(advance) begin
      product_0 <= _zz_product_0;
    end
    if(advance) begin
      product_1 <= _zz_product_1;
    end
    if(adding) begin
      even_running <= _zz_even_running[15:0];
    end
    if(adding) begin
      odd_running <= _zz_odd_running[15:0];
    end
    if(advance) begin
      even_beat_at_sum <= even_beat;
      odd_beat_at_sum <= odd_beat;
    end
  end


endmodule

module ContextCodeDecoder (
  input  wire          advance,
  input  wire          valid,
  input  wire          first,
  input  wire          last,
  input  wire [3:0]    codes_0,
  input  wire [3:0]    codes_1,
  output wire [2:0]    shift_0,
  output wire [2:0]    shift_1,
  output wire          even_0,
  output wire          even_1,
  output wire          odd_0,
  output wire          odd_1,
  input  wire          clk,
  input  wire          reset
);

  wire       [2:0]    _zz__zz_by_0;
  wire       [3:0]    _zz__zz_by_0_1;
  wire       [3:0]    _zz__zz_by_0_2;
  wire       [3:0]    _zz__zz_by_0_3;
  wire       [2:0]    _zz__zz_by_0_4;
  wire       [3:0]    _zz__zz_is_even_0_1;
  wire       [2:0]    _zz__zz_by_1_1;
  wire       [3:0]    _zz__zz_by_1_1_1;
  wire       [3:0]    _zz__zz_by_1_1_2;
  wire       [3:0]    _zz__zz_by_1_1_3;
  wire       [2:0]    _zz__zz_by_1_1_4;
  wire       [3:0]    _zz__zz_is_even_1_1;
  wire       [8:0]    _zz_even_weights_now;
  wire       [7:0]    _zz_even_weights_now_1;
  wire       [8:0]    _zz_even_weights_now_2;
  wire       [8:0]    _zz_even_weights_now_3;
  wire       [7:0]    _zz_even_weights_now_4;
  wire       [7:0]    _zz_even_weights_now_5;
  wire       [8:0]    _zz_even_weights_now_6;
  wire       [7:0]    _zz_even_weights_now_7;
  wire       [7:0]    _zz_even_weights_now_8;
  wire       [8:0]    _zz_even_weights;
  wire       [8:0]    _zz_odd_weights_now;
  wire       [7:0]    _zz_odd_weights_now_1;
  wire       [8:0]    _zz_odd_weights_now_2;
  wire       [8:0]    _zz_odd_weights_now_3;
  wire       [7:0]    _zz_odd_weights_now_4;
  wire       [7:0]    _zz_odd_weights_now_5;
  wire       [8:0]    _zz_odd_weights_now_6;
  wire       [7:0]    _zz_odd_weights_now_7;
  wire       [7:0]    _zz_odd_weights_now_8;
  wire       [8:0]    _zz_odd_weights;
  wire                _zz_is_even_0;
  wire       [2:0]    _zz_by_0;
  wire       [2:0]    by_0;
  reg        [2:0]    by_0_at_shift;
  wire                _zz_is_even_0_1;
  wire                is_even_0;
  reg                 is_even_0_at_shift;
  reg                 is_even_0_at_end;
  wire                is_odd_0;
  reg                 is_odd_0_at_shift;
  reg                 is_odd_0_at_end;
  wire                _zz_by_1;
  wire                _zz_is_even_1;
  wire       [2:0]    _zz_by_1_1;
  wire       [2:0]    by_1;
  reg        [2:0]    by_1_at_shift;
  wire                _zz_is_even_1_1;
  wire                is_even_1;
  reg                 is_even_1_at_shift;
  reg                 is_even_1_at_end;
  wire                is_odd_1;
  reg                 is_odd_1_at_shift;
  reg                 is_odd_1_at_end;
  reg        [7:0]    even_weights;
  wire       [8:0]    even_weights_now;
  reg        [7:0]    odd_weights;
  wire       [8:0]    odd_weights_now;

  assign _zz__zz_by_0_1 = ($signed(4'b0111) - $signed(_zz__zz_by_0_2));
  assign _zz__zz_by_0 = _zz__zz_by_0_1[2:0];
  assign _zz__zz_by_0_2 = _zz__zz_by_0_3;
  assign _zz__zz_by_0_4 = (codes_0 >>> 1'd1);
  assign _zz__zz_by_0_3 = {1'd0, _zz__zz_by_0_4};
  assign _zz__zz_is_even_0_1 = codes_0;
  assign _zz__zz_by_1_1_1 = ($signed(4'b0111) - $signed(_zz__zz_by_1_1_2));
  assign _zz__zz_by_1_1 = _zz__zz_by_1_1_1[2:0];
  assign _zz__zz_by_1_1_2 = _zz__zz_by_1_1_3;
  assign _zz__zz_by_1_1_4 = (codes_1 >>> 1'd1);
  assign _zz__zz_by_1_1_3 = {1'd0, _zz__zz_by_1_1_4};
  assign _zz__zz_is_even_1_1 = codes_1;
  assign _zz_even_weights_now_1 = (first ? 8'h0 : even_weights);
  assign _zz_even_weights_now = {1'd0, _zz_even_weights_now_1};
  assign _zz_even_weights_now_2 = (_zz_even_weights_now_3 + _zz_even_weights_now_6);
  assign _zz_even_weights_now_4 = (8'h0 + ((_zz_is_even_0 && (! _zz_is_even_0_1)) ? _zz_even_weights_now_5 : 8'h0));
  assign _zz_even_weights_now_3 = {1'd0, _zz_even_weights_now_4};
  assign _zz_even_weights_now_5 = (8'h01 <<< _zz_by_0);
  assign _zz_even_weights_now_7 = ((_zz_is_even_1 && (! _zz_is_even_1_1)) ? _zz_even_weights_now_8 : 8'h0);
  assign _zz_even_weights_now_6 = {1'd0, _zz_even_weights_now_7};
  assign _zz_even_weights_now_8 = (8'h01 <<< _zz_by_1_1);
  assign _zz_even_weights = ((even_weights_now <= 9'h0e0) ? even_weights_now : 9'h0);
  assign _zz_odd_weights_now_1 = (first ? 8'h0 : odd_weights);
  assign _zz_odd_weights_now = {1'd0, _zz_odd_weights_now_1};
  assign _zz_odd_weights_now_2 = (_zz_odd_weights_now_3 + _zz_odd_weights_now_6);
  assign _zz_odd_weights_now_4 = (8'h0 + ((_zz_is_even_0 && _zz_is_even_0_1) ? _zz_odd_weights_now_5 : 8'h0));
  assign _zz_odd_weights_now_3 = {1'd0, _zz_odd_weights_now_4};
  assign _zz_odd_weights_now_5 = (8'h01 <<< _zz_by_0);
  assign _zz_odd_weights_now_7 = ((_zz_is_even_1 && _zz_is_even_1_1) ? _zz_odd_weights_now_8 : 8'h0);
  assign _zz_odd_weights_now_6 = {1'd0, _zz_odd_weights_now_7};
  assign _zz_odd_weights_now_8 = (8'h01 <<< _zz_by_1_1);
  assign _zz_odd_weights = ((odd_weights_now <= 9'h0e0) ? odd_weights_now : 9'h0);
  assign _zz_is_even_0 = (codes_0 <= 4'b1110);
  assign _zz_by_0 = (_zz_is_even_0 ? _zz__zz_by_0 : 3'b000);
  assign by_0 = _zz_by_0;
  assign shift_0 = by_0_at_shift;
  assign _zz_is_even_0_1 = _zz__zz_is_even_0_1[0];
  assign is_even_0 = (_zz_is_even_0 && (! _zz_is_even_0_1));
  assign even_0 = is_even_0_at_end;
  assign is_odd_0 = (_zz_is_even_0 && _zz_is_even_0_1);
  assign odd_0 = is_odd_0_at_end;
  assign _zz_by_1 = (codes_1 <= 4'b1110);
  assign _zz_is_even_1 = (_zz_by_1 && (! last));
  assign _zz_by_1_1 = (_zz_by_1 ? _zz__zz_by_1_1 : 3'b000);
  assign by_1 = _zz_by_1_1;
  assign shift_1 = by_1_at_shift;
  assign _zz_is_even_1_1 = _zz__zz_is_even_1_1[0];
  assign is_even_1 = (_zz_is_even_1 && (! _zz_is_even_1_1));
  assign even_1 = is_even_1_at_end;
  assign is_odd_1 = (_zz_is_even_1 && _zz_is_even_1_1);
  assign odd_1 = is_odd_1_at_end;
  assign even_weights_now = (_zz_even_weights_now + _zz_even_weights_now_2);
  assign odd_weights_now = (_zz_odd_weights_now + _zz_odd_weights_now_2);
  always @(posedge clk) begin
    if((valid && advance)) begin
      even_weights <= _zz_even_weights[7:0];
    end
    if((valid && advance)) begin
      odd_weights <= _zz_odd_weights[7:0];
    end
    if(advance) begin
      by_0_at_shift <= by_0;
      is_even_0_at_shift <= is_even_0;
      is_even_0_at_end <= is_even_0_at_shift;
      is_odd_0_at_shift <= is_odd_0;
      is_odd_0_at_end <= is_odd_0_at_shift;
      by_1_at_shift <= by_1;
      is_even_1_at_shift <= is_even_1;
      is_even_1_at_end <= is_even_1_at_shift;
      is_odd_1_at_shift <= is_odd_1;
      is_odd_1_at_end <= is_odd_1_at_shift;
    end
  end


endmodule

module ContextCodes (
  input  wire          advance,
  output wire          valid,
  output wire          first,
  output wire          last,
  output wire          closing,
  input  wire          in_valid,
  output wire          in_ready,
  input  wire          in_last,
  input  wire [3:0]    in_data_0,
  input  wire [3:0]    in_data_1,
  output wire [3:0]    codes_0,
  output wire [3:0]    codes_1,
  output wire [1:0]    word,
  input  wire          clk,
  input  wire          reset
);

  wire                arriving_beat;
  reg        [7:0]    held_spinal_port1;
  wire                arriving_first;
  wire                arriving_last;
  wire       [0:0]    arriving_index;
  wire       [0:0]    arriving_following;
  wire                beat_first;
  wire                beat_last;
  wire       [0:0]    beat_index;
  wire       [0:0]    beat_following;
  wire                pass_first;
  wire                pass_last;
  wire       [0:0]    pass_index;
  wire       [0:0]    pass_following;
  wire       [1:0]    _zz_write_half;
  wire       [1:0]    _zz_write_half_1;
  wire       [1:0]    _zz_read_half;
  wire       [1:0]    _zz_read_half_1;
  wire       [1:0]    _zz_whole_rows;
  wire       [1:0]    _zz_whole_rows_1;
  wire       [2:0]    _zz_whole_rows_2;
  wire       [2:0]    _zz_whole_rows_3;
  wire       [2:0]    _zz_next_word;
  wire       [2:0]    _zz_next_word_1;
  wire       [1:0]    _zz_next_word_2;
  wire       [1:0]    _zz_next_word_3;
  wire       [1:0]    _zz_next_word_4;
  wire       [2:0]    _zz_next_word_5;
  wire       [2:0]    _zz_next_word_6;
  wire       [1:0]    _zz_held_port;
  wire       [7:0]    _zz_held_port_1;
  wire                _zz_held_port_2;
  reg        [1:0]    whole_rows;
  reg        [0:0]    write_half;
  reg        [0:0]    read_half;
  reg        [1:0]    next_word;
  wire                row_arrived;
  wire                available;
  wire                issue;
  wire                pass_ends;
  wire                row_ends;
  wire       [1:0]    _zz_read;
  wire       [7:0]    read;
  reg                 valid_now;
  reg        [1:0]    word_now;
  reg                 first_now;
  reg                 last_now;
  reg                 closing_now;
  reg [7:0] held [0:3];

  assign _zz_write_half = (_zz_write_half_1 + 2'b01);
  assign _zz_write_half_1 = {1'd0, write_half};
  assign _zz_read_half = (_zz_read_half_1 + 2'b01);
  assign _zz_read_half_1 = {1'd0, read_half};
  assign _zz_whole_rows = ($signed(_zz_whole_rows_1) - $signed(2'b01));
  assign _zz_whole_rows_2 = _zz_whole_rows_3;
  assign _zz_whole_rows_1 = _zz_whole_rows_2[1:0];
  assign _zz_whole_rows_3 = {1'd0, whole_rows};
  assign _zz_next_word = (beat_last ? _zz_next_word_1 : _zz_next_word_5);
  assign _zz_next_word_2 = (pass_last ? 2'b00 : _zz_next_word_3);
  assign _zz_next_word_1 = {1'd0, _zz_next_word_2};
  assign _zz_next_word_3 = (_zz_next_word_4 + 2'b01);
  assign _zz_next_word_4 = {1'd0, pass_index};
  assign _zz_next_word_5 = (_zz_next_word_6 + 3'b010);
  assign _zz_next_word_6 = {1'd0, next_word};
  assign _zz_held_port = {write_half,arriving_index};
  assign _zz_held_port_1 = {in_data_1,in_data_0};
  assign _zz_held_port_2 = (in_valid && in_ready);
  always @(posedge clk) begin
    if(_zz_held_port_2) begin
      held[_zz_held_port] <= _zz_held_port_1;
    end
  end

  always @(posedge clk) begin
    if(issue) begin
      held_spinal_port1 <= held[_zz_read];
    end
  end

  BeatCounter arriving (
    .beat      (arriving_beat     ), //i
    .first     (arriving_first    ), //o
    .last      (arriving_last     ), //o
    .index     (arriving_index    ), //o
    .following (arriving_following), //o
    .clk       (clk               ), //i
    .reset     (reset             )  //i
  );
  BeatCounter beat (
    .beat      (issue         ), //i
    .first     (beat_first    ), //o
    .last      (beat_last     ), //o
    .index     (beat_index    ), //o
    .following (beat_following), //o
    .clk       (clk           ), //i
    .reset     (reset         )  //i
  );
  BeatCounter pass (
    .beat      (pass_ends     ), //i
    .first     (pass_first    ), //o
    .last      (pass_last     ), //o
    .index     (pass_index    ), //o
    .following (pass_following), //o
    .clk       (clk           ), //i
    .reset     (reset         )  //i
  );
  assign arriving_beat = (in_valid && in_ready);
  assign in_ready = (whole_rows != 2'b10);
  assign row_arrived = ((in_valid && in_ready) && arriving_last);
  assign available = ((whole_rows != 2'b00) || (beat_index != arriving_index));
  assign issue = (advance && available);
  assign pass_ends = (issue && beat_last);
  assign row_ends = (pass_ends && pass_last);
  assign _zz_read = {read_half,beat_index};
  assign read = held_spinal_port1;
  assign codes_0 = read[3 : 0];
  assign codes_1 = read[7 : 4];
  assign valid = valid_now;
  assign word = word_now;
  assign first = first_now;
  assign last = last_now;
  assign closing = closing_now;
  always @(posedge clk) begin
    if(reset) begin
      whole_rows <= 2'b00;
      write_half <= 1'b0;
      read_half <= 1'b0;
      next_word <= 2'b00;
      valid_now <= 1'b0;
    end else begin
      if(row_arrived) begin
        write_half <= _zz_write_half[0:0];
      end
      if(row_ends) begin
        read_half <= _zz_read_half[0:0];
      end
      if((row_arrived && (! row_ends))) begin
        whole_rows <= (whole_rows + 2'b01);
      end
      if((row_ends && (! row_arrived))) begin
        whole_rows <= _zz_whole_rows;
      end
      if(issue) begin
        next_word <= _zz_next_word[1:0];
      end
      if(advance) begin
        valid_now <= available;
      end
    end
  end

  always @(posedge clk) begin
    if(advance) begin
      word_now <= next_word;
    end
    if(advance) begin
      first_now <= beat_first;
    end
    if(advance) begin
      last_now <= beat_last;
    end
    if(advance) begin
      closing_now <= pass_last;
    end
  end


endmodule

//BeatCounter_2 replaced by BeatCounter

//BeatCounter_1 replaced by BeatCounter

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
