// Power-of-Two-Factor LayerNorm: rows of codes in, rows of normalised codes out.
module LayerNorm (
  input  wire       in_valid,
  output wire       in_ready,
  input  wire       in_last,
  input  wire [7:0] in_data_0,
  input  wire [7:0] in_data_1,
  output wire       out_valid,
  input  wire       out_ready,
  output wire       out_last,
  output wire [7:0] out_data_0,
  output wire [7:0] out_data_1,
  input  wire       clk,
  input  wire       reset
);

  wire               roots_pop;
  wire               multiples_space;
  wire signed [12:0] multiples_read_0;
  wire signed [12:0] multiples_read_1;
  wire               sums_available;
  wire signed [12:0] sums_head;
  wire               starts_available;
  wire [3:0]         starts_head;
  wire               roots_available;
  wire [16:0]        roots_head;
  wire               arriving_beat_first;
  wire               arriving_beat_last;
  wire [0:0]         arriving_beat_index;
  wire [0:0]         arriving_beat_following;
  wire               statistics_sum_done;
  wire               statistics_done;
  wire signed [12:0] statistics_sum;
  wire [23:0]        statistics_variance;
  wire               normalizer_done;
  wire [19:0]        normalizer_mantissa;
  wire [3:0]         normalizer_steps;
  wire               reciprocal_root_done;
  wire [16:0]        reciprocal_root_root;
  wire               leaving_beat_first;
  wire               leaving_beat_last;
  wire [0:0]         leaving_beat_index;
  wire [0:0]         leaving_beat_following;
  wire [7:0]         lane_0_result;
  wire [7:0]         lane_1_result;
  reg                awake;
  wire               arriving;
  reg                arriving_at_gather;
  reg                arriving_last_at_gather;
  reg                arriving_at_gather_2;
  reg                arriving_at_factor;
  reg  [1:0]         alpha_0;
  wire signed [11:0] value_0;
  reg  signed [11:0] value_0_at_gather;
  wire signed [13:0] multiple_0_sum;
  wire signed [12:0] multiple_0;
  reg  signed [12:0] multiple_0_at_gather_2;
  reg  signed [12:0] multiple_0_at_factor;
  reg  [1:0]         alpha_1;
  wire signed [11:0] value_1;
  reg  signed [11:0] value_1_at_gather;
  wire signed [13:0] multiple_1_sum;
  wire signed [12:0] multiple_1;
  reg  signed [12:0] multiple_1_at_gather_2;
  reg  signed [12:0] multiple_1_at_factor;
  wire               out_advance;
  wire               issue;
  wire               opens;
  reg  signed [12:0] sum_held;
  reg  [3:0]         steps_held;
  reg                leaving_valid_at_deviation;
  reg                leaving_valid_at_align;
  reg                leaving_valid_at_align_2;
  reg                leaving_first_at_deviation;
  reg                leaving_first_at_align;
  reg                leaving_first_at_align_2;
  wire               takes_root;
  reg  [16:0]        root_held;
  reg  [3:0]         steps_held_at_align;
  reg  [0:0]         leaving_index_at_deviation;
  reg  [0:0]         leaving_index_at_align;
  reg  [0:0]         leaving_index_at_align_2;
  reg  [0:0]         leaving_index_at_root;
  reg  [0:0]         leaving_index_at_floor;
  reg  signed [17:0] gain_0;
  reg  [0:0]         leaving_index_at_gain;
  reg  signed [20:0] offset_0;
  reg  signed [17:0] gain_1;
  reg  signed [20:0] offset_1;
  reg                leaving_last_at_deviation;
  reg                leaving_last_at_align;
  reg                leaving_last_at_align_2;
  reg                leaving_last_at_root;
  reg                leaving_last_at_floor;
  reg                leaving_last_at_gain;
  reg                leaving_last_at_offset;
  reg                leaving_last_at_clip;
  reg                leaving_last_at_end;
  reg                leaving_valid_at_root;
  reg                leaving_valid_at_floor;
  reg                leaving_valid_at_gain;
  reg                leaving_valid_at_offset;
  reg                leaving_valid_at_clip;
  reg                leaving_valid_at_end;
  (* no_rw_check *) reg  [1:0]         alpha_words_0 [0:1];
  (* no_rw_check *) reg  [1:0]         alpha_words_1 [0:1];
  (* no_rw_check *) reg  [17:0]        gain_words_0 [0:1];
  (* no_rw_check *) reg  [20:0]        offset_words_0 [0:1];
  (* no_rw_check *) reg  [17:0]        gain_words_1 [0:1];
  (* no_rw_check *) reg  [20:0]        offset_words_1 [0:1];
  wire [8:0]         value_0_difference;
  wire signed [11:0] multiple_0_sum_negated;
  wire [8:0]         value_1_difference;
  wire signed [11:0] multiple_1_sum_negated;

  assign value_0_difference = {1'b0, in_data_0} - 9'd120;
  assign multiple_0_sum_negated = -value_0_at_gather;
  assign value_1_difference = {1'b0, in_data_1} - 9'd120;
  assign multiple_1_sum_negated = -value_1_at_gather;
  initial begin
    alpha_words_0[0] = 2'b00;
    alpha_words_0[1] = 2'b01;
  end
  always @(posedge clk) begin
    alpha_0 <= alpha_words_0[arriving_beat_following];
  end

  initial begin
    alpha_words_1[0] = 2'b11;
    alpha_words_1[1] = 2'b00;
  end
  always @(posedge clk) begin
    alpha_1 <= alpha_words_1[arriving_beat_following];
  end

  initial begin
    gain_words_0[0] = 18'b010001000101110000;
    gain_words_0[1] = 18'b010101111110010000;
  end
  always @(posedge clk) begin
    if(out_advance) begin
      gain_0 <= gain_words_0[leaving_index_at_floor];
    end
  end

  initial begin
    offset_words_0[0] = 21'b001111010000100100000;
    offset_words_0[1] = 21'b010000011110101100000;
  end
  always @(posedge clk) begin
    if(out_advance) begin
      offset_0 <= offset_words_0[leaving_index_at_gain];
    end
  end

  initial begin
    gain_words_1[0] = 18'b101100011110000000;
    gain_words_1[1] = 18'b000000000000000000;
  end
  always @(posedge clk) begin
    if(out_advance) begin
      gain_1 <= gain_words_1[leaving_index_at_floor];
    end
  end

  initial begin
    offset_words_1[0] = 21'b001111110111101000000;
    offset_words_1[1] = 21'b000000000000000000000;
  end
  always @(posedge clk) begin
    if(out_advance) begin
      offset_1 <= offset_words_1[leaving_index_at_gain];
    end
  end

  LayerNormMultiples multiples (
    .reserve (arriving                  ), //i
    .space   (multiples_space           ), //o
    .push    (arriving_at_factor        ), //i
    .pop     (issue                     ), //i
    .write_0 (multiple_0_at_factor      ), //i
    .write_1 (multiple_1_at_factor      ), //i
    .read_0  (multiples_read_0          ), //o
    .read_1  (multiples_read_1          ), //o
    .clk     (clk                       ), //i
    .reset   (reset                     )  //i
  );
  LayerNormSums sums (
    .push      (statistics_sum_done ), //i
    .available (sums_available      ), //o
    .pop       (opens               ), //i
    .tail      (statistics_sum      ), //i
    .head      (sums_head           ), //o
    .clk       (clk                 ), //i
    .reset     (reset               )  //i
  );
  LayerNormStarts starts (
    .push      (normalizer_done      ), //i
    .available (starts_available     ), //o
    .pop       (opens                ), //i
    .tail      (normalizer_steps     ), //i
    .head      (starts_head          ), //o
    .clk       (clk                  ), //i
    .reset     (reset                )  //i
  );
  LayerNormRoots roots (
    .push      (reciprocal_root_done      ), //i
    .available (roots_available           ), //o
    .pop       (roots_pop                 ), //i
    .tail      (reciprocal_root_root      ), //i
    .head      (roots_head                ), //o
    .clk       (clk                       ), //i
    .reset     (reset                     )  //i
  );
  BeatCounter arriving_beat (
    .step      (arriving               ), //i
    .first     (arriving_beat_first    ), //o
    .last      (arriving_beat_last     ), //o
    .index     (arriving_beat_index    ), //o
    .following (arriving_beat_following), //o
    .clk       (clk                    ), //i
    .reset     (reset                  )  //i
  );
  LayerNormStatistics statistics (
    .valid      (arriving_at_gather        ), //i
    .last       (arriving_last_at_gather   ), //i
    .sum_done   (statistics_sum_done       ), //o
    .done       (statistics_done           ), //o
    .x_0        (value_0_at_gather         ), //i
    .x_1        (value_1_at_gather         ), //i
    .multiple_0 (multiple_0_at_factor      ), //i
    .multiple_1 (multiple_1_at_factor      ), //i
    .epsilon    (3'd5                      ), //i
    .sum        (statistics_sum            ), //o
    .variance   (statistics_variance       ), //o
    .clk        (clk                       ), //i
    .reset      (reset                     )  //i
  );
  LayerNormNormalizer normalizer (
    .valid    (statistics_done          ), //i
    .done     (normalizer_done          ), //o
    .value    (statistics_variance      ), //i
    .mantissa (normalizer_mantissa      ), //o
    .steps    (normalizer_steps         ), //o
    .clk      (clk                      ), //i
    .reset    (reset                    )  //i
  );
  ReciprocalRoot reciprocal_root (
    .valid    (normalizer_done           ), //i
    .mantissa (normalizer_mantissa       ), //i
    .done     (reciprocal_root_done      ), //o
    .root     (reciprocal_root_root      ), //o
    .clk      (clk                       ), //i
    .reset    (reset                     )  //i
  );
  BeatCounter leaving_beat (
    .step      (issue                 ), //i
    .first     (leaving_beat_first    ), //o
    .last      (leaving_beat_last     ), //o
    .index     (leaving_beat_index    ), //o
    .following (leaving_beat_following), //o
    .clk       (clk                   ), //i
    .reset     (reset                 )  //i
  );
  LayerNormLane lane_0 (
    .advance  (out_advance             ), //i
    .multiple (multiples_read_0        ), //i
    .sum      (sum_held                ), //i
    .steps    (steps_held_at_align     ), //i
    .root     (root_held               ), //i
    .gain     (gain_0                  ), //i
    .offset   (offset_0                ), //i
    .result   (lane_0_result           ), //o
    .clk      (clk                     ), //i
    .reset    (reset                   )  //i
  );
  LayerNormLane lane_1 (
    .advance  (out_advance             ), //i
    .multiple (multiples_read_1        ), //i
    .sum      (sum_held                ), //i
    .steps    (steps_held_at_align     ), //i
    .root     (root_held               ), //i
    .gain     (gain_1                  ), //i
    .offset   (offset_1                ), //i
    .result   (lane_1_result           ), //o
    .clk      (clk                     ), //i
    .reset    (reset                   )  //i
  );
  assign arriving = in_valid && in_ready;
  assign in_ready = awake && multiples_space;
  assign value_0 = {{3{value_0_difference[8]}}, value_0_difference} << alpha_0;
  assign multiple_0_sum = {{2{multiple_0_sum_negated[11]}}, multiple_0_sum_negated} + {value_0_at_gather, 2'd0};
  assign multiple_0 = multiple_0_sum[12:0];
  assign value_1 = arriving_beat_last ? 12'd0 : ({{3{value_1_difference[8]}}, value_1_difference} << alpha_1);
  assign multiple_1_sum = {{2{multiple_1_sum_negated[11]}}, multiple_1_sum_negated} + {value_1_at_gather, 2'd0};
  assign multiple_1 = multiple_1_sum[12:0];
  assign issue = out_advance && (!leaving_beat_first || starts_available);
  assign opens = issue && leaving_beat_first;
  assign takes_root = leaving_valid_at_align_2 && leaving_first_at_align_2;
  assign roots_pop = out_advance && takes_root;
  assign out_data_0 = lane_0_result;
  assign out_data_1 = leaving_last_at_end ? 8'd0 : lane_1_result;
  assign out_valid = leaving_valid_at_end;
  assign out_advance = !out_valid || out_ready;
  assign out_last = leaving_last_at_end;
  always @(posedge clk) begin
    if(reset) begin
      awake <= 1'b0;
      arriving_at_gather <= 1'b0;
      arriving_at_gather_2 <= 1'b0;
      arriving_at_factor <= 1'b0;
      leaving_valid_at_deviation <= 1'b0;
      leaving_valid_at_align <= 1'b0;
      leaving_valid_at_align_2 <= 1'b0;
      leaving_valid_at_root <= 1'b0;
      leaving_valid_at_floor <= 1'b0;
      leaving_valid_at_gain <= 1'b0;
      leaving_valid_at_offset <= 1'b0;
      leaving_valid_at_clip <= 1'b0;
      leaving_valid_at_end <= 1'b0;
    end else begin
      awake <= 1'b1;
      arriving_at_gather <= arriving;
      arriving_at_gather_2 <= arriving_at_gather;
      arriving_at_factor <= arriving_at_gather_2;
      if(out_advance) begin
        leaving_valid_at_deviation <= issue;
        leaving_valid_at_align <= leaving_valid_at_deviation;
        leaving_valid_at_align_2 <= leaving_valid_at_align;
        leaving_valid_at_root <= leaving_valid_at_align_2;
        leaving_valid_at_floor <= leaving_valid_at_root;
        leaving_valid_at_gain <= leaving_valid_at_floor;
        leaving_valid_at_offset <= leaving_valid_at_gain;
        leaving_valid_at_clip <= leaving_valid_at_offset;
        leaving_valid_at_end <= leaving_valid_at_clip;
      end
    end
  end

  always @(posedge clk) begin
    if(out_advance && opens) begin
      sum_held <= sums_head;
      steps_held <= starts_head;
    end
    if(out_advance && takes_root) begin
      root_held <= roots_head;
    end
    arriving_last_at_gather <= arriving_beat_last;
    value_0_at_gather <= value_0;
    multiple_0_at_gather_2 <= multiple_0;
    multiple_0_at_factor <= multiple_0_at_gather_2;
    value_1_at_gather <= value_1;
    multiple_1_at_gather_2 <= multiple_1;
    multiple_1_at_factor <= multiple_1_at_gather_2;
    if(out_advance) begin
      leaving_first_at_deviation <= leaving_beat_first;
      leaving_first_at_align <= leaving_first_at_deviation;
      leaving_first_at_align_2 <= leaving_first_at_align;
      steps_held_at_align <= steps_held;
      leaving_index_at_deviation <= leaving_beat_index;
      leaving_index_at_align <= leaving_index_at_deviation;
      leaving_index_at_align_2 <= leaving_index_at_align;
      leaving_index_at_root <= leaving_index_at_align_2;
      leaving_index_at_floor <= leaving_index_at_root;
      leaving_index_at_gain <= leaving_index_at_floor;
      leaving_last_at_deviation <= leaving_beat_last;
      leaving_last_at_align <= leaving_last_at_deviation;
      leaving_last_at_align_2 <= leaving_last_at_align;
      leaving_last_at_root <= leaving_last_at_align_2;
      leaving_last_at_floor <= leaving_last_at_root;
      leaving_last_at_gain <= leaving_last_at_floor;
      leaving_last_at_offset <= leaving_last_at_gain;
      leaving_last_at_clip <= leaving_last_at_offset;
      leaving_last_at_end <= leaving_last_at_clip;
    end
  end

  // Not read here: bits that rounding or a modulo drops, and ports that only the interface needs.
  wire _unused = &{1'b0, in_last, sums_available, roots_available, arriving_beat_first,
    arriving_beat_index, leaving_beat_following, multiple_0_sum[13], multiple_1_sum[13]};

endmodule

// One lane of the second pass of LayerNorm: deviation from the mean, times the reciprocal root, gain and offset.
module LayerNormLane (
  input  wire               advance,
  input  wire signed [12:0] multiple,
  input  wire signed [12:0] sum,
  input  wire [3:0]         steps,
  input  wire [16:0]        root,
  input  wire signed [17:0] gain,
  input  wire signed [20:0] offset,
  output wire [7:0]         result,
  input  wire               clk,
  input  wire               reset
);

  wire signed [12:0] deviation;
  reg  signed [12:0] deviation_at_align;
  wire signed [19:0] aligned_2;
  wire [1:0]         steps_below_2;
  reg  signed [19:0] aligned_2_at_align_2;
  reg  [1:0]         steps_below_2_at_align_2;
  wire signed [19:0] aligned;
  reg  signed [19:0] aligned_at_root;
  wire signed [36:0] rooted;
  reg  signed [36:0] rooted_at_floor;
  wire signed [19:0] z;
  reg  signed [19:0] z_at_gain;
  wire signed [37:0] gained;
  reg  signed [37:0] gained_at_offset;
  wire signed [9:0]  y;
  reg  signed [9:0]  y_at_clip;
  wire [7:0]         code;
  reg  [7:0]         code_at_end;
  wire signed [37:0] rooted_product;
  wire [38:0]        y_sum;

  assign rooted_product = aligned_at_root * $signed({1'b0, root});
  assign y_sum = {gained_at_offset[37], gained_at_offset} + {offset[20], offset, 17'd0};
  assign deviation = multiple - sum;
  assign aligned_2 = {deviation_at_align[12], deviation_at_align, 6'd0} << {steps[3:2], 2'd0};
  assign steps_below_2 = steps[1:0];
  assign aligned = aligned_2_at_align_2 << steps_below_2_at_align_2;
  assign rooted = rooted_product[36:0];
  assign z = rooted_at_floor[35:16];
  assign gained = z_at_gain * gain;
  assign y = y_sum[38:29];
  assign code = y_at_clip[9] ? 8'd0 : y_at_clip[8] ? 8'd255 : y_at_clip[7:0];
  assign result = code_at_end;
  always @(posedge clk) begin
    if(advance) begin
      deviation_at_align <= deviation;
      aligned_2_at_align_2 <= aligned_2;
      steps_below_2_at_align_2 <= steps_below_2;
      aligned_at_root <= aligned;
      rooted_at_floor <= rooted;
      z_at_gain <= z;
      gained_at_offset <= gained;
      y_at_clip <= y;
      code_at_end <= code;
    end
  end

  // Not read here: bits that rounding or a modulo drops, and ports that only the interface needs.
  wire _unused = &{1'b0, reset, rooted_at_floor[15:0], rooted_at_floor[36], rooted_product[37],
    y_sum[28:0]};

endmodule

// The reciprocal root of a mantissa, 2^26 divided by its root, from a table of 128 straight lines.
module ReciprocalRoot (
  input  wire        valid,
  input  wire [19:0] mantissa,
  output wire        done,
  output wire [16:0] root,
  input  wire        clk,
  input  wire        reset
);

  wire               upper;
  wire [19:0]        scaled;
  wire [6:0]         segment;
  wire [12:0]        position;
  reg  [27:0]        word;
  wire [16:0]        base;
  reg  [12:0]        position_at_multiply;
  wire signed [23:0] fall;
  reg  [16:0]        base_at_add;
  reg  signed [23:0] fall_at_add;
  wire signed [31:0] line;
  reg  signed [31:0] line_at_end;
  reg                valid_at_multiply;
  reg                valid_at_add;
  reg                valid_at_end;
  (* rom_style = "block" *) reg  [27:0]        segments [0:127];
  wire signed [24:0] fall_product;

  assign fall_product = $signed(word[10:0]) * $signed({1'b0, position_at_multiply});
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
    word <= segments[segment];
  end

  assign upper = mantissa[19];
  assign scaled = upper ? mantissa : {mantissa[18:0], 1'b0};
  assign segment = {upper, scaled[18:13]};
  assign position = scaled[12:0];
  assign base = word[27:11];
  assign fall = fall_product[23:0];
  assign line = {{8{fall_at_add[23]}}, fall_at_add} + {2'd0, base_at_add, 13'h1000};
  assign root = line_at_end[29:13];
  assign done = valid_at_end;
  always @(posedge clk) begin
    if(reset) begin
      valid_at_multiply <= 1'b0;
      valid_at_add <= 1'b0;
      valid_at_end <= 1'b0;
    end else begin
      valid_at_multiply <= valid;
      valid_at_add <= valid_at_multiply;
      valid_at_end <= valid_at_add;
    end
  end

  always @(posedge clk) begin
    position_at_multiply <= position;
    base_at_add <= base;
    fall_at_add <= fall;
    line_at_end <= line;
  end

  // Not read here: bits that rounding or a modulo drops, and ports that only the interface needs.
  wire _unused = &{1'b0, scaled[19], line_at_end[12:0], line_at_end[31:30], fall_product[24]};

endmodule

// Moves the leading one of a positive integer to the top of a word, and says by how many steps.
module LayerNormNormalizer (
  input  wire        valid,
  output wire        done,
  input  wire [23:0] value,
  output wire [19:0] mantissa,
  output wire [3:0]  steps,
  input  wire        clk,
  input  wire        reset
);

  wire        choice_1_equal;
  wire [1:0]  choice_1;
  wire [23:0] moved_1;
  reg  [23:0] moved_1_at_normalise_2;
  wire        choice_0_equal;
  wire [1:0]  choice_0;
  wire [19:0] moved_0;
  reg         valid_at_normalise_2;
  reg         valid_at_end;
  reg  [19:0] moved_0_at_end;
  reg  [1:0]  choice_1_at_end;
  reg  [1:0]  choice_0_at_end;

  assign choice_1_equal = value[23:8] == 16'd0;
  assign choice_1 = {choice_1_equal, (value[23:16] == 8'd0) && !choice_1_equal};
  assign moved_1 = choice_1[1] ? (choice_1[0] ? 24'd0 : {value[7:0], 16'd0}) : choice_1[0] ? {value[15:0], 8'd0} : value;
  assign choice_0_equal = moved_1_at_normalise_2[23:20] == 4'd0;
  assign choice_0 = {choice_0_equal, ((moved_1_at_normalise_2[23:22] == 2'd0) && !choice_0_equal) || (moved_1_at_normalise_2[23:18] == 6'd0)};
  assign moved_0 = choice_0[1] ? (choice_0[0] ? {moved_1_at_normalise_2[17:0], 2'd0} : moved_1_at_normalise_2[19:0]) : choice_0[0] ? moved_1_at_normalise_2[21:2] : moved_1_at_normalise_2[23:4];
  assign done = valid_at_end;
  assign mantissa = moved_0_at_end;
  assign steps = {choice_1_at_end, choice_0_at_end};
  always @(posedge clk) begin
    if(reset) begin
      valid_at_normalise_2 <= 1'b0;
      valid_at_end <= 1'b0;
    end else begin
      valid_at_normalise_2 <= valid;
      valid_at_end <= valid_at_normalise_2;
    end
  end

  always @(posedge clk) begin
    moved_1_at_normalise_2 <= moved_1;
    moved_0_at_end <= moved_0;
    choice_1_at_end <= choice_1;
    choice_0_at_end <= choice_0;
  end

endmodule

// Sum and scaled variance of a row: S1 = sum of X, U = C*S2 - S1^2 + epsilon with S2 = sum of X^2.
module LayerNormStatistics (
  input  wire               valid,
  input  wire               last,
  output wire               sum_done,
  output wire               done,
  input  wire signed [11:0] x_0,
  input  wire signed [11:0] x_1,
  input  wire signed [12:0] multiple_0,
  input  wire signed [12:0] multiple_1,
  input  wire [2:0]         epsilon,
  output wire signed [12:0] sum,
  output wire [23:0]        variance,
  input  wire               clk,
  input  wire               reset
);

  reg                awake;
  wire               running_sum_condition_not;
  wire               ends;
  wire signed [12:0] beat_sum;
  reg  signed [12:0] running_sum;
  reg  signed [12:0] beat_sum_at_gather_2;
  wire signed [12:0] total_sum;
  reg                valid_at_gather_2;
  reg                ends_at_gather_2;
  reg  signed [12:0] row_sum;
  reg                ends_at_factor;
  wire signed [14:0] twice_sum;
  reg  signed [14:0] twice_sum_at_factor;
  wire signed [14:0] factor_0;
  reg  signed [11:0] x_0_at_gather_2;
  reg  signed [11:0] x_0_at_factor;
  reg  signed [11:0] x_0_at_product;
  reg  signed [14:0] factor_0_at_product;
  wire signed [24:0] product_0;
  reg  signed [24:0] product_0_at_add;
  wire signed [14:0] factor_1;
  reg  signed [11:0] x_1_at_gather_2;
  reg  signed [11:0] x_1_at_factor;
  reg  signed [11:0] x_1_at_product;
  reg  signed [14:0] factor_1_at_product;
  wire signed [24:0] product_1;
  reg  signed [24:0] product_1_at_add;
  wire signed [25:0] beat_product;
  reg  [23:0]        running_variance;
  reg  signed [25:0] beat_product_at_accumulate;
  wire [23:0]        total_variance;
  reg                valid_at_factor;
  reg                valid_at_product;
  reg                valid_at_add;
  reg                valid_at_accumulate;
  reg                ends_at_product;
  reg                ends_at_add;
  reg                ends_at_accumulate;
  reg  [23:0]        row_variance;
  reg                ends_at_end;
  wire signed [26:0] product_0_product;
  wire signed [26:0] product_1_product;

  assign product_0_product = x_0_at_product * factor_0_at_product;
  assign product_1_product = x_1_at_product * factor_1_at_product;
  assign running_sum_condition_not = !awake;
  assign ends = valid && last;
  assign beat_sum = {x_0[11], x_0} + {x_1[11], x_1};
  assign total_sum = running_sum + beat_sum_at_gather_2;
  assign sum = row_sum;
  assign sum_done = ends_at_factor;
  assign twice_sum = {{2{beat_sum_at_gather_2[12]}}, beat_sum_at_gather_2} + {running_sum[12], running_sum, 1'b0};
  assign factor_0 = {{2{multiple_0[12]}}, multiple_0} - twice_sum_at_factor;
  assign product_0 = product_0_product[24:0];
  assign factor_1 = {{2{multiple_1[12]}}, multiple_1} - twice_sum_at_factor;
  assign product_1 = product_1_product[24:0];
  assign beat_product = {product_0_at_add[24], product_0_at_add} + {product_1_at_add[24], product_1_at_add};
  assign total_variance = running_variance + beat_product_at_accumulate[23:0];
  assign variance = row_variance;
  assign done = ends_at_end;
  always @(posedge clk) begin
    if(reset) begin
      awake <= 1'b0;
      valid_at_gather_2 <= 1'b0;
      ends_at_gather_2 <= 1'b0;
      ends_at_factor <= 1'b0;
      valid_at_factor <= 1'b0;
      valid_at_product <= 1'b0;
      valid_at_add <= 1'b0;
      valid_at_accumulate <= 1'b0;
      ends_at_product <= 1'b0;
      ends_at_add <= 1'b0;
      ends_at_accumulate <= 1'b0;
      ends_at_end <= 1'b0;
    end else begin
      awake <= 1'b1;
      valid_at_gather_2 <= valid;
      ends_at_gather_2 <= ends;
      ends_at_factor <= ends_at_gather_2;
      valid_at_factor <= valid_at_gather_2;
      valid_at_product <= valid_at_factor;
      valid_at_add <= valid_at_product;
      valid_at_accumulate <= valid_at_add;
      ends_at_product <= ends_at_factor;
      ends_at_add <= ends_at_product;
      ends_at_accumulate <= ends_at_add;
      ends_at_end <= ends_at_accumulate;
    end
  end

  always @(posedge clk) begin
    if(valid_at_gather_2) begin
      running_sum <= total_sum;
    end
    if(running_sum_condition_not || ends_at_gather_2) begin
      running_sum <= 13'sd0;
    end
    if(ends_at_gather_2) begin
      row_sum <= total_sum;
    end
    if(valid_at_accumulate) begin
      running_variance <= total_variance;
    end
    if(running_sum_condition_not || ends_at_accumulate) begin
      running_variance <= 24'd5;
    end
    if(ends_at_accumulate) begin
      row_variance <= total_variance;
    end
    beat_sum_at_gather_2 <= beat_sum;
    twice_sum_at_factor <= twice_sum;
    x_0_at_gather_2 <= x_0;
    x_0_at_factor <= x_0_at_gather_2;
    x_0_at_product <= x_0_at_factor;
    factor_0_at_product <= factor_0;
    product_0_at_add <= product_0;
    x_1_at_gather_2 <= x_1;
    x_1_at_factor <= x_1_at_gather_2;
    x_1_at_product <= x_1_at_factor;
    factor_1_at_product <= factor_1;
    product_1_at_add <= product_1;
    beat_product_at_accumulate <= beat_product;
  end

  // Not read here: bits that rounding or a modulo drops, and ports that only the interface needs.
  wire _unused = &{1'b0, epsilon, beat_product_at_accumulate[25:24], product_0_product[26:25],
    product_1_product[26:25]};

endmodule

// Counts the beats of rows.
module BeatCounter (
  input  wire       step,
  output wire       first,
  output wire       last,
  output wire [0:0] index,
  output wire [0:0] following,
  input  wire       clk,
  input  wire       reset
);

  reg  [0:0] count;
  wire       closing;

  assign closing = count;
  assign following = step ? (closing ? 1'b0 : (count + 1'b1)) : count;
  assign index = count;
  assign first = !count;
  assign last = closing;
  always @(posedge clk) begin
    if(reset) begin
      count <= 1'b0;
    end else begin
      count <= following;
    end
  end

endmodule

// A small queue of per-row results.
module LayerNormRoots (
  input  wire        push,
  output wire        available,
  input  wire        pop,
  input  wire [16:0] tail,
  output wire [16:0] head,
  input  wire        clk,
  input  wire        reset
);

  wire [16:0] tokens_read;
  reg  [4:0]  pushed;
  reg  [4:0]  popped;
  reg  [16:0] tokens [0:15];

  always @(posedge clk) begin
    if(push) begin
      tokens[pushed[3:0]] <= tail;
    end
  end

  assign tokens_read = tokens[popped[3:0]];
  assign available = pushed != popped;
  assign head = tokens_read;
  always @(posedge clk) begin
    if(reset) begin
      pushed <= 5'd0;
      popped <= 5'd0;
    end else begin
      if(push) begin
        pushed <= pushed + 5'd1;
      end
      if(pop) begin
        popped <= popped + 5'd1;
      end
    end
  end

endmodule

// A small queue of per-row results.
module LayerNormStarts (
  input  wire       push,
  output wire       available,
  input  wire       pop,
  input  wire [3:0] tail,
  output wire [3:0] head,
  input  wire       clk,
  input  wire       reset
);

  wire [3:0] tokens_read;
  reg  [3:0] pushed;
  reg  [3:0] popped;
  reg  [3:0] tokens [0:7];

  always @(posedge clk) begin
    if(push) begin
      tokens[pushed[2:0]] <= tail;
    end
  end

  assign tokens_read = tokens[popped[2:0]];
  assign available = pushed != popped;
  assign head = tokens_read;
  always @(posedge clk) begin
    if(reset) begin
      pushed <= 4'd0;
      popped <= 4'd0;
    end else begin
      if(push) begin
        pushed <= pushed + 4'd1;
      end
      if(pop) begin
        popped <= popped + 4'd1;
      end
    end
  end

endmodule

// A small queue of per-row results.
module LayerNormSums (
  input  wire               push,
  output wire               available,
  input  wire               pop,
  input  wire signed [12:0] tail,
  output wire signed [12:0] head,
  input  wire               clk,
  input  wire               reset
);

  wire [12:0] tokens_read;
  reg  [3:0]  pushed;
  reg  [3:0]  popped;
  reg  [12:0] tokens [0:7];

  always @(posedge clk) begin
    if(push) begin
      tokens[pushed[2:0]] <= tail;
    end
  end

  assign tokens_read = tokens[popped[2:0]];
  assign available = pushed != popped;
  assign head = tokens_read;
  always @(posedge clk) begin
    if(reset) begin
      pushed <= 4'd0;
      popped <= 4'd0;
    end else begin
      if(push) begin
        pushed <= pushed + 4'd1;
      end
      if(pop) begin
        popped <= popped + 4'd1;
      end
    end
  end

endmodule

// A circular buffer of beats between two passes over a row.
module LayerNormMultiples (
  input  wire               reserve,
  output wire               space,
  input  wire               push,
  input  wire               pop,
  input  wire signed [12:0] write_0,
  input  wire signed [12:0] write_1,
  output wire signed [12:0] read_0,
  output wire signed [12:0] read_1,
  input  wire               clk,
  input  wire               reset
);

  reg  [4:0]  free;
  reg  [3:0]  push_index;
  reg  [3:0]  pop_index;
  reg  [25:0] popped;
  (* no_rw_check *) reg  [25:0] beats [0:15];

  always @(posedge clk) begin
    if(push) begin
      beats[push_index] <= {write_1, write_0};
    end
  end

  always @(posedge clk) begin
    if(pop) begin
      popped <= beats[pop_index];
    end
  end

  assign space = free != 5'd0;
  assign read_0 = popped[12:0];
  assign read_1 = popped[25:13];
  always @(posedge clk) begin
    if(reset) begin
      free <= 5'd16;
      push_index <= 4'd0;
      pop_index <= 4'd0;
    end else begin
      if(reserve && !pop) begin
        free <= free - 5'd1;
      end
      if(pop && !reserve) begin
        free <= free + 5'd1;
      end
      if(push) begin
        push_index <= push_index + 4'd1;
      end
      if(pop) begin
        pop_index <= pop_index + 4'd1;
      end
    end
  end

endmodule
