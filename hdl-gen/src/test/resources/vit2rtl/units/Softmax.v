// Log-Int-Softmax: rows of score codes in, rows of logarithmic attention codes out.
module Softmax (
  input  wire       in_valid,
  output wire       in_ready,
  input  wire       in_last,
  input  wire [3:0] in_data_0,
  input  wire [3:0] in_data_1,
  output wire       out_valid,
  input  wire       out_ready,
  output wire       out_last,
  output wire [4:0] out_data_0,
  output wire [4:0] out_data_1,
  input  wire       clk,
  input  wire       reset
);

  wire [11:0] sums_tail_fraction;
  wire [3:0]  sums_tail_position;
  wire        scores_space;
  wire [3:0]  scores_read_0;
  wire [3:0]  scores_read_1;
  wire        items_space;
  wire [3:0]  items_read_0;
  wire [3:0]  items_read_1;
  wire        maxima_available;
  wire [3:0]  maxima_head;
  wire        sums_available;
  wire [11:0] sums_head_fraction;
  wire [3:0]  sums_head_position;
  wire        arriving_beat_first;
  wire        arriving_beat_last;
  wire [0:0]  arriving_beat_index;
  wire [0:0]  arriving_beat_following;
  wire        row_maximum_done;
  wire [3:0]  row_maximum_maximum;
  wire        second_beat_first;
  wire        second_beat_last;
  wire [0:0]  second_beat_index;
  wire [0:0]  second_beat_following;
  wire        exponential_sum_done;
  wire [12:0] exponential_sum_sum;
  wire [10:0] exp_lane_0_exponential;
  wire [3:0]  exp_lane_0_item;
  wire [10:0] exp_lane_1_exponential;
  wire [3:0]  exp_lane_1_item;
  wire        sum_normalizer_done;
  wire [12:0] sum_normalizer_mantissa;
  wire [1:0]  sum_normalizer_steps;
  wire        third_beat_first;
  wire        third_beat_last;
  wire [0:0]  third_beat_index;
  wire [0:0]  third_beat_following;
  wire [5:0]  item_decoder_0_mantissa;
  wire [3:0]  item_decoder_0_position;
  wire [4:0]  log_code_0_code;
  wire [5:0]  item_decoder_1_mantissa;
  wire [3:0]  item_decoder_1_position;
  wire [4:0]  log_code_1_code;
  wire        arriving;
  wire        second_issue;
  wire        second_opens;
  reg  [3:0]  row_maximum_held;
  wire [3:0]  distance_0;
  reg  [3:0]  distance_0_at_exponentiate;
  wire [3:0]  distance_1;
  reg  [3:0]  distance_1_at_exponentiate;
  reg         second_valid_at_distance;
  reg         second_valid_at_exponentiate;
  reg         second_valid_at_add;
  reg         second_last_at_distance;
  reg         second_last_at_exponentiate;
  reg         second_last_at_add;
  wire        out_advance;
  wire        third_issue;
  wire        third_opens;
  reg  [11:0] sum_fraction;
  reg  [3:0]  sum_position;
  reg  [3:0]  sum_position_at_subtract;
  reg  [11:0] sum_fraction_at_subtract;
  reg  [11:0] sum_fraction_at_align;
  reg  [11:0] sum_fraction_at_add;
  reg         third_last_at_decode;
  reg         third_last_at_subtract;
  reg         third_last_at_align;
  reg         third_last_at_add;
  reg         third_last_at_choose;
  reg         third_last_at_compare;
  reg         third_last_at_count;
  reg         third_last_at_limit;
  reg         third_last_at_end;
  reg         third_valid_at_decode;
  reg         third_valid_at_subtract;
  reg         third_valid_at_align;
  reg         third_valid_at_add;
  reg         third_valid_at_choose;
  reg         third_valid_at_compare;
  reg         third_valid_at_count;
  reg         third_valid_at_limit;
  reg         third_valid_at_end;

  SoftmaxScores scores (
    .reserve (arriving          ), //i
    .space   (scores_space      ), //o
    .push    (arriving          ), //i
    .pop     (second_issue      ), //i
    .write_0 (in_data_0         ), //i
    .write_1 (in_data_1         ), //i
    .read_0  (scores_read_0     ), //o
    .read_1  (scores_read_1     ), //o
    .clk     (clk               ), //i
    .reset   (reset             )  //i
  );
  SoftmaxItems items (
    .reserve (second_issue                ), //i
    .space   (items_space                 ), //o
    .push    (second_valid_at_exponentiate), //i
    .pop     (third_issue                 ), //i
    .write_0 (exp_lane_0_item             ), //i
    .write_1 (exp_lane_1_item             ), //i
    .read_0  (items_read_0                ), //o
    .read_1  (items_read_1                ), //o
    .clk     (clk                         ), //i
    .reset   (reset                       )  //i
  );
  SoftmaxMaxima maxima (
    .push      (row_maximum_done        ), //i
    .available (maxima_available        ), //o
    .pop       (second_opens            ), //i
    .tail      (row_maximum_maximum     ), //i
    .head      (maxima_head             ), //o
    .clk       (clk                     ), //i
    .reset     (reset                   )  //i
  );
  SoftmaxSums sums (
    .push          (sum_normalizer_done     ), //i
    .available     (sums_available          ), //o
    .pop           (third_opens             ), //i
    .tail_fraction (sums_tail_fraction      ), //i
    .tail_position (sums_tail_position      ), //i
    .head_fraction (sums_head_fraction      ), //o
    .head_position (sums_head_position      ), //o
    .clk           (clk                     ), //i
    .reset         (reset                   )  //i
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
  SoftmaxRowMaximum row_maximum (
    .valid    (arriving                ), //i
    .last     (arriving_beat_last      ), //i
    .done     (row_maximum_done        ), //o
    .scores_0 (in_data_0               ), //i
    .scores_1 (in_data_1               ), //i
    .maximum  (row_maximum_maximum     ), //o
    .clk      (clk                     ), //i
    .reset    (reset                   )  //i
  );
  BeatCounter second_beat (
    .step      (second_issue         ), //i
    .first     (second_beat_first    ), //o
    .last      (second_beat_last     ), //o
    .index     (second_beat_index    ), //o
    .following (second_beat_following), //o
    .clk       (clk                  ), //i
    .reset     (reset                )  //i
  );
  SoftmaxExponentialSum exponential_sum (
    .valid          (second_valid_at_add         ), //i
    .last           (second_last_at_add          ), //i
    .done           (exponential_sum_done        ), //o
    .exponentials_0 (exp_lane_0_exponential      ), //i
    .exponentials_1 (exp_lane_1_exponential      ), //i
    .sum            (exponential_sum_sum         ), //o
    .clk            (clk                         ), //i
    .reset          (reset                       )  //i
  );
  SoftmaxExpLane exp_lane_0 (
    .distance    (distance_0_at_exponentiate     ), //i
    .exponential (exp_lane_0_exponential         ), //o
    .item        (exp_lane_0_item                ), //o
    .clk         (clk                            ), //i
    .reset       (reset                          )  //i
  );
  SoftmaxExpLane exp_lane_1 (
    .distance    (distance_1_at_exponentiate     ), //i
    .exponential (exp_lane_1_exponential         ), //o
    .item        (exp_lane_1_item                ), //o
    .clk         (clk                            ), //i
    .reset       (reset                          )  //i
  );
  SoftmaxSumNormalizer sum_normalizer (
    .valid    (exponential_sum_done         ), //i
    .done     (sum_normalizer_done          ), //o
    .value    (exponential_sum_sum          ), //i
    .mantissa (sum_normalizer_mantissa      ), //o
    .steps    (sum_normalizer_steps         ), //o
    .clk      (clk                          ), //i
    .reset    (reset                        )  //i
  );
  BeatCounter third_beat (
    .step      (third_issue         ), //i
    .first     (third_beat_first    ), //o
    .last      (third_beat_last     ), //o
    .index     (third_beat_index    ), //o
    .following (third_beat_following), //o
    .clk       (clk                 ), //i
    .reset     (reset               )  //i
  );
  SoftmaxItemDecoder item_decoder_0 (
    .advance  (out_advance                 ), //i
    .item     (items_read_0                ), //i
    .mantissa (item_decoder_0_mantissa     ), //o
    .position (item_decoder_0_position     ), //o
    .clk      (clk                         ), //i
    .reset    (reset                       )  //i
  );
  SoftmaxLogCode log_code_0 (
    .advance      (out_advance                  ), //i
    .sum_position (sum_position_at_subtract     ), //i
    .position     (item_decoder_0_position      ), //i
    .mantissa     (item_decoder_0_mantissa      ), //i
    .sum_fraction (sum_fraction_at_add          ), //i
    .code         (log_code_0_code              ), //o
    .clk          (clk                          ), //i
    .reset        (reset                        )  //i
  );
  SoftmaxItemDecoder item_decoder_1 (
    .advance  (out_advance                 ), //i
    .item     (items_read_1                ), //i
    .mantissa (item_decoder_1_mantissa     ), //o
    .position (item_decoder_1_position     ), //o
    .clk      (clk                         ), //i
    .reset    (reset                       )  //i
  );
  SoftmaxLogCode log_code_1 (
    .advance      (out_advance                  ), //i
    .sum_position (sum_position_at_subtract     ), //i
    .position     (item_decoder_1_position      ), //i
    .mantissa     (item_decoder_1_mantissa      ), //i
    .sum_fraction (sum_fraction_at_add          ), //i
    .code         (log_code_1_code              ), //o
    .clk          (clk                          ), //i
    .reset        (reset                        )  //i
  );
  assign arriving = in_valid && in_ready;
  assign in_ready = scores_space;
  assign second_issue = items_space && (!second_beat_first || maxima_available);
  assign second_opens = second_issue && second_beat_first;
  assign distance_0 = row_maximum_held - scores_read_0;
  assign distance_1 = row_maximum_held - scores_read_1;
  assign sums_tail_fraction = sum_normalizer_mantissa[11:0];
  assign sums_tail_position = 4'd12 - {2'd0, sum_normalizer_steps};
  assign third_issue = out_advance && (!third_beat_first || sums_available);
  assign third_opens = third_issue && third_beat_first;
  assign out_data_0 = log_code_0_code;
  assign out_data_1 = third_last_at_end ? 5'd0 : log_code_1_code;
  assign out_valid = third_valid_at_end;
  assign out_advance = !out_valid || out_ready;
  assign out_last = third_last_at_end;
  always @(posedge clk) begin
    if(second_opens) begin
      row_maximum_held <= maxima_head;
    end
    if(out_advance && third_opens) begin
      sum_fraction <= sums_head_fraction;
      sum_position <= sums_head_position;
    end
    distance_0_at_exponentiate <= distance_0;
    distance_1_at_exponentiate <= distance_1;
    second_last_at_distance <= second_beat_last;
    second_last_at_exponentiate <= second_last_at_distance;
    second_last_at_add <= second_last_at_exponentiate;
    if(out_advance) begin
      sum_position_at_subtract <= sum_position;
      sum_fraction_at_subtract <= sum_fraction;
      sum_fraction_at_align <= sum_fraction_at_subtract;
      sum_fraction_at_add <= sum_fraction_at_align;
      third_last_at_decode <= third_beat_last;
      third_last_at_subtract <= third_last_at_decode;
      third_last_at_align <= third_last_at_subtract;
      third_last_at_add <= third_last_at_align;
      third_last_at_choose <= third_last_at_add;
      third_last_at_compare <= third_last_at_choose;
      third_last_at_count <= third_last_at_compare;
      third_last_at_limit <= third_last_at_count;
      third_last_at_end <= third_last_at_limit;
    end
  end

  always @(posedge clk) begin
    if(reset) begin
      second_valid_at_distance <= 1'b0;
      second_valid_at_exponentiate <= 1'b0;
      second_valid_at_add <= 1'b0;
      third_valid_at_decode <= 1'b0;
      third_valid_at_subtract <= 1'b0;
      third_valid_at_align <= 1'b0;
      third_valid_at_add <= 1'b0;
      third_valid_at_choose <= 1'b0;
      third_valid_at_compare <= 1'b0;
      third_valid_at_count <= 1'b0;
      third_valid_at_limit <= 1'b0;
      third_valid_at_end <= 1'b0;
    end else begin
      second_valid_at_distance <= second_issue;
      second_valid_at_exponentiate <= second_valid_at_distance;
      second_valid_at_add <= second_valid_at_exponentiate;
      if(out_advance) begin
        third_valid_at_decode <= third_issue;
        third_valid_at_subtract <= third_valid_at_decode;
        third_valid_at_align <= third_valid_at_subtract;
        third_valid_at_add <= third_valid_at_align;
        third_valid_at_choose <= third_valid_at_add;
        third_valid_at_compare <= third_valid_at_choose;
        third_valid_at_count <= third_valid_at_compare;
        third_valid_at_limit <= third_valid_at_count;
        third_valid_at_end <= third_valid_at_limit;
      end
    end
  end

  // Not read here: bits that rounding or a modulo drops, and ports that only the interface needs.
  wire _unused = &{1'b0, in_last, arriving_beat_first, arriving_beat_index, arriving_beat_following,
    second_beat_index, second_beat_following, sum_normalizer_mantissa[12], third_beat_index,
    third_beat_following};

endmodule

// The logarithmic code of an exponential divided by the sum of its row, without divider or multiplier.
module SoftmaxLogCode (
  input  wire        advance,
  input  wire [3:0]  sum_position,
  input  wire [3:0]  position,
  input  wire [5:0]  mantissa,
  input  wire [11:0] sum_fraction,
  output wire [4:0]  code,
  input  wire        clk,
  input  wire        reset
);

  wire [3:0]  distance;
  reg  [5:0]  exponential_at_align;
  reg  [3:0]  distance_at_align;
  wire [12:0] half;
  wire [13:0] sum_mantissa;
  reg  [12:0] half_at_add;
  wire [14:0] rounded;
  wire [7:0]  plain;
  reg  [5:0]  exponential_at_add;
  wire [7:0]  triple;
  reg  [14:0] rounded_at_choose;
  wire [8:0]  operand;
  reg  [3:0]  distance_at_add;
  reg  [3:0]  distance_at_choose;
  reg  [7:0]  plain_at_choose;
  wire [8:0]  low_operand;
  wire        below;
  wire        exclusive_high;
  wire        exclusive_low;
  reg  [7:0]  triple_at_choose;
  reg  [7:0]  triple_at_compare;
  reg  [8:0]  low_operand_at_compare;
  reg         below_at_compare;
  reg         exclusive_low_at_compare;
  wire        low;
  reg  [8:0]  operand_at_compare;
  reg         exclusive_high_at_compare;
  wire        high;
  reg  [3:0]  distance_at_compare;
  reg  [3:0]  distance_at_count;
  reg         low_at_count;
  reg         high_at_count;
  wire [3:0]  steps;
  reg  [3:0]  steps_at_limit;
  wire [3:0]  limited;
  reg  [3:0]  limited_at_end;

  assign distance = sum_position - position;
  assign half = (distance_at_align == 4'd0) ? 13'd0 : ({exponential_at_align, 7'd0} >> distance_at_align);
  assign sum_mantissa = {1'b1, sum_fraction, 1'b0};
  assign rounded = {1'b0, sum_mantissa} + {2'd0, half_at_add};
  assign plain = sum_mantissa[13:6];
  assign triple = {exponential_at_add, 2'd0} - {2'd0, exponential_at_add};
  assign operand = rounded_at_choose[14:6];
  assign low_operand = (distance_at_choose <= 4'd1) ? {1'b0, plain_at_choose} : operand;
  assign below = rounded_at_choose[5:0] != 6'd0;
  assign exclusive_high = distance_at_choose == 4'd1;
  assign exclusive_low = distance_at_choose == 4'd2;
  assign low = {1'b0, triple_at_compare, exclusive_low_at_compare} <= {low_operand_at_compare, below_at_compare};
  assign high = {triple_at_compare, exclusive_high_at_compare} <= {operand_at_compare[8:1], below_at_compare || operand_at_compare[0]};
  assign steps = distance_at_count + {3'd0, low_at_count} + {3'd0, high_at_count} - 4'd1;
  assign limited = steps_at_limit;
  assign code = {1'b0, limited_at_end};
  always @(posedge clk) begin
    if(advance) begin
      exponential_at_align <= mantissa;
      distance_at_align <= distance;
      half_at_add <= half;
      exponential_at_add <= exponential_at_align;
      rounded_at_choose <= rounded;
      distance_at_add <= distance_at_align;
      distance_at_choose <= distance_at_add;
      plain_at_choose <= plain;
      triple_at_choose <= triple;
      triple_at_compare <= triple_at_choose;
      low_operand_at_compare <= low_operand;
      below_at_compare <= below;
      exclusive_low_at_compare <= exclusive_low;
      operand_at_compare <= operand;
      exclusive_high_at_compare <= exclusive_high;
      distance_at_compare <= distance_at_choose;
      distance_at_count <= distance_at_compare;
      low_at_count <= low;
      high_at_count <= high;
      steps_at_limit <= steps;
      limited_at_end <= limited;
    end
  end

  // Not read here: bits that rounding or a modulo drops, and ports that only the interface needs.
  wire _unused = &{1'b0, reset};

endmodule

// Mantissa and position of the leading one of an exponential, from the item that stands for it.
module SoftmaxItemDecoder (
  input  wire       advance,
  input  wire [3:0] item,
  output wire [5:0] mantissa,
  output wire [3:0] position,
  input  wire       clk,
  input  wire       reset
);

  reg  [9:0] word;
  (* no_rw_check *) reg  [9:0] words [0:15];

  initial begin
    words[0] = 10'b1010101100;
    words[1] = 10'b1010100011;
    words[2] = 10'b1001111000;
    words[3] = 10'b1001101100;
    words[4] = 10'b1001100011;
    words[5] = 10'b1000111000;
    words[6] = 10'b1000101100;
    words[7] = 10'b1000100011;
    words[8] = 10'b0111111000;
    words[9] = 10'b0111101100;
    words[10] = 10'b0111100011;
    words[11] = 10'b0110111000;
    words[12] = 10'b0110101100;
    words[13] = 10'b0110100011;
    words[14] = 10'b0101111000;
    words[15] = 10'b0101101100;
  end
  always @(posedge clk) begin
    if(advance) begin
      word <= words[item];
    end
  end

  assign mantissa = word[5:0];
  assign position = word[9:6];

  // Not read here: bits that rounding or a modulo drops, and ports that only the interface needs.
  wire _unused = &{1'b0, reset};

endmodule

// Moves the leading one of a positive integer to the top of a word, and says by how many steps.
module SoftmaxSumNormalizer (
  input  wire        valid,
  output wire        done,
  input  wire [12:0] value,
  output wire [12:0] mantissa,
  output wire [1:0]  steps,
  input  wire        clk,
  input  wire        reset
);

  wire        choice_0_equal;
  wire [1:0]  choice_0;
  wire [12:0] moved_0;
  reg         valid_at_end;
  reg  [12:0] moved_0_at_end;
  reg  [1:0]  choice_0_at_end;

  assign choice_0_equal = value[12:11] == 2'd0;
  assign choice_0 = {choice_0_equal, (!value[12] && !choice_0_equal) || (value[12:10] == 3'd0)};
  assign moved_0 = choice_0[1] ? (choice_0[0] ? {value[9:0], 3'd0} : {value[10:0], 2'd0}) : choice_0[0] ? {value[11:0], 1'b0} : value;
  assign done = valid_at_end;
  assign mantissa = moved_0_at_end;
  assign steps = choice_0_at_end;
  always @(posedge clk) begin
    if(reset) begin
      valid_at_end <= 1'b0;
    end else begin
      valid_at_end <= valid;
    end
  end

  always @(posedge clk) begin
    moved_0_at_end <= moved_0;
    choice_0_at_end <= choice_0;
  end

endmodule

// The exponential of a distance to the maximum of a row, and the item that the third pass finds it from.
module SoftmaxExpLane (
  input  wire [3:0]  distance,
  output wire [10:0] exponential,
  output wire [3:0]  item,
  input  wire        clk,
  input  wire        reset
);

  reg  [10:0] word;
  (* no_rw_check *) reg  [10:0] words [0:15];

  initial begin
    words[0] = 11'b10110000000;
    words[1] = 11'b10001100000;
    words[2] = 11'b01110000000;
    words[3] = 11'b01011000000;
    words[4] = 11'b01000110000;
    words[5] = 11'b00111000000;
    words[6] = 11'b00101100000;
    words[7] = 11'b00100011000;
    words[8] = 11'b00011100000;
    words[9] = 11'b00010110000;
    words[10] = 11'b00010001100;
    words[11] = 11'b00001110000;
    words[12] = 11'b00001011000;
    words[13] = 11'b00001000110;
    words[14] = 11'b00000111000;
    words[15] = 11'b00000101100;
  end
  always @(posedge clk) begin
    word <= words[distance];
  end

  assign exponential = word;
  assign item = distance;

  // Not read here: bits that rounding or a modulo drops, and ports that only the interface needs.
  wire _unused = &{1'b0, reset};

endmodule

// The sum of the exponentials of a row.
module SoftmaxExponentialSum (
  input  wire        valid,
  input  wire        last,
  output wire        done,
  input  wire [10:0] exponentials_0,
  input  wire [10:0] exponentials_1,
  output wire [12:0] sum,
  input  wire        clk,
  input  wire        reset
);

  wire [11:0] beat_sum;
  reg         valid_at_accumulate;
  reg         last_at_accumulate;
  wire        ends;
  reg  [12:0] running;
  reg  [11:0] beat_sum_at_accumulate;
  wire [12:0] total;
  reg         awake;
  reg  [12:0] row_sum;
  reg         ends_at_end;

  assign beat_sum = {1'b0, exponentials_0} + {1'b0, last ? 11'd0 : exponentials_1};
  assign ends = valid_at_accumulate && last_at_accumulate;
  assign total = running + {1'b0, beat_sum_at_accumulate};
  assign sum = row_sum;
  assign done = ends_at_end;
  always @(posedge clk) begin
    if(reset) begin
      valid_at_accumulate <= 1'b0;
      awake <= 1'b0;
      ends_at_end <= 1'b0;
    end else begin
      awake <= 1'b1;
      valid_at_accumulate <= valid;
      ends_at_end <= ends;
    end
  end

  always @(posedge clk) begin
    if(valid_at_accumulate) begin
      running <= total;
    end
    if(!awake || ends) begin
      running <= 13'd0;
    end
    if(ends) begin
      row_sum <= total;
    end
    last_at_accumulate <= last;
    beat_sum_at_accumulate <= beat_sum;
  end

endmodule

// The greatest score of a row.
module SoftmaxRowMaximum (
  input  wire       valid,
  input  wire       last,
  output wire       done,
  input  wire [3:0] scores_0,
  input  wire [3:0] scores_1,
  output wire [3:0] maximum,
  input  wire       clk,
  input  wire       reset
);

  wire [3:0] beat_maximum_choice;
  wire [3:0] beat_maximum;
  reg        valid_at_end;
  reg        last_at_end;
  wire       ends;
  reg        opens;
  reg  [3:0] running;
  reg  [3:0] beat_maximum_at_end;
  wire [3:0] so_far;

  assign beat_maximum_choice = last ? 4'd0 : scores_1;
  assign beat_maximum = (beat_maximum_choice <= scores_0) ? scores_0 : beat_maximum_choice;
  assign ends = valid_at_end && last_at_end;
  assign so_far = (!opens && (beat_maximum_at_end < running)) ? running : beat_maximum_at_end;
  assign done = ends;
  assign maximum = so_far;
  always @(posedge clk) begin
    if(reset) begin
      valid_at_end <= 1'b0;
      opens <= 1'b1;
    end else begin
      if(valid_at_end) begin
        opens <= last_at_end;
      end
      valid_at_end <= valid;
    end
  end

  always @(posedge clk) begin
    if(valid_at_end) begin
      running <= so_far;
    end
    last_at_end <= last;
    beat_maximum_at_end <= beat_maximum;
  end

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
module SoftmaxSums (
  input  wire        push,
  output wire        available,
  input  wire        pop,
  input  wire [11:0] tail_fraction,
  input  wire [3:0]  tail_position,
  output wire [11:0] head_fraction,
  output wire [3:0]  head_position,
  input  wire        clk,
  input  wire        reset
);

  reg  [3:0]  pushed;
  reg  [3:0]  popped;
  wire [15:0] tokens_read;
  reg  [15:0] tokens [0:7];

  always @(posedge clk) begin
    if(push) begin
      tokens[pushed[2:0]] <= {tail_position, tail_fraction};
    end
  end

  assign tokens_read = tokens[popped[2:0]];
  assign available = pushed != popped;
  assign head_fraction = tokens_read[11:0];
  assign head_position = tokens_read[15:12];
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
module SoftmaxMaxima (
  input  wire       push,
  output wire       available,
  input  wire       pop,
  input  wire [3:0] tail,
  output wire [3:0] head,
  input  wire       clk,
  input  wire       reset
);

  wire [3:0] tokens_read;
  reg  [2:0] pushed;
  reg  [2:0] popped;
  reg  [3:0] tokens [0:3];

  always @(posedge clk) begin
    if(push) begin
      tokens[pushed[1:0]] <= tail;
    end
  end

  assign tokens_read = tokens[popped[1:0]];
  assign available = pushed != popped;
  assign head = tokens_read;
  always @(posedge clk) begin
    if(reset) begin
      pushed <= 3'd0;
      popped <= 3'd0;
    end else begin
      if(push) begin
        pushed <= pushed + 3'd1;
      end
      if(pop) begin
        popped <= popped + 3'd1;
      end
    end
  end

endmodule

// A circular buffer of beats between two passes over a row.
module SoftmaxItems (
  input  wire       reserve,
  output wire       space,
  input  wire       push,
  input  wire       pop,
  input  wire [3:0] write_0,
  input  wire [3:0] write_1,
  output wire [3:0] read_0,
  output wire [3:0] read_1,
  input  wire       clk,
  input  wire       reset
);

  reg  [4:0] free;
  reg  [3:0] push_index;
  reg  [3:0] pop_index;
  reg  [7:0] popped;
  (* no_rw_check *) reg  [7:0] beats [0:15];

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
  assign read_0 = popped[3:0];
  assign read_1 = popped[7:4];
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

// A circular buffer of beats between two passes over a row.
module SoftmaxScores (
  input  wire       reserve,
  output wire       space,
  input  wire       push,
  input  wire       pop,
  input  wire [3:0] write_0,
  input  wire [3:0] write_1,
  output wire [3:0] read_0,
  output wire [3:0] read_1,
  input  wire       clk,
  input  wire       reset
);

  reg  [3:0] free;
  reg  [2:0] push_index;
  reg  [2:0] pop_index;
  reg  [7:0] popped;
  (* no_rw_check *) reg  [7:0] beats [0:7];

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

  assign space = free != 4'd0;
  assign read_0 = popped[3:0];
  assign read_1 = popped[7:4];
  always @(posedge clk) begin
    if(reset) begin
      free <= 4'd8;
      push_index <= 3'd0;
      pop_index <= 3'd0;
    end else begin
      if(reserve && !pop) begin
        free <= free - 4'd1;
      end
      if(pop && !reserve) begin
        free <= free + 4'd1;
      end
      if(push) begin
        push_index <= push_index + 3'd1;
      end
      if(pop) begin
        pop_index <= pop_index + 3'd1;
      end
    end
  end

endmodule
