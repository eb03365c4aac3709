module LayerNorm (
  input  wire          in_valid,
  output wire          in_ready,
  input  wire          in_last,
  input  wire [7:0]    in_data_0,
  input  wire [7:0]    in_data_1,
  output wire          out_valid,
  input  wire          out_ready,
  output wire          out_last,
  output wire [7:0]    out_data_0,
  output wire [7:0]    out_data_1,
  input  wire          clk,
  input  wire          reset
);

  wire       [12:0]   multiples_write_0;
  wire       [12:0]   multiples_write_1;
  wire       [12:0]   sums_tail_sum;
  wire       [12:0]   lane_0_multiple;
  wire       [12:0]   lane_0_sum;
  wire       [17:0]   lane_0_gain;
  wire       [20:0]   lane_0_offset;
  wire       [12:0]   lane_1_multiple;
  wire       [12:0]   lane_1_sum;
  wire       [17:0]   lane_1_gain;
  wire       [20:0]   lane_1_offset;
  reg        [1:0]    alpha_words_0_spinal_port0;
  reg        [1:0]    alpha_words_1_spinal_port0;
  reg        [17:0]   gain_words_0_spinal_port0;
  reg        [20:0]   offset_words_0_spinal_port0;
  reg        [17:0]   gain_words_1_spinal_port0;
  reg        [20:0]   offset_words_1_spinal_port0;
  wire                multiples_space;
  wire       [12:0]   multiples_read_0;
  wire       [12:0]   multiples_read_1;
  wire                sums_available;
  wire       [12:0]   sums_head_sum;
  wire                starts_available;
  wire       [3:0]    starts_head_steps;
  wire                roots_available;
  wire       [16:0]   roots_head_root;
  wire                arriving_beat_first;
  wire                arriving_beat_last;
  wire       [0:0]    arriving_beat_index;
  wire       [0:0]    arriving_beat_following;
  wire                statistics_sum_done;
  wire                statistics_done;
  wire       [12:0]   statistics_sum;
  wire       [23:0]   statistics_variance;
  wire                normalizer_done;
  wire       [19:0]   normalizer_mantissa;
  wire       [3:0]    normalizer_steps;
  wire                reciprocal_root_done;
  wire       [16:0]   reciprocal_root_root;
  wire                leaving_beat_first;
  wire                leaving_beat_last;
  wire       [0:0]    leaving_beat_index;
  wire       [0:0]    leaving_beat_following;
  wire       [7:0]    lane_0_result;
  wire       [7:0]    lane_1_result;
  wire                _zz_alpha_words_0_port;
  wire                _zz_alpha_0;
  wire       [11:0]   _zz_value_0;
  wire       [8:0]    _zz_value_0_1;
  wire       [8:0]    _zz_value_0_2;
  wire       [8:0]    _zz_value_0_3;
  wire       [13:0]   _zz_multiple_0;
  wire       [11:0]   _zz_multiple_0_1;
  wire       [13:0]   _zz_multiple_0_2;
  wire                _zz_alpha_words_1_port;
  wire                _zz_alpha_1;
  wire       [11:0]   _zz_value_1;
  wire       [11:0]   _zz_value_1_1;
  wire       [8:0]    _zz_value_1_2;
  wire       [8:0]    _zz_value_1_3;
  wire       [8:0]    _zz_value_1_4;
  wire       [13:0]   _zz_multiple_1;
  wire       [11:0]   _zz_multiple_1_1;
  wire       [13:0]   _zz_multiple_1_2;
  reg                 awake;
  wire                arriving;
  reg                 arrived;
  reg                 arrived_last;
  reg                 multiple_valid_1;
  wire       [1:0]    alpha_0;
  reg        [11:0]   value_0;
  reg        [13:0]   multiple_0;
  wire       [12:0]   _zz_write_0;
  wire       [1:0]    alpha_1;
  reg        [11:0]   value_1;
  reg        [13:0]   multiple_1;
  wire       [12:0]   _zz_write_1;
  wire                out_valid_now;
  wire                advance;
  wire                issue;
  wire                opens;
  reg                 leaving_valid_1;
  reg                 leaving_valid_2;
  reg                 leaving_valid_3;
  reg                 leaving_valid_4;
  reg                 leaving_valid_5;
  reg                 leaving_valid_6;
  reg                 leaving_valid_7;
  reg                 leaving_valid_8;
  reg                 leaving_valid_9;
  reg                 leaving_last_1;
  reg                 leaving_last_2;
  reg                 leaving_last_3;
  reg                 leaving_last_4;
  reg                 leaving_last_5;
  reg                 leaving_last_6;
  reg                 leaving_last_7;
  reg                 leaving_last_8;
  reg                 leaving_last_9;
  reg                 leaving_first_1;
  reg                 leaving_first_2;
  reg                 leaving_first_3;
  reg        [12:0]   sum_held;
  reg        [3:0]    steps_held;
  reg        [3:0]    steps_at_1;
  wire                root_now;
  reg        [16:0]   root_held;
  reg        [0:0]    leaving_index_1;
  reg        [0:0]    leaving_index_2;
  reg        [0:0]    leaving_index_3;
  reg        [0:0]    leaving_index_4;
  reg        [0:0]    leaving_index_5;
  reg        [0:0]    leaving_index_6;
  reg [1:0] alpha_words_0 [0:1];
  reg [1:0] alpha_words_1 [0:1];
  reg [17:0] gain_words_0 [0:1];
  reg [20:0] offset_words_0 [0:1];
  reg [17:0] gain_words_1 [0:1];
  reg [20:0] offset_words_1 [0:1];

  assign _zz_value_0_1 = ($signed(_zz_value_0_2) - $signed(9'h078));
  assign _zz_value_0 = {{3{_zz_value_0_1[8]}}, _zz_value_0_1};
  assign _zz_value_0_2 = _zz_value_0_3;
  assign _zz_value_0_3 = {1'd0, in_data_0};
  assign _zz_multiple_0_1 = ($signed(12'h0) - $signed(value_0));
  assign _zz_multiple_0 = {{2{_zz_multiple_0_1[11]}}, _zz_multiple_0_1};
  assign _zz_multiple_0_2 = ({2'd0,value_0} <<< 2'd2);
  assign _zz_value_1 = ($signed(_zz_value_1_1) <<< alpha_1);
  assign _zz_value_1_2 = ($signed(_zz_value_1_3) - $signed(9'h078));
  assign _zz_value_1_1 = {{3{_zz_value_1_2[8]}}, _zz_value_1_2};
  assign _zz_value_1_3 = _zz_value_1_4;
  assign _zz_value_1_4 = {1'd0, in_data_1};
  assign _zz_multiple_1_1 = ($signed(12'h0) - $signed(value_1));
  assign _zz_multiple_1 = {{2{_zz_multiple_1_1[11]}}, _zz_multiple_1_1};
  assign _zz_multiple_1_2 = ({2'd0,value_1} <<< 2'd2);
  assign _zz_alpha_0 = 1'b1;
  assign _zz_alpha_1 = 1'b1;
  initial begin
    alpha_words_0[0] = 2'b00;
    alpha_words_0[1] = 2'b01;
  end
  always @(posedge clk) begin
    if(_zz_alpha_0) begin
      alpha_words_0_spinal_port0 <= alpha_words_0[arriving_beat_following];
    end
  end

  initial begin
    alpha_words_1[0] = 2'b11;
    alpha_words_1[1] = 2'b00;
  end
  always @(posedge clk) begin
    if(_zz_alpha_1) begin
      alpha_words_1_spinal_port0 <= alpha_words_1[arriving_beat_following];
    end
  end

  initial begin
    gain_words_0[0] = 18'b010001000101110000;
    gain_words_0[1] = 18'b010101111110010000;
  end
  always @(posedge clk) begin
    if(advance) begin
      gain_words_0_spinal_port0 <= gain_words_0[leaving_index_5];
    end
  end

  initial begin
    offset_words_0[0] = 21'b001111010000100100000;
    offset_words_0[1] = 21'b010000011110101100000;
  end
  always @(posedge clk) begin
    if(advance) begin
      offset_words_0_spinal_port0 <= offset_words_0[leaving_index_6];
    end
  end

  initial begin
    gain_words_1[0] = 18'b101100011110000000;
    gain_words_1[1] = 18'b000000000000000000;
  end
  always @(posedge clk) begin
    if(advance) begin
      gain_words_1_spinal_port0 <= gain_words_1[leaving_index_5];
    end
  end

  initial begin
    offset_words_1[0] = 21'b001111110111101000000;
    offset_words_1[1] = 21'b000000000000000000000;
  end
  always @(posedge clk) begin
    if(advance) begin
      offset_words_1_spinal_port0 <= offset_words_1[leaving_index_6];
    end
  end

  LayerNormMultiples multiples (
    .reserve (arriving               ), //i
    .space   (multiples_space        ), //o
    .push    (multiple_valid_1       ), //i
    .pop     (issue                  ), //i
    .write_0 (multiples_write_0[12:0]), //i
    .write_1 (multiples_write_1[12:0]), //i
    .read_0  (multiples_read_0[12:0] ), //o
    .read_1  (multiples_read_1[12:0] ), //o
    .clk     (clk                    ), //i
    .reset   (reset                  )  //i
  );
  LayerNormSums sums (
    .push      (statistics_sum_done), //i
    .available (sums_available     ), //o
    .pop       (opens              ), //i
    .tail_sum  (sums_tail_sum[12:0]), //i
    .head_sum  (sums_head_sum[12:0]), //o
    .clk       (clk                ), //i
    .reset     (reset              )  //i
  );
  LayerNormStarts starts (
    .push       (normalizer_done       ), //i
    .available  (starts_available      ), //o
    .pop        (opens                 ), //i
    .tail_steps (normalizer_steps[3:0] ), //i
    .head_steps (starts_head_steps[3:0]), //o
    .clk        (clk                   ), //i
    .reset      (reset                 )  //i
  );
  LayerNormRoots roots (
    .push      (reciprocal_root_done      ), //i
    .available (roots_available           ), //o
    .pop       (root_now                  ), //i
    .tail_root (reciprocal_root_root[16:0]), //i
    .head_root (roots_head_root[16:0]     ), //o
    .clk       (clk                       ), //i
    .reset     (reset                     )  //i
  );
  BeatCounter arriving_beat (
    .beat      (arriving               ), //i
    .first     (arriving_beat_first    ), //o
    .last      (arriving_beat_last     ), //o
    .index     (arriving_beat_index    ), //o
    .following (arriving_beat_following), //o
    .clk       (clk                    ), //i
    .reset     (reset                  )  //i
  );
  LayerNormStatistics statistics (
    .valid      (arrived                  ), //i
    .last       (arrived_last             ), //i
    .sum_done   (statistics_sum_done      ), //o
    .done       (statistics_done          ), //o
    .x_0        (value_0[11:0]            ), //i
    .x_1        (value_1[11:0]            ), //i
    .multiple_0 (_zz_write_0[12:0]        ), //i
    .multiple_1 (_zz_write_1[12:0]        ), //i
    .epsilon    (3'b101                   ), //i
    .sum        (statistics_sum[12:0]     ), //o
    .variance   (statistics_variance[23:0]), //o
    .clk        (clk                      ), //i
    .reset      (reset                    )  //i
  );
  LayerNormNormalizer normalizer (
    .valid    (statistics_done          ), //i
    .done     (normalizer_done          ), //o
    .value    (statistics_variance[23:0]), //i
    .mantissa (normalizer_mantissa[19:0]), //o
    .steps    (normalizer_steps[3:0]    ), //o
    .clk      (clk                      ), //i
    .reset    (reset                    )  //i
  );
  ReciprocalRoot reciprocal_root (
    .valid    (normalizer_done           ), //i
    .mantissa (normalizer_mantissa[19:0] ), //i
    .done     (reciprocal_root_done      ), //o
    .root     (reciprocal_root_root[16:0]), //o
    .clk      (clk                       ), //i
    .reset    (reset                     )  //i
  );
  BeatCounter leaving_beat (
    .beat      (issue                 ), //i
    .first     (leaving_beat_first    ), //o
    .last      (leaving_beat_last     ), //o
    .index     (leaving_beat_index    ), //o
    .following (leaving_beat_following), //o
    .clk       (clk                   ), //i
    .reset     (reset                 )  //i
  );
  LayerNormLane lane_0 (
    .advance  (advance              ), //i
    .multiple (lane_0_multiple[12:0]), //i
    .sum      (lane_0_sum[12:0]     ), //i
    .steps    (steps_at_1[3:0]      ), //i
    .root     (root_held[16:0]      ), //i
    .gain     (lane_0_gain[17:0]    ), //i
    .offset   (lane_0_offset[20:0]  ), //i
    .result   (lane_0_result[7:0]   ), //o
    .clk      (clk                  ), //i
    .reset    (reset                )  //i
  );
  LayerNormLane lane_1 (
    .advance  (advance              ), //i
    .multiple (lane_1_multiple[12:0]), //i
    .sum      (lane_1_sum[12:0]     ), //i
    .steps    (steps_at_1[3:0]      ), //i
    .root     (root_held[16:0]      ), //i
    .gain     (lane_1_gain[17:0]    ), //i
    .offset   (lane_1_offset[20:0]  ), //i
    .result   (lane_1_result[7:0]   ), //o
    .clk      (clk                  ), //i
    .reset    (reset                )  //i
  );
  assign arriving = (in_valid && in_ready);
  assign in_ready = (awake && multiples_space);
  assign alpha_0 = alpha_words_0_spinal_port0;
  assign _zz_write_0 = multiple_0[12:0];
  assign multiples_write_0 = _zz_write_0;
  assign alpha_1 = alpha_words_1_spinal_port0;
  assign _zz_write_1 = multiple_1[12:0];
  assign multiples_write_1 = _zz_write_1;
  assign sums_tail_sum = statistics_sum;
  assign advance = ((! out_valid_now) || out_ready);
  assign opens = (issue && leaving_beat_first);
  assign issue = (advance && ((! leaving_beat_first) || starts_available));
  assign out_valid_now = leaving_valid_9;
  assign out_valid = leaving_valid_9;
  assign out_last = leaving_last_9;
  assign root_now = ((advance && leaving_valid_3) && leaving_first_3);
  assign lane_0_multiple = multiples_read_0;
  assign lane_0_sum = sum_held;
  assign lane_0_gain = gain_words_0_spinal_port0;
  assign lane_0_offset = offset_words_0_spinal_port0;
  assign out_data_0 = lane_0_result;
  assign lane_1_multiple = multiples_read_1;
  assign lane_1_sum = sum_held;
  assign lane_1_gain = gain_words_1_spinal_port0;
  assign lane_1_offset = offset_words_1_spinal_port0;
  assign out_data_1 = (leaving_last_9 ? 8'h0 : lane_1_result);
  always @(posedge clk) begin
    if(reset) begin
      awake <= 1'b0;
      arrived <= 1'b0;
      multiple_valid_1 <= 1'b0;
      leaving_valid_1 <= 1'b0;
      leaving_valid_2 <= 1'b0;
      leaving_valid_3 <= 1'b0;
      leaving_valid_4 <= 1'b0;
      leaving_valid_5 <= 1'b0;
      leaving_valid_6 <= 1'b0;
      leaving_valid_7 <= 1'b0;
      leaving_valid_8 <= 1'b0;
      leaving_valid_9 <= 1'b0;
    end else begin
      awake <= 1'b1;
      arrived <= arriving;
      multiple_valid_1 <= arrived;
      if(advance) begin
        leaving_valid_1 <= issue;
      end
      if(advance) begin
        leaving_valid_2 <= leaving_valid_1;
      end
      if(advance) begin
        leaving_valid_3 <= leaving_valid_2;
      end
      if(advance) begin
        leaving_valid_4 <= leaving_valid_3;
      end
      if(advance) begin
        leaving_valid_5 <= leaving_valid_4;
      end
      if(advance) begin
        leaving_valid_6 <= leaving_valid_5;
      end
      if(advance) begin
        leaving_valid_7 <= leaving_valid_6;
      end
      if(advance) begin
        leaving_valid_8 <= leaving_valid_7;
      end
      if(advance) begin
        leaving_valid_9 <= leaving_valid_8;
      end
    end
  end

  always @(posedge clk) begin
    arrived_last <= arriving_beat_last;
    value_0 <= ($signed(_zz_value_0) <<< alpha_0);
    multiple_0 <= ($signed(_zz_multiple_0) + $signed(_zz_multiple_0_2));
    value_1 <= (arriving_beat_last ? 12'h0 : _zz_value_1);
    multiple_1 <= ($signed(_zz_multiple_1) + $signed(_zz_multiple_1_2));
    if(advance) begin
      leaving_last_1 <= leaving_beat_last;
    end
    if(advance) begin
      leaving_last_2 <= leaving_last_1;
    end
    if(advance) begin
      leaving_last_3 <= leaving_last_2;
    end
    if(advance) begin
      leaving_last_4 <= leaving_last_3;
    end
    if(advance) begin
      leaving_last_5 <= leaving_last_4;
    end
    if(advance) begin
      leaving_last_6 <= leaving_last_5;
    end
    if(advance) begin
      leaving_last_7 <= leaving_last_6;
    end
    if(advance) begin
      leaving_last_8 <= leaving_last_7;
    end
    if(advance) begin
      leaving_last_9 <= leaving_last_8;
    end
    if(advance) begin
      leaving_first_1 <= leaving_beat_first;
    end
    if(advance) begin
      leaving_first_2 <= leaving_first_1;
    end
    if(advance) begin
      leaving_first_3 <= leaving_first_2;
    end
    if(opens) begin
      sum_held <= sums_head_sum;
    end
    if(opens) begin
      steps_held <= starts_head_steps;
    end
    if(advance) begin
      steps_at_1 <= steps_held;
    end
    if(root_now) begin
      root_held <= roots_head_root;
    end
    if(advance) begin
      leaving_index_1 <= leaving_beat_index;
    end
    if(advance) begin
      leaving_index_2 <= leaving_index_1;
    end
    if(advance) begin
      leaving_index_3 <= leaving_index_2;
    end
    if(advance) begin
      leaving_index_4 <= leaving_index_3;
    end
    if(advance) begin
      leaving_index_5 <= leaving_index_4;
    end
    if(advance) begin
      leaving_index_6 <= leaving_index_5;
    end
  end


endmodule

//LayerNormLane_1 replaced by LayerNormLane

module LayerNormLane (
  input  wire          advance,
  input  wire [12:0]   multiple,
  input  wire [12:0]   sum,
  input  wire [3:0]    steps,
  input  wire [16:0]   root,
  input  wire [17:0]   gain,
  input  wire [20:0]   offset,
  output wire [7:0]    result,
  input  wire          clk,
  input  wire          reset
);

  wire       [13:0]   _zz_deviation;
  wire       [13:0]   _zz_deviation_1;
  wire       [31:0]   _zz_aligned_2;
  wire       [31:0]   _zz_aligned_2_1;
  wire       [19:0]   _zz_aligned_2_2;
  wire       [3:0]    _zz_aligned_2_3;
  wire       [22:0]   _zz_aligned_0;
  wire       [22:0]   _zz_aligned_0_1;
  wire       [37:0]   _zz_rooted;
  wire       [17:0]   _zz_rooted_1;
  wire       [17:0]   _zz_rooted_2;
  wire       [19:0]   _zz_gained;
  wire       [20:0]   _zz_gained_1;
  wire       [38:0]   _zz_y;
  wire       [38:0]   _zz_y_1;
  wire       [37:0]   _zz_y_2;
  wire       [9:0]    _zz_code_1;
  wire       [9:0]    _zz_code_2;
  wire       [7:0]    _zz_code_3;
  reg        [13:0]   deviation;
  reg        [19:0]   aligned_2;
  reg        [1:0]    steps_below_2;
  reg        [19:0]   aligned_0;
  reg        [36:0]   rooted;
  reg        [36:0]   z;
  reg        [37:0]   gained;
  reg        [38:0]   y;
  wire       [9:0]    _zz_code;
  reg        [7:0]    code;

  assign _zz_deviation = {{1{multiple[12]}}, multiple};
  assign _zz_deviation_1 = {{1{sum[12]}}, sum};
  assign _zz_aligned_2 = ($signed(_zz_aligned_2_1) <<< _zz_aligned_2_3);
  assign _zz_aligned_2_2 = ({6'd0,deviation} <<< 3'd6);
  assign _zz_aligned_2_1 = {{12{_zz_aligned_2_2[19]}}, _zz_aligned_2_2};
  assign _zz_aligned_2_3 = ({2'd0,steps[3 : 2]} <<< 2'd2);
  assign _zz_aligned_0 = ($signed(_zz_aligned_0_1) <<< steps_below_2);
  assign _zz_aligned_0_1 = {{3{aligned_2[19]}}, aligned_2};
  assign _zz_rooted = ($signed(aligned_0) * $signed(_zz_rooted_1));
  assign _zz_rooted_1 = _zz_rooted_2;
  assign _zz_rooted_2 = {1'd0, root};
  assign _zz_gained_1 = (z >>> 5'd16);
  assign _zz_gained = _zz_gained_1[19:0];
  assign _zz_y = {{1{gained[37]}}, gained};
  assign _zz_y_2 = ({17'd0,offset} <<< 5'd17);
  assign _zz_y_1 = {{1{_zz_y_2[37]}}, _zz_y_2};
  assign _zz_code_1 = _zz_code;
  assign _zz_code_2 = _zz_code;
  assign _zz_code_3 = _zz_code[7:0];
  assign _zz_code = (y >>> 5'd29);
  assign result = code;
  always @(posedge clk) begin
    if(advance) begin
      deviation <= ($signed(_zz_deviation) - $signed(_zz_deviation_1));
    end
    if(advance) begin
      aligned_2 <= _zz_aligned_2[19:0];
    end
    if(advance) begin
      steps_below_2 <= steps[1 : 0];
    end
    if(advance) begin
      aligned_0 <= _zz_aligned_0[19:0];
    end
    if(advance) begin
      rooted <= _zz_rooted[36:0];
    end
    if(advance) begin
      z <= rooted;
    end
    if(advance) begin
      gained <= ($signed(_zz_gained) * $signed(gain));
    end
    if(advance) begin
      y <= ($signed(_zz_y) + $signed(_zz_y_1));
    end
    if(advance) begin
      code <= (_zz_code_1[9] ? 8'h0 : ((_zz_code_2[8 : 8] != 1'b0) ? 8'hff : _zz_code_3));
    end
  end


endmodule

//BeatCounter_1 replaced by BeatCounter

module ReciprocalRoot (
  input  wire          valid,
  input  wire [19:0]   mantissa,
  output wire          done,
  output wire [16:0]   root,
  input  wire          clk,
  input  wire          reset
);

  reg        [27:0]   segments_spinal_port0;
  wire       [19:0]   _zz_upper;
  wire       [19:0]   _zz_scaled;
  wire       [20:0]   _zz_scaled_1;
  wire                _zz_segments_port;
  wire                _zz_word;
  wire       [24:0]   _zz_fall;
  wire       [10:0]   _zz_fall_1;
  wire       [13:0]   _zz_fall_2;
  wire       [13:0]   _zz_fall_3;
  wire       [31:0]   _zz_line;
  wire       [31:0]   _zz_line_1;
  wire       [30:0]   _zz_line_2;
  wire       [30:0]   _zz_line_3;
  wire       [29:0]   _zz_line_4;
  wire       [16:0]   _zz_root;
  wire       [18:0]   _zz_root_1;
  wire                upper;
  wire       [19:0]   scaled;
  wire       [6:0]    segment;
  wire       [27:0]   word;
  reg        [12:0]   position;
  reg        [23:0]   fall;
  reg                 valid_1;
  reg        [16:0]   base_2;
  reg                 valid_2;
  reg        [31:0]   line;
  reg                 done_now;
  (* rom_style = "block" *) reg [27:0] segments [0:127];

  assign _zz_upper = mantissa;
  assign _zz_scaled_1 = ({1'd0,mantissa} <<< 1'd1);
  assign _zz_scaled = _zz_scaled_1[19:0];
  assign _zz_fall = ($signed(_zz_fall_1) * $signed(_zz_fall_2));
  assign _zz_fall_1 = word[10 : 0];
  assign _zz_fall_2 = _zz_fall_3;
  assign _zz_fall_3 = {1'd0, position};
  assign _zz_line = {{8{fall[23]}}, fall};
  assign _zz_line_2 = _zz_line_3;
  assign _zz_line_1 = {{1{_zz_line_2[30]}}, _zz_line_2};
  assign _zz_line_4 = {base_2,13'h1000};
  assign _zz_line_3 = {1'd0, _zz_line_4};
  assign _zz_root_1 = (line >>> 4'd13);
  assign _zz_root = _zz_root_1[16:0];
  assign _zz_word = 1'b1;
  initial begin
    segments[0] = 28'b1111111111111111110000001100;
    segments[1] = 28'b1111111000000101110000100011;
    segments[2] = 28'b1111110000010111010000111001;
    segments[3] = 28'b1111101000110011110001001111;
    segments[4] = 28'b1111100001011011010001100011;
    segments[5] = 28'b1111011010001100110001110111;
    segments[6] = 28'b1111010011001000010010001010;
    segments[7] = 28'b1111001100001101010010011101;
    segments[8] = 28'b1111000101011011110010101111;
    segments[9] = 28'b1110111110110011010011000000;
    segments[10] = 28'b1110111000010011010011010000;
    segments[11] = 28'b1110110001111011010011100001;
    segments[12] = 28'b1110101011101011110011110000;
    segments[13] = 28'b1110100101100011110100000000;
    segments[14] = 28'b1110011111100011110100001110;
    segments[15] = 28'b1110011001101010110100011100;
    segments[16] = 28'b1110010011111000110100101011;
    segments[17] = 28'b1110001110001110010100110111;
    segments[18] = 28'b1110001000101001110101000100;
    segments[19] = 28'b1110000011001011110101010001;
    segments[20] = 28'b1101111101110100010101011101;
    segments[21] = 28'b1101111000100010110101101001;
    segments[22] = 28'b1101110011010111010101110100;
    segments[23] = 28'b1101101110010001010110000000;
    segments[24] = 28'b1101101001010001010110001010;
    segments[25] = 28'b1101100100010110010110010101;
    segments[26] = 28'b1101011111100000110110011111;
    segments[27] = 28'b1101011010110000010110101001;
    segments[28] = 28'b1101010110000100110110110010;
    segments[29] = 28'b1101010001011101110110111101;
    segments[30] = 28'b1101001100111100010111000101;
    segments[31] = 28'b1101001000011110110111001110;
    segments[32] = 28'b1101000100000101110111010111;
    segments[33] = 28'b1100111111110001010111011111;
    segments[34] = 28'b1100111011100000110111101000;
    segments[35] = 28'b1100110111010100110111110000;
    segments[36] = 28'b1100110011001100110111110111;
    segments[37] = 28'b1100101111001000011000000000;
    segments[38] = 28'b1100101011001000011000000110;
    segments[39] = 28'b1100100111001011011000001111;
    segments[40] = 28'b1100100011010010111000010101;
    segments[41] = 28'b1100011111011101011000011100;
    segments[42] = 28'b1100011011101011011000100011;
    segments[43] = 28'b1100010111111100111000101010;
    segments[44] = 28'b1100010100010001111000110000;
    segments[45] = 28'b1100010000101001111000110110;
    segments[46] = 28'b1100001101000100111000111101;
    segments[47] = 28'b1100001001100011011001000010;
    segments[48] = 28'b1100000110000100011001001001;
    segments[49] = 28'b1100000010101000111001001110;
    segments[50] = 28'b1011111111001111111001010100;
    segments[51] = 28'b1011111011111001111001011010;
    segments[52] = 28'b1011111000100110111001011111;
    segments[53] = 28'b1011110101010110011001100101;
    segments[54] = 28'b1011110010001000111001101001;
    segments[55] = 28'b1011101110111101011001101111;
    segments[56] = 28'b1011101011110100111001110011;
    segments[57] = 28'b1011101000101110011001111001;
    segments[58] = 28'b1011100101101010111001111101;
    segments[59] = 28'b1011100010101001011010000010;
    segments[60] = 28'b1011011111101010011010000111;
    segments[61] = 28'b1011011100101101111010001011;
    segments[62] = 28'b1011011001110011011010001111;
    segments[63] = 28'b1011010110111010111010010100;
    segments[64] = 28'b1011010100000100110100110100;
    segments[65] = 28'b1011001110011110110101000101;
    segments[66] = 28'b1011001001000001010101010100;
    segments[67] = 28'b1011000011101011010101100100;
    segments[68] = 28'b1010111110011101010101110010;
    segments[69] = 28'b1010111001010110010110000000;
    segments[70] = 28'b1010110100010110010110001110;
    segments[71] = 28'b1010101111011101010110011011;
    segments[72] = 28'b1010101010101010110110100111;
    segments[73] = 28'b1010100101111110010110110100;
    segments[74] = 28'b1010100001011000010110111111;
    segments[75] = 28'b1010011100110111110111001011;
    segments[76] = 28'b1010011000011101010111010110;
    segments[77] = 28'b1010010100001000010111100001;
    segments[78] = 28'b1010001111111000110111101011;
    segments[79] = 28'b1010001011101110010111110101;
    segments[80] = 28'b1010000111101000110111111110;
    segments[81] = 28'b1010000011100111111000001000;
    segments[82] = 28'b1001111111101011111000010010;
    segments[83] = 28'b1001111011110100111000011010;
    segments[84] = 28'b1001111000000001111000100010;
    segments[85] = 28'b1001110100010010111000101100;
    segments[86] = 28'b1001110000101000111000110011;
    segments[87] = 28'b1001101101000010011000111011;
    segments[88] = 28'b1001101001011111111001000010;
    segments[89] = 28'b1001100110000000111001001011;
    segments[90] = 28'b1001100010100110011001010001;
    segments[91] = 28'b1001011111001110111001011000;
    segments[92] = 28'b1001011011111010111001100000;
    segments[93] = 28'b1001011000101010111001100110;
    segments[94] = 28'b1001010101011101111001101100;
    segments[95] = 28'b1001010010010011111001110011;
    segments[96] = 28'b1001001111001101011001111001;
    segments[97] = 28'b1001001100001001111001111111;
    segments[98] = 28'b1001001001001001011010000100;
    segments[99] = 28'b1001000110001011011010001011;
    segments[100] = 28'b1001000011010000111010010000;
    segments[101] = 28'b1001000000011000111010010101;
    segments[102] = 28'b1000111101100011011010011011;
    segments[103] = 28'b1000111010110000111010100000;
    segments[104] = 28'b1000111000000000111010100101;
    segments[105] = 28'b1000110101010011011010101010;
    segments[106] = 28'b1000110010101000011010101111;
    segments[107] = 28'b1000101111111111111010110011;
    segments[108] = 28'b1000101101011001011010111000;
    segments[109] = 28'b1000101010110101011010111100;
    segments[110] = 28'b1000101000010011011011000001;
    segments[111] = 28'b1000100101110011111011000101;
    segments[112] = 28'b1000100011010110011011001010;
    segments[113] = 28'b1000100000111011011011001101;
    segments[114] = 28'b1000011110100001111011010010;
    segments[115] = 28'b1000011100001010111011010101;
    segments[116] = 28'b1000011001110101011011011001;
    segments[117] = 28'b1000010111100001111011011101;
    segments[118] = 28'b1000010101010000011011100001;
    segments[119] = 28'b1000010011000000111011100100;
    segments[120] = 28'b1000010000110010111011101000;
    segments[121] = 28'b1000001110100110111011101011;
    segments[122] = 28'b1000001100011100011011101110;
    segments[123] = 28'b1000001010010011011011110010;
    segments[124] = 28'b1000001000001100011011110101;
    segments[125] = 28'b1000000110000110111011111001;
    segments[126] = 28'b1000000100000011011011111011;
    segments[127] = 28'b1000000010000000111011111111;
  end
  always @(posedge clk) begin
    if(_zz_word) begin
      segments_spinal_port0 <= segments[segment];
    end
  end

  assign upper = _zz_upper[19];
  assign scaled = (upper ? mantissa : _zz_scaled);
  assign segment = {upper,scaled[18 : 13]};
  assign word = segments_spinal_port0;
  assign root = _zz_root;
  assign done = done_now;
  always @(posedge clk) begin
    position <= scaled[12 : 0];
    fall <= _zz_fall[23:0];
    base_2 <= word[27 : 11];
    line <= ($signed(_zz_line) + $signed(_zz_line_1));
  end

  always @(posedge clk) begin
    if(reset) begin
      valid_1 <= 1'b0;
      valid_2 <= 1'b0;
      done_now <= 1'b0;
    end else begin
      valid_1 <= valid;
      valid_2 <= valid_1;
      done_now <= valid_2;
    end
  end


endmodule

module LayerNormNormalizer (
  input  wire          valid,
  output wire          done,
  input  wire [23:0]   value,
  output wire [19:0]   mantissa,
  output wire [3:0]    steps,
  input  wire          clk,
  input  wire          reset
);

  wire       [1:0]    _zz_value_0;
  wire       [1:0]    _zz_value_0_1;
  wire       [23:0]   _zz_value_0_2;
  wire       [1:0]    _zz_value_0_3;
  wire       [23:0]   _zz_value_0_4;
  wire       [1:0]    _zz_value_1;
  wire       [1:0]    _zz_value_1_1;
  wire       [19:0]   _zz_value_1_2;
  wire       [1:0]    _zz_value_1_3;
  wire                _zz_choice_0;
  wire       [1:0]    choice_0;
  reg        [23:0]   value_0;
  reg        [1:0]    steps_0;
  reg                 valid_0;
  wire                _zz_choice_1;
  wire       [1:0]    choice_1;
  reg        [19:0]   value_1;
  reg        [3:0]    steps_1;
  reg                 valid_1;

  assign _zz_value_0 = choice_0;
  assign _zz_value_0_1 = choice_0;
  assign _zz_value_0_2 = ({16'd0,value[7 : 0]} <<< 5'd16);
  assign _zz_value_0_3 = choice_0;
  assign _zz_value_0_4 = ({8'd0,value[15 : 0]} <<< 4'd8);
  assign _zz_value_1 = choice_1;
  assign _zz_value_1_1 = choice_1;
  assign _zz_value_1_2 = ({2'd0,value_0[17 : 0]} <<< 2'd2);
  assign _zz_value_1_3 = choice_1;
  assign _zz_choice_0 = (value[23 : 8] == 16'h0);
  assign choice_0 = {_zz_choice_0,((value[23 : 16] == 8'h0) && (! _zz_choice_0))};
  assign _zz_choice_1 = (value_0[23 : 20] == 4'b0000);
  assign choice_1 = {_zz_choice_1,(((value_0[23 : 22] == 2'b00) && (! _zz_choice_1)) || (value_0[23 : 18] == 6'h0))};
  assign mantissa = value_1;
  assign steps = steps_1;
  assign done = valid_1;
  always @(posedge clk) begin
    value_0 <= (_zz_value_0[1] ? (_zz_value_0_1[0] ? 24'h0 : _zz_value_0_2) : (_zz_value_0_3[0] ? _zz_value_0_4 : value));
    steps_0 <= choice_0;
    value_1 <= (_zz_value_1[1] ? (_zz_value_1_1[0] ? _zz_value_1_2 : value_0[19 : 0]) : (_zz_value_1_3[0] ? value_0[21 : 2] : value_0[23 : 4]));
    steps_1 <= {steps_0,choice_1};
  end

  always @(posedge clk) begin
    if(reset) begin
      valid_0 <= 1'b0;
      valid_1 <= 1'b0;
    end else begin
      valid_0 <= valid;
      valid_1 <= valid_0;
    end
  end


endmodule

module LayerNormStatistics (
  input  wire          valid,
  input  wire          last,
  output wire          sum_done,
  output wire          done,
  input  wire [11:0]   x_0,
  input  wire [11:0]   x_1,
  input  wire [12:0]   multiple_0,
  input  wire [12:0]   multiple_1,
  input  wire [2:0]    epsilon,
  output wire [12:0]   sum,
  output wire [23:0]   variance,
  input  wire          clk,
  input  wire          reset
);

  wire       [12:0]   _zz_beat_sum;
  wire       [12:0]   _zz_beat_sum_1;
  wire       [13:0]   _zz_total_sum;
  wire       [13:0]   _zz_total_sum_1;
  wire       [13:0]   _zz_total_sum_2;
  wire       [14:0]   _zz_twice_sum;
  wire       [14:0]   _zz_twice_sum_1;
  wire       [13:0]   _zz_twice_sum_2;
  wire       [14:0]   _zz_factor_0;
  wire       [26:0]   _zz_product_0;
  wire       [14:0]   _zz_factor_1;
  wire       [26:0]   _zz_product_1;
  wire       [25:0]   _zz_beat_product;
  wire       [25:0]   _zz_beat_product_1;
  wire       [24:0]   _zz_total_variance;
  wire       [24:0]   _zz_total_variance_1;
  wire       [24:0]   _zz_total_variance_2;
  wire       [23:0]   _zz_total_variance_3;
  wire       [23:0]   _zz_total_variance_4;
  wire                ends;
  reg                 valid_1;
  reg                 ends_1;
  reg                 valid_2;
  reg                 ends_2;
  reg                 valid_3;
  reg                 ends_3;
  reg                 valid_4;
  reg                 ends_4;
  reg                 valid_5;
  reg                 ends_5;
  reg                 valid_6;
  reg                 ends_6;
  reg                 awake;
  wire                _zz_1;
  reg        [12:0]   beat_sum;
  reg        [12:0]   running_sum;
  wire       [12:0]   total_sum;
  reg        [12:0]   row_sum;
  reg        [14:0]   twice_sum;
  reg        [12:0]   multiple_0_held;
  reg        [14:0]   factor_0;
  reg        [11:0]   x_0_held_1;
  reg        [11:0]   x_0_held_2;
  reg        [11:0]   x_0_held_3;
  reg        [24:0]   product_0;
  reg        [12:0]   multiple_1_held;
  reg        [14:0]   factor_1;
  reg        [11:0]   x_1_held_1;
  reg        [11:0]   x_1_held_2;
  reg        [11:0]   x_1_held_3;
  reg        [24:0]   product_1;
  reg        [25:0]   beat_product;
  reg        [23:0]   running_variance;
  wire       [23:0]   total_variance;
  reg        [23:0]   row_variance;

  assign _zz_beat_sum = {{1{x_0[11]}}, x_0};
  assign _zz_beat_sum_1 = {{1{x_1[11]}}, x_1};
  assign _zz_total_sum = ($signed(_zz_total_sum_1) + $signed(_zz_total_sum_2));
  assign _zz_total_sum_1 = {{1{running_sum[12]}}, running_sum};
  assign _zz_total_sum_2 = {{1{beat_sum[12]}}, beat_sum};
  assign _zz_twice_sum = {{2{beat_sum[12]}}, beat_sum};
  assign _zz_twice_sum_2 = ({1'd0,running_sum} <<< 1'd1);
  assign _zz_twice_sum_1 = {{1{_zz_twice_sum_2[13]}}, _zz_twice_sum_2};
  assign _zz_factor_0 = {{2{multiple_0_held[12]}}, multiple_0_held};
  assign _zz_product_0 = ($signed(x_0_held_3) * $signed(factor_0));
  assign _zz_factor_1 = {{2{multiple_1_held[12]}}, multiple_1_held};
  assign _zz_product_1 = ($signed(x_1_held_3) * $signed(factor_1));
  assign _zz_beat_product = {{1{product_0[24]}}, product_0};
  assign _zz_beat_product_1 = {{1{product_1[24]}}, product_1};
  assign _zz_total_variance = (_zz_total_variance_1 + _zz_total_variance_2);
  assign _zz_total_variance_1 = {1'd0, running_variance};
  assign _zz_total_variance_3 = _zz_total_variance_4;
  assign _zz_total_variance_2 = {1'd0, _zz_total_variance_3};
  assign _zz_total_variance_4 = beat_product[23:0];
  assign ends = (valid && last);
  assign sum_done = ends_2;
  assign done = ends_6;
  assign _zz_1 = (! awake);
  assign total_sum = _zz_total_sum[12:0];
  assign sum = row_sum;
  assign total_variance = _zz_total_variance[23:0];
  assign variance = row_variance;
  always @(posedge clk) begin
    if(reset) begin
      valid_1 <= 1'b0;
      ends_1 <= 1'b0;
      valid_2 <= 1'b0;
      ends_2 <= 1'b0;
      valid_3 <= 1'b0;
      ends_3 <= 1'b0;
      valid_4 <= 1'b0;
      ends_4 <= 1'b0;
      valid_5 <= 1'b0;
      ends_5 <= 1'b0;
      valid_6 <= 1'b0;
      ends_6 <= 1'b0;
      awake <= 1'b0;
    end else begin
      valid_1 <= valid;
      ends_1 <= ends;
      valid_2 <= valid_1;
      ends_2 <= ends_1;
      valid_3 <= valid_2;
      ends_3 <= ends_2;
      valid_4 <= valid_3;
      ends_4 <= ends_3;
      valid_5 <= valid_4;
      ends_5 <= ends_4;
      valid_6 <= valid_5;
      ends_6 <= ends_5;
      awake <= 1'b1;
    end
  end

  always @(posedge clk) begin
    beat_sum <= ($signed(_zz_beat_sum) + $signed(_zz_beat_sum_1));
    if(valid_1) begin
      running_sum <= total_sum;
    end
    if((_zz_1 || ends_1)) begin
      running_sum <= 13'h0;
    end
    if(ends_1) begin
      row_sum <= total_sum;
    end
    twice_sum <= ($signed(_zz_twice_sum) + $signed(_zz_twice_sum_1));
    multiple_0_held <= multiple_0;
    factor_0 <= ($signed(_zz_factor_0) - $signed(twice_sum));
    x_0_held_1 <= x_0;
    x_0_held_2 <= x_0_held_1;
    x_0_held_3 <= x_0_held_2;
    product_0 <= _zz_product_0[24:0];
    multiple_1_held <= multiple_1;
    factor_1 <= ($signed(_zz_factor_1) - $signed(twice_sum));
    x_1_held_1 <= x_1;
    x_1_held_2 <= x_1_held_1;
    x_1_held_3 <= x_1_held_2;
    product_1 <= _zz_product_1[24:0];
    beat_product <= ($signed(_zz_beat_product) + $signed(_zz_beat_product_1));
    if(valid_5) begin
      running_variance <= total_variance;
    end
    if((_zz_1 || ends_5)) begin
      running_variance <= 24'h000005;
    end
    if(ends_5) begin
      row_variance <= total_variance;
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

module LayerNormRoots (
  input  wire          push,
  output wire          available,
  input  wire          pop,
  input  wire [16:0]   tail_root,
  output wire [16:0]   head_root,
  input  wire          clk,
  input  wire          reset
);

  wire       [16:0]   tokens_spinal_port1;
  wire       [5:0]    _zz_count;
  wire       [5:0]    _zz_count_1;
  wire       [4:0]    _zz_count_2;
  wire       [5:0]    _zz_count_3;
  wire       [5:0]    _zz_count_4;
  wire       [5:0]    _zz_count_5;
  wire       [4:0]    _zz_push_index;
  wire       [4:0]    _zz_push_index_1;
  wire       [4:0]    _zz_pop_index;
  wire       [4:0]    _zz_pop_index_1;
  wire       [16:0]   _zz_tokens_port;
  reg        [4:0]    count;
  reg        [3:0]    push_index;
  reg        [3:0]    pop_index;
  reg [16:0] tokens [0:15];

  assign _zz_count = (_zz_count_1 + 6'h01);
  assign _zz_count_1 = {1'd0, count};
  assign _zz_count_3 = ($signed(_zz_count_4) - $signed(6'h01));
  assign _zz_count_2 = _zz_count_3[4:0];
  assign _zz_count_4 = _zz_count_5;
  assign _zz_count_5 = {1'd0, count};
  assign _zz_push_index = (_zz_push_index_1 + 5'h01);
  assign _zz_push_index_1 = {1'd0, push_index};
  assign _zz_pop_index = (_zz_pop_index_1 + 5'h01);
  assign _zz_pop_index_1 = {1'd0, pop_index};
  assign _zz_tokens_port = tail_root;
  always @(posedge clk) begin
    if(push) begin
      tokens[push_index] <= _zz_tokens_port;
    end
  end

  assign tokens_spinal_port1 = tokens[pop_index];
  assign available = (count != 5'h0);
  assign head_root = tokens_spinal_port1;
  always @(posedge clk) begin
    if(reset) begin
      count <= 5'h0;
      push_index <= 4'b0000;
      pop_index <= 4'b0000;
    end else begin
      if((push && (! pop))) begin
        count <= _zz_count[4:0];
      end
      if((pop && (! push))) begin
        count <= _zz_count_2;
      end
      if(push) begin
        push_index <= _zz_push_index[3:0];
      end
      if(pop) begin
        pop_index <= _zz_pop_index[3:0];
      end
    end
  end


endmodule

module LayerNormStarts (
  input  wire          push,
  output wire          available,
  input  wire          pop,
  input  wire [3:0]    tail_steps,
  output wire [3:0]    head_steps,
  input  wire          clk,
  input  wire          reset
);

  wire       [3:0]    tokens_spinal_port1;
  wire       [4:0]    _zz_count;
  wire       [4:0]    _zz_count_1;
  wire       [3:0]    _zz_count_2;
  wire       [4:0]    _zz_count_3;
  wire       [4:0]    _zz_count_4;
  wire       [4:0]    _zz_count_5;
  wire       [3:0]    _zz_push_index;
  wire       [3:0]    _zz_push_index_1;
  wire       [3:0]    _zz_pop_index;
  wire       [3:0]    _zz_pop_index_1;
  wire       [3:0]    _zz_tokens_port;
  reg        [3:0]    count;
  reg        [2:0]    push_index;
  reg        [2:0]    pop_index;
  reg [3:0] tokens [0:7];

  assign _zz_count = (_zz_count_1 + 5'h01);
  assign _zz_count_1 = {1'd0, count};
  assign _zz_count_3 = ($signed(_zz_count_4) - $signed(5'h01));
  assign _zz_count_2 = _zz_count_3[3:0];
  assign _zz_count_4 = _zz_count_5;
  assign _zz_count_5 = {1'd0, count};
  assign _zz_push_index = (_zz_push_index_1 + 4'b0001);
  assign _zz_push_index_1 = {1'd0, push_index};
  assign _zz_pop_index = (_zz_pop_index_1 + 4'b0001);
  assign _zz_pop_index_1 = {1'd0, pop_index};
  assign _zz_tokens_port = tail_steps;
  always @(posedge clk) begin
    if(push) begin
      tokens[push_index] <= _zz_tokens_port;
    end
  end

  assign tokens_spinal_port1 = tokens[pop_index];
  assign available = (count != 4'b0000);
  assign head_steps = tokens_spinal_port1;
  always @(posedge clk) begin
    if(reset) begin
      count <= 4'b0000;
      push_index <= 3'b000;
      pop_index <= 3'b000;
    end else begin
      if((push && (! pop))) begin
        count <= _zz_count[3:0];
      end
      if((pop && (! push))) begin
        count <= _zz_count_2;
      end
      if(push) begin
        push_index <= _zz_push_index[2:0];
      end
      if(pop) begin
        pop_index <= _zz_pop_index[2:0];
      end
    end
  end


endmodule

module LayerNormSums (
  input  wire          push,
  output wire          available,
  input  wire          pop,
  input  wire [12:0]   tail_sum,
  output wire [12:0]   head_sum,
  input  wire          clk,
  input  wire          reset
);

  wire       [12:0]   tokens_spinal_port1;
  wire       [4:0]    _zz_count;
  wire       [4:0]    _zz_count_1;
  wire       [3:0]    _zz_count_2;
  wire       [4:0]    _zz_count_3;
  wire       [4:0]    _zz_count_4;
  wire       [4:0]    _zz_count_5;
  wire       [3:0]    _zz_push_index;
  wire       [3:0]    _zz_push_index_1;
  wire       [3:0]    _zz_pop_index;
  wire       [3:0]    _zz_pop_index_1;
  wire       [12:0]   _zz_tokens_port;
  reg        [3:0]    count;
  reg        [2:0]    push_index;
  reg        [2:0]    pop_index;
  reg [12:0] tokens [0:7];

  assign _zz_count = (_zz_count_1 + 5'h01);
  assign _zz_count_1 = {1'd0, count};
  assign _zz_count_3 = ($signed(_zz_count_4) - $signed(5'h01));
  assign _zz_count_2 = _zz_count_3[3:0];
  assign _zz_count_4 = _zz_count_5;
  assign _zz_count_5 = {1'd0, count};
  assign _zz_push_index = (_zz_push_index_1 + 4'b0001);
  assign _zz_push_index_1 = {1'd0, push_index};
  assign _zz_pop_index = (_zz_pop_index_1 + 4'b0001);
  assign _zz_pop_index_1 = {1'd0, pop_index};
  assign _zz_tokens_port = tail_sum;
  always @(posedge clk) begin
    if(push) begin
      tokens[push_index] <= _zz_tokens_port;
    end
  end

  assign tokens_spinal_port1 = tokens[pop_index];
  assign available = (count != 4'b0000);
  assign head_sum = tokens_spinal_port1;
  always @(posedge clk) begin
    if(reset) begin
      count <= 4'b0000;
      push_index <= 3'b000;
      pop_index <= 3'b000;
    end else begin
      if((push && (! pop))) begin
        count <= _zz_count[3:0];
      end
      if((pop && (! push))) begin
        count <= _zz_count_2;
      end
      if(push) begin
        push_index <= _zz_push_index[2:0];
      end
      if(pop) begin
        pop_index <= _zz_pop_index[2:0];
      end
    end
  end


endmodule

module LayerNormMultiples (
  input  wire          reserve,
  output wire          space,
  input  wire          push,
  input  wire          pop,
  input  wire [12:0]   write_0,
  input  wire [12:0]   write_1,
  output wire [12:0]   read_0,
  output wire [12:0]   read_1,
  input  wire          clk,
  input  wire          reset
);

  reg        [25:0]   beats_spinal_port1;
  wire       [4:0]    _zz_free;
  wire       [5:0]    _zz_free_1;
  wire       [5:0]    _zz_free_2;
  wire       [5:0]    _zz_free_3;
  wire       [5:0]    _zz_free_4;
  wire       [5:0]    _zz_free_5;
  wire       [4:0]    _zz_push_index;
  wire       [4:0]    _zz_push_index_1;
  wire       [4:0]    _zz_pop_index;
  wire       [4:0]    _zz_pop_index_1;
  wire       [25:0]   _zz_beats_port;
  reg        [4:0]    free;
  reg        [3:0]    push_index;
  reg        [3:0]    pop_index;
  wire       [25:0]   popped;
  reg [25:0] beats [0:15];

  assign _zz_free_1 = ($signed(_zz_free_2) - $signed(6'h01));
  assign _zz_free = _zz_free_1[4:0];
  assign _zz_free_2 = _zz_free_3;
  assign _zz_free_3 = {1'd0, free};
  assign _zz_free_4 = (_zz_free_5 + 6'h01);
  assign _zz_free_5 = {1'd0, free};
  assign _zz_push_index = (_zz_push_index_1 + 5'h01);
  assign _zz_push_index_1 = {1'd0, push_index};
  assign _zz_pop_index = (_zz_pop_index_1 + 5'h01);
  assign _zz_pop_index_1 = {1'd0, pop_index};
  assign _zz_beats_port = {write_1,write_0};
  always @(posedge clk) begin
    if(push) begin
      beats[push_index] <= _zz_beats_port;
    end
  end

  always @(posedge clk) begin
    if(pop) begin
      beats_spinal_port1 <= beats[pop_index];
    end
  end

  assign space = (free != 5'h0);
  assign popped = beats_spinal_port1;
  assign read_0 = popped[12 : 0];
  assign read_1 = popped[25 : 13];
  always @(posedge clk) begin
    if(reset) begin
      free <= 5'h10;
      push_index <= 4'b0000;
      pop_index <= 4'b0000;
    end else begin
      if((reserve && (! pop))) begin
        free <= _zz_free;
      end
      if((pop && (! reserve))) begin
        free <= _zz_free_4[4:0];
      end
      if(push) begin
        push_index <= _zz_push_index[3:0];
      end
      if(pop) begin
        pop_index <= _zz_pop_index[3:0];
      end
    end
  end


endmodule
