module Softmax (
  input  wire          in_valid,
  output wire          in_ready,
  input  wire          in_last,
  input  wire [3:0]    in_data_0,
  input  wire [3:0]    in_data_1,
  output wire          out_valid,
  input  wire          out_ready,
  output wire          out_last,
  output wire [4:0]    out_data_0,
  output wire [4:0]    out_data_1,
  input  wire          clk,
  input  wire          reset
);

  wire       [18:0]   sums_tail_mantissa;
  wire       [3:0]    sums_tail_position;
  wire                scores_space;
  wire       [3:0]    scores_read_0;
  wire       [3:0]    scores_read_1;
  wire                items_space;
  wire       [3:0]    items_read_0;
  wire       [3:0]    items_read_1;
  wire                maxima_available;
  wire       [3:0]    maxima_head;
  wire                sums_available;
  wire       [18:0]   sums_head_mantissa;
  wire                sums_head_sticky;
  wire       [3:0]    sums_head_position;
  wire                arriving_beat_first;
  wire                arriving_beat_last;
  wire       [0:0]    arriving_beat_index;
  wire       [0:0]    arriving_beat_following;
  wire                row_maximum_done;
  wire       [3:0]    row_maximum_maximum;
  wire                second_beat_first;
  wire                second_beat_last;
  wire       [0:0]    second_beat_index;
  wire       [0:0]    second_beat_following;
  wire                exponential_sum_done;
  wire       [12:0]   exponential_sum_sum;
  wire       [10:0]   exp_lane_0_exponential;
  wire       [3:0]    exp_lane_0_item;
  wire       [10:0]   exp_lane_1_exponential;
  wire       [3:0]    exp_lane_1_item;
  wire                sum_normalizer_done;
  wire       [12:0]   sum_normalizer_mantissa;
  wire       [1:0]    sum_normalizer_steps;
  wire                third_beat_first;
  wire                third_beat_last;
  wire       [0:0]    third_beat_index;
  wire       [0:0]    third_beat_following;
  wire       [5:0]    item_decoder_0_mantissa;
  wire       [3:0]    item_decoder_0_position;
  wire       [4:0]    log_code_0_code;
  wire       [5:0]    item_decoder_1_mantissa;
  wire       [3:0]    item_decoder_1_position;
  wire       [4:0]    log_code_1_code;
  wire       [3:0]    _zz_distance_0;
  wire       [4:0]    _zz_distance_0_1;
  wire       [4:0]    _zz_distance_0_2;
  wire       [4:0]    _zz_distance_0_3;
  wire       [4:0]    _zz_distance_0_4;
  wire       [4:0]    _zz_distance_0_5;
  wire       [3:0]    _zz_distance_1;
  wire       [4:0]    _zz_distance_1_1;
  wire       [4:0]    _zz_distance_1_2;
  wire       [4:0]    _zz_distance_1_3;
  wire       [4:0]    _zz_distance_1_4;
  wire       [4:0]    _zz_distance_1_5;
  wire       [3:0]    _zz_tail_position;
  wire       [4:0]    _zz_tail_position_1;
  wire       [4:0]    _zz_tail_position_2;
  wire       [2:0]    _zz_tail_position_3;
  wire       [2:0]    _zz_tail_position_4;
  wire                arriving;
  wire                second_issue;
  wire                second_opens;
  reg        [3:0]    row_maximum_held;
  wire       [3:0]    distance_0;
  reg        [3:0]    distance_0_at_exponentiate;
  wire       [3:0]    distance_1;
  reg        [3:0]    distance_1_at_exponentiate;
  reg                 second_valid_at_distance;
  reg                 second_valid_at_exponentiate;
  reg                 second_valid_at_add;
  reg                 second_last_at_distance;
  reg                 second_last_at_exponentiate;
  reg                 second_last_at_add;
  wire                out_advance;
  wire                third_issue;
  wire                third_opens;
  reg        [18:0]   sum_mantissa;
  reg                 sum_sticky;
  reg        [3:0]    sum_position;
  reg        [3:0]    sum_position_at_subtract;
  reg        [18:0]   sum_mantissa_at_subtract;
  reg        [18:0]   sum_mantissa_at_align;
  reg        [18:0]   sum_mantissa_at_add;
  reg                 sum_sticky_at_subtract;
  reg                 sum_sticky_at_align;
  reg                 sum_sticky_at_add;
  reg                 third_last_at_decode;
  reg                 third_last_at_subtract;
  reg                 third_last_at_align;
  reg                 third_last_at_add;
  reg                 third_last_at_choose;
  reg                 third_last_at_compare;
  reg                 third_last_at_count;
  reg                 third_last_at_limit;
  reg                 third_last_at_end;
  reg                 third_valid_at_decode;
  reg                 third_valid_at_subtract;
  reg                 third_valid_at_align;
  reg                 third_valid_at_add;
  reg                 third_valid_at_choose;
  reg                 third_valid_at_compare;
  reg                 third_valid_at_count;
  reg                 third_valid_at_limit;
  reg                 third_valid_at_end;

  assign _zz_distance_0_1 = ($signed(_zz_distance_0_2) - $signed(_zz_distance_0_4));
  assign _zz_distance_0 = _zz_distance_0_1[3:0];
  assign _zz_distance_0_2 = _zz_distance_0_3;
  assign _zz_distance_0_3 = {1'd0, row_maximum_held};
  assign _zz_distance_0_4 = _zz_distance_0_5;
  assign _zz_distance_0_5 = {1'd0, scores_read_0};
  assign _zz_distance_1_1 = ($signed(_zz_distance_1_2) - $signed(_zz_distance_1_4));
  assign _zz_distance_1 = _zz_distance_1_1[3:0];
  assign _zz_distance_1_2 = _zz_distance_1_3;
  assign _zz_distance_1_3 = {1'd0, row_maximum_held};
  assign _zz_distance_1_4 = _zz_distance_1_5;
  assign _zz_distance_1_5 = {1'd0, scores_read_1};
  assign _zz_tail_position_1 = ($signed(5'h0c) - $signed(_zz_tail_position_2));
  assign _zz_tail_position = _zz_tail_position_1[3:0];
  assign _zz_tail_position_3 = _zz_tail_position_4;
  assign _zz_tail_position_2 = {{2{_zz_tail_position_3[2]}}, _zz_tail_position_3};
  assign _zz_tail_position_4 = {1'd0, sum_normalizer_steps};
  SoftmaxScores scores (
    .reserve (arriving          ), //i
    .space   (scores_space      ), //o
    .push    (arriving          ), //i
    .pop     (second_issue      ), //i
    .write_0 (in_data_0[3:0]    ), //i
    .write_1 (in_data_1[3:0]    ), //i
    .read_0  (scores_read_0[3:0]), //o
    .read_1  (scores_read_1[3:0]), //o
    .clk     (clk               ), //i
    .reset   (reset             )  //i
  );
  SoftmaxItems items (
    .reserve (second_issue                ), //i
    .space   (items_space                 ), //o
    .push    (second_valid_at_exponentiate), //i
    .pop     (third_issue                 ), //i
    .write_0 (exp_lane_0_item[3:0]        ), //i
    .write_1 (exp_lane_1_item[3:0]        ), //i
    .read_0  (items_read_0[3:0]           ), //o
    .read_1  (items_read_1[3:0]           ), //o
    .clk     (clk                         ), //i
    .reset   (reset                       )  //i
  );
  SoftmaxMaxima maxima (
    .push      (row_maximum_done        ), //i
    .available (maxima_available        ), //o
    .pop       (second_opens            ), //i
    .tail      (row_maximum_maximum[3:0]), //i
    .head      (maxima_head[3:0]        ), //o
    .clk       (clk                     ), //i
    .reset     (reset                   )  //i
  );
  SoftmaxSums sums (
    .push          (sum_normalizer_done     ), //i
    .available     (sums_available          ), //o
    .pop           (third_opens             ), //i
    .tail_sticky   (1'b0                    ), //i
    .tail_mantissa (sums_tail_mantissa[18:0]), //i
    .tail_position (sums_tail_position[3:0] ), //i
    .head_sticky   (sums_head_sticky        ), //o
    .head_mantissa (sums_head_mantissa[18:0]), //o
    .head_position (sums_head_position[3:0] ), //o
    .clk           (clk                     ), //i
    .reset         (reset                   )  //i
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
  SoftmaxRowMaximum row_maximum (
    .valid    (arriving                ), //i
    .last     (arriving_beat_last      ), //i
    .done     (row_maximum_done        ), //o
    .scores_0 (in_data_0[3:0]          ), //i
    .scores_1 (in_data_1[3:0]          ), //i
    .maximum  (row_maximum_maximum[3:0]), //o
    .clk      (clk                     ), //i
    .reset    (reset                   )  //i
  );
  BeatCounter second_beat (
    .beat      (second_issue         ), //i
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
    .exponentials_0 (exp_lane_0_exponential[10:0]), //i
    .exponentials_1 (exp_lane_1_exponential[10:0]), //i
    .sum            (exponential_sum_sum[12:0]   ), //o
    .clk            (clk                         ), //i
    .reset          (reset                       )  //i
  );
  SoftmaxExpLane exp_lane_0 (
    .distance    (distance_0_at_exponentiate[3:0]), //i
    .exponential (exp_lane_0_exponential[10:0]   ), //o
    .item        (exp_lane_0_item[3:0]           ), //o
    .clk         (clk                            ), //i
    .reset       (reset                          )  //i
  );
  SoftmaxExpLane exp_lane_1 (
    .distance    (distance_1_at_exponentiate[3:0]), //i
    .exponential (exp_lane_1_exponential[10:0]   ), //o
    .item        (exp_lane_1_item[3:0]           ), //o
    .clk         (clk                            ), //i
    .reset       (reset                          )  //i
  );
  SoftmaxSumNormalizer sum_normalizer (
    .valid    (exponential_sum_done         ), //i
    .done     (sum_normalizer_done          ), //o
    .value    (exponential_sum_sum[12:0]    ), //i
    .mantissa (sum_normalizer_mantissa[12:0]), //o
    .steps    (sum_normalizer_steps[1:0]    ), //o
    .clk      (clk                          ), //i
    .reset    (reset                        )  //i
  );
  BeatCounter third_beat (
    .beat      (third_issue         ), //i
    .first     (third_beat_first    ), //o
    .last      (third_beat_last     ), //o
    .index     (third_beat_index    ), //o
    .following (third_beat_following), //o
    .clk       (clk                 ), //i
    .reset     (reset               )  //i
  );
  SoftmaxItemDecoder item_decoder_0 (
    .advance  (out_advance                 ), //i
    .item     (items_read_0[3:0]           ), //i
    .mantissa (item_decoder_0_mantissa[5:0]), //o
    .position (item_decoder_0_position[3:0]), //o
    .clk      (clk                         ), //i
    .reset    (reset                       )  //i
  );
  SoftmaxLogCode log_code_0 (
    .advance      (out_advance                  ), //i
    .sum_sticky   (sum_sticky_at_add            ), //i
    .sum_position (sum_position_at_subtract[3:0]), //i
    .position     (item_decoder_0_position[3:0] ), //i
    .mantissa     (item_decoder_0_mantissa[5:0] ), //i
    .sum_mantissa (sum_mantissa_at_add[18:0]    ), //i
    .code         (log_code_0_code[4:0]         ), //o
    .clk          (clk                          ), //i
    .reset        (reset                        )  //i
  );
  SoftmaxItemDecoder item_decoder_1 (
    .advance  (out_advance                 ), //i
    .item     (items_read_1[3:0]           ), //i
    .mantissa (item_decoder_1_mantissa[5:0]), //o
    .position (item_decoder_1_position[3:0]), //o
    .clk      (clk                         ), //i
    .reset    (reset                       )  //i
  );
  SoftmaxLogCode log_code_1 (
    .advance      (out_advance                  ), //i
    .sum_sticky   (sum_sticky_at_add            ), //i
    .sum_position (sum_position_at_subtract[3:0]), //i
    .position     (item_decoder_1_position[3:0] ), //i
    .mantissa     (item_decoder_1_mantissa[5:0] ), //i
    .sum_mantissa (sum_mantissa_at_add[18:0]    ), //i
    .code         (log_code_1_code[4:0]         ), //o
    .clk          (clk                          ), //i
    .reset        (reset                        )  //i
  );
  assign arriving = (in_valid && in_ready);
  assign in_ready = scores_space;
  assign second_issue = (items_space && ((! second_beat_first) || maxima_available));
  assign second_opens = (second_issue && second_beat_first);
  assign distance_0 = _zz_distance_0;
  assign distance_1 = _zz_distance_1;
  assign sums_tail_mantissa = ({6'd0,sum_normalizer_mantissa} <<< 3'd6);
  assign sums_tail_position = _zz_tail_position;
  assign third_issue = (out_advance && ((! third_beat_first) || sums_available));
  assign third_opens = (third_issue && third_beat_first);
  assign out_data_0 = log_code_0_code;
  assign out_data_1 = (third_last_at_end ? 5'h0 : log_code_1_code);
  assign out_valid = third_valid_at_end;
  assign out_advance = ((! out_valid) || out_ready);
  assign out_last = third_last_at_end;
  always @(posedge clk) begin
    if(second_opens) begin
      row_maximum_held <= maxima_head;
    end
    if((out_advance && third_opens)) begin
      sum_mantissa <= sums_head_mantissa;
    end
    if((out_advance && third_opens)) begin
      sum_sticky <= sums_head_sticky;
    end
    if((out_advance && third_opens)) begin
      sum_position <= sums_head_position;
    end
    distance_0_at_exponentiate <= distance_0;
    distance_1_at_exponentiate <= distance_1;
    second_last_at_distance <= second_beat_last;
    second_last_at_exponentiate <= second_last_at_distance;
    second_last_at_add <= second_last_at_exponentiate;
    if(out_advance) begin
      sum_position_at_subtract <= sum_position;
      sum_mantissa_at_subtract <= sum_mantissa;
      sum_mantissa_at_align <= sum_mantissa_at_subtract;
      sum_mantissa_at_add <= sum_mantissa_at_align;
      sum_sticky_at_subtract <= sum_sticky;
      sum_sticky_at_align <= sum_sticky_at_subtract;
      sum_sticky_at_add <= sum_sticky_at_align;
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


endmodule

//SoftmaxLogCode_1 replaced by SoftmaxLogCode

//SoftmaxItemDecoder_1 replaced by SoftmaxItemDecoder

module SoftmaxLogCode (
  input  wire          advance,
  input  wire          sum_sticky,
  input  wire [3:0]    sum_position,
  input  wire [3:0]    position,
  input  wire [5:0]    mantissa,
  input  wire [18:0]   sum_mantissa,
  output wire [4:0]    code,
  input  wire          clk,
  input  wire          reset
);

  wire       [3:0]    _zz_distance;
  wire       [4:0]    _zz_distance_1;
  wire       [4:0]    _zz_distance_2;
  wire       [4:0]    _zz_distance_3;
  wire       [4:0]    _zz_distance_4;
  wire       [4:0]    _zz_distance_5;
  wire       [17:0]   _zz_half;
  wire       [17:0]   _zz_half_1;
  wire       [19:0]   _zz_rounded;
  wire       [19:0]   _zz_rounded_1;
  wire       [6:0]    _zz__zz_triple;
  wire       [7:0]    _zz_triple_1;
  wire       [8:0]    _zz_triple_2;
  wire       [8:0]    _zz_triple_3;
  wire       [8:0]    _zz_triple_4;
  wire       [8:0]    _zz_low_operand;
  wire       [9:0]    _zz_low;
  wire       [8:0]    _zz_low_1;
  wire       [7:0]    _zz_high;
  wire       [8:0]    _zz_high_1;
  wire       [4:0]    _zz_steps;
  wire       [5:0]    _zz_steps_1;
  wire       [5:0]    _zz_steps_2;
  wire       [5:0]    _zz_steps_3;
  wire       [4:0]    _zz_steps_4;
  wire       [4:0]    _zz_steps_5;
  wire       [4:0]    _zz_steps_6;
  wire       [4:0]    _zz_steps_7;
  wire       [0:0]    _zz_steps_8;
  wire       [4:0]    _zz_steps_9;
  wire       [0:0]    _zz_steps_10;
  wire       [3:0]    distance;
  reg        [5:0]    exponential_at_align;
  reg        [3:0]    distance_at_align;
  wire       [17:0]   half;
  reg        [17:0]   half_at_add;
  wire       [19:0]   rounded;
  wire       [7:0]    plain;
  reg        [5:0]    exponential_at_add;
  wire       [6:0]    _zz_triple;
  wire       [7:0]    triple;
  reg        [19:0]   rounded_at_choose;
  wire       [8:0]    operand;
  reg        [3:0]    distance_at_add;
  reg        [3:0]    distance_at_choose;
  reg        [7:0]    plain_at_choose;
  wire       [8:0]    low_operand;
  reg                 sticky_at_choose;
  wire                below;
  wire                exclusive_high;
  wire                exclusive_low;
  reg        [7:0]    triple_at_choose;
  reg        [7:0]    triple_at_compare;
  reg        [8:0]    low_operand_at_compare;
  reg                 below_at_compare;
  reg                 exclusive_low_at_compare;
  wire                low;
  reg        [8:0]    operand_at_compare;
  reg                 exclusive_high_at_compare;
  wire                high;
  reg        [3:0]    distance_at_compare;
  reg        [3:0]    distance_at_count;
  reg                 low_at_count;
  reg                 high_at_count;
  wire       [4:0]    steps;
  reg        [4:0]    steps_at_limit;
  wire       [4:0]    limited;
  reg        [4:0]    limited_at_end;

  assign _zz_distance_1 = ($signed(_zz_distance_2) - $signed(_zz_distance_4));
  assign _zz_distance = _zz_distance_1[3:0];
  assign _zz_distance_2 = _zz_distance_3;
  assign _zz_distance_3 = {1'd0, sum_position};
  assign _zz_distance_4 = _zz_distance_5;
  assign _zz_distance_5 = {1'd0, position};
  assign _zz_half = (_zz_half_1 >>> distance_at_align);
  assign _zz_half_1 = ({12'd0,exponential_at_align} <<< 4'd12);
  assign _zz_rounded = {1'd0, sum_mantissa};
  assign _zz_rounded_1 = {2'd0, half_at_add};
  assign _zz__zz_triple = {1'd0, exponential_at_add};
  assign _zz_triple_2 = ($signed(_zz_triple_3) - $signed(_zz_triple_4));
  assign _zz_triple_1 = _zz_triple_2[7:0];
  assign _zz_triple_3 = ({2'd0,_zz_triple} <<< 2'd2);
  assign _zz_triple_4 = {{2{_zz_triple[6]}}, _zz_triple};
  assign _zz_low_operand = {1'd0, plain_at_choose};
  assign _zz_low_1 = {triple_at_compare,exclusive_low_at_compare};
  assign _zz_low = {1'd0, _zz_low_1};
  assign _zz_high = (operand_at_compare >>> 1'd1);
  assign _zz_high_1 = operand_at_compare;
  assign _zz_steps_1 = ($signed(_zz_steps_2) - $signed(6'h01));
  assign _zz_steps = _zz_steps_1[4:0];
  assign _zz_steps_2 = _zz_steps_3;
  assign _zz_steps_4 = (_zz_steps_5 + _zz_steps_9);
  assign _zz_steps_3 = {1'd0, _zz_steps_4};
  assign _zz_steps_5 = (_zz_steps_6 + _zz_steps_7);
  assign _zz_steps_6 = {1'd0, distance_at_count};
  assign _zz_steps_8 = low_at_count;
  assign _zz_steps_7 = {4'd0, _zz_steps_8};
  assign _zz_steps_10 = high_at_count;
  assign _zz_steps_9 = {4'd0, _zz_steps_10};
  assign distance = _zz_distance;
  assign half = ((distance_at_align == 4'b0000) ? 18'h0 : _zz_half);
  assign rounded = (_zz_rounded + _zz_rounded_1);
  assign plain = (sum_mantissa >>> 4'd11);
  assign _zz_triple = _zz__zz_triple;
  assign triple = _zz_triple_1;
  assign operand = (rounded_at_choose >>> 4'd11);
  assign low_operand = ((distance_at_choose <= 4'b0001) ? _zz_low_operand : operand);
  assign below = (sticky_at_choose || (rounded_at_choose[10 : 0] != 11'h0));
  assign exclusive_high = (distance_at_choose == 4'b0001);
  assign exclusive_low = (distance_at_choose == 4'b0010);
  assign low = (_zz_low <= {low_operand_at_compare,below_at_compare});
  assign high = ({triple_at_compare,exclusive_high_at_compare} <= {_zz_high,(below_at_compare || _zz_high_1[0])});
  assign steps = _zz_steps;
  assign limited = ((steps_at_limit <= 5'h10) ? steps_at_limit : 5'h10);
  assign code = limited_at_end;
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
      sticky_at_choose <= sum_sticky;
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


endmodule

module SoftmaxItemDecoder (
  input  wire          advance,
  input  wire [3:0]    item,
  output wire [5:0]    mantissa,
  output wire [3:0]    position,
  input  wire          clk,
  input  wire          reset
);

  reg        [9:0]    words_spinal_port0;
  wire       [9:0]    word;
  reg [9:0] words [0:15];

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
      words_spinal_port0 <= words[item];
    end
  end

  assign word = words_spinal_port0;
  assign mantissa = word[5 : 0];
  assign position = word[9 : 6];

endmodule

//BeatCounter_2 replaced by BeatCounter

module SoftmaxSumNormalizer (
  input  wire          valid,
  output wire          done,
  input  wire [12:0]   value,
  output wire [12:0]   mantissa,
  output wire [1:0]    steps,
  input  wire          clk,
  input  wire          reset
);

  wire       [1:0]    _zz__zz_moved_0;
  wire       [1:0]    _zz_moved_0_1;
  wire       [12:0]   _zz_moved_0_2;
  wire       [12:0]   _zz_moved_0_3;
  wire       [12:0]   _zz_moved_0_4;
  wire                _zz_choice_0;
  wire       [1:0]    choice_0;
  wire                _zz_moved_0;
  wire       [12:0]   moved_0;
  reg                 valid_at_end;
  reg        [12:0]   moved_0_at_end;
  reg        [1:0]    choice_0_at_end;

  assign _zz__zz_moved_0 = choice_0;
  assign _zz_moved_0_1 = choice_0;
  assign _zz_moved_0_2 = ({3'd0,value[9 : 0]} <<< 2'd3);
  assign _zz_moved_0_3 = ({2'd0,value[10 : 0]} <<< 2'd2);
  assign _zz_moved_0_4 = ({1'd0,value[11 : 0]} <<< 1'd1);
  assign _zz_choice_0 = (value[12 : 11] == 2'b00);
  assign choice_0 = {_zz_choice_0,(((value[12 : 12] == 1'b0) && (! _zz_choice_0)) || (value[12 : 10] == 3'b000))};
  assign _zz_moved_0 = _zz__zz_moved_0[0];
  assign moved_0 = (_zz_moved_0_1[1] ? (_zz_moved_0 ? _zz_moved_0_2 : _zz_moved_0_3) : (_zz_moved_0 ? _zz_moved_0_4 : value));
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

//SoftmaxExpLane_1 replaced by SoftmaxExpLane

module SoftmaxExpLane (
  input  wire [3:0]    distance,
  output wire [10:0]   exponential,
  output wire [3:0]    item,
  input  wire          clk,
  input  wire          reset
);

  reg        [10:0]   words_spinal_port0;
  wire                _zz_words_port;
  wire                _zz_word;
  wire       [10:0]   word;
  reg [10:0] words [0:15];

  assign _zz_word = 1'b1;
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
    if(_zz_word) begin
      words_spinal_port0 <= words[distance];
    end
  end

  assign word = words_spinal_port0;
  assign exponential = word;
  assign item = distance;

endmodule

module SoftmaxExponentialSum (
  input  wire          valid,
  input  wire          last,
  output wire          done,
  input  wire [10:0]   exponentials_0,
  input  wire [10:0]   exponentials_1,
  output wire [12:0]   sum,
  input  wire          clk,
  input  wire          reset
);

  wire       [11:0]   _zz_beat_sum;
  wire       [11:0]   _zz_beat_sum_1;
  wire       [10:0]   _zz_beat_sum_2;
  wire       [13:0]   _zz_total;
  wire       [13:0]   _zz_total_1;
  wire       [13:0]   _zz_total_2;
  wire       [11:0]   beat_sum;
  reg                 valid_at_accumulate;
  reg                 last_at_accumulate;
  wire                ends;
  reg        [12:0]   running;
  reg        [11:0]   beat_sum_at_accumulate;
  wire       [12:0]   total;
  reg                 awake;
  reg        [12:0]   row_sum;
  reg                 ends_at_end;

  assign _zz_beat_sum = {1'd0, exponentials_0};
  assign _zz_beat_sum_2 = (last ? 11'h0 : exponentials_1);
  assign _zz_beat_sum_1 = {1'd0, _zz_beat_sum_2};
  assign _zz_total = (_zz_total_1 + _zz_total_2);
  assign _zz_total_1 = {1'd0, running};
  assign _zz_total_2 = {2'd0, beat_sum_at_accumulate};
  assign beat_sum = (_zz_beat_sum + _zz_beat_sum_1);
  assign ends = (valid_at_accumulate && last_at_accumulate);
  assign total = _zz_total[12:0];
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
    if(((! awake) || ends)) begin
      running <= 13'h0;
    end
    if(ends) begin
      row_sum <= total;
    end
    last_at_accumulate <= last;
    beat_sum_at_accumulate <= beat_sum;
  end


endmodule

//BeatCounter_1 replaced by BeatCounter

module SoftmaxRowMaximum (
  input  wire          valid,
  input  wire          last,
  output wire          done,
  input  wire [3:0]    scores_0,
  input  wire [3:0]    scores_1,
  output wire [3:0]    maximum,
  input  wire          clk,
  input  wire          reset
);

  wire       [3:0]    _zz_beat_maximum;
  wire       [3:0]    beat_maximum;
  reg                 valid_at_end;
  reg                 last_at_end;
  wire                ends;
  reg        [3:0]    running;
  reg        [3:0]    beat_maximum_at_end;
  wire       [3:0]    so_far;
  reg                 awake;

  assign _zz_beat_maximum = (last ? 4'b0000 : scores_1);
  assign beat_maximum = ((_zz_beat_maximum <= scores_0) ? scores_0 : _zz_beat_maximum);
  assign ends = (valid_at_end && last_at_end);
  assign so_far = ((beat_maximum_at_end <= running) ? running : beat_maximum_at_end);
  assign done = ends;
  assign maximum = so_far;
  always @(posedge clk) begin
    if(reset) begin
      valid_at_end <= 1'b0;
      awake <= 1'b0;
    end else begin
      awake <= 1'b1;
      valid_at_end <= valid;
    end
  end

  always @(posedge clk) begin
    if(valid_at_end) begin
      running <= so_far;
    end
    if(((! awake) || ends)) begin
      running <= 4'b0000;
    end
    last_at_end <= last;
    beat_maximum_at_end <= beat_maximum;
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

module SoftmaxSums (
  input  wire          push,
  output wire          available,
  input  wire          pop,
  input  wire          tail_sticky,
  input  wire [18:0]   tail_mantissa,
  input  wire [3:0]    tail_position,
  output wire          head_sticky,
  output wire [18:0]   head_mantissa,
  output wire [3:0]    head_position,
  input  wire          clk,
  input  wire          reset
);

  wire       [23:0]   tokens_spinal_port1;
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
  wire       [23:0]   _zz_tokens_port;
  reg        [3:0]    count;
  reg        [2:0]    push_index;
  reg        [2:0]    pop_index;
  wire       [23:0]   _zz_head_sticky;
  reg [23:0] tokens [0:7];

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
  assign _zz_tokens_port = {tail_position,{tail_sticky,tail_mantissa}};
  always @(posedge clk) begin
    if(push) begin
      tokens[push_index] <= _zz_tokens_port;
    end
  end

  assign tokens_spinal_port1 = tokens[pop_index];
  assign available = (count != 4'b0000);
  assign _zz_head_sticky = tokens_spinal_port1;
  assign head_mantissa = _zz_head_sticky[18 : 0];
  assign head_sticky = _zz_head_sticky[19];
  assign head_position = _zz_head_sticky[23 : 20];
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

module SoftmaxMaxima (
  input  wire          push,
  output wire          available,
  input  wire          pop,
  input  wire [3:0]    tail,
  output wire [3:0]    head,
  input  wire          clk,
  input  wire          reset
);

  wire       [3:0]    tokens_spinal_port1;
  wire       [3:0]    _zz_count;
  wire       [3:0]    _zz_count_1;
  wire       [2:0]    _zz_count_2;
  wire       [3:0]    _zz_count_3;
  wire       [3:0]    _zz_count_4;
  wire       [3:0]    _zz_count_5;
  wire       [2:0]    _zz_push_index;
  wire       [2:0]    _zz_push_index_1;
  wire       [2:0]    _zz_pop_index;
  wire       [2:0]    _zz_pop_index_1;
  wire       [3:0]    _zz_tokens_port;
  reg        [2:0]    count;
  reg        [1:0]    push_index;
  reg        [1:0]    pop_index;
  reg [3:0] tokens [0:3];

  assign _zz_count = (_zz_count_1 + 4'b0001);
  assign _zz_count_1 = {1'd0, count};
  assign _zz_count_3 = ($signed(_zz_count_4) - $signed(4'b0001));
  assign _zz_count_2 = _zz_count_3[2:0];
  assign _zz_count_4 = _zz_count_5;
  assign _zz_count_5 = {1'd0, count};
  assign _zz_push_index = (_zz_push_index_1 + 3'b001);
  assign _zz_push_index_1 = {1'd0, push_index};
  assign _zz_pop_index = (_zz_pop_index_1 + 3'b001);
  assign _zz_pop_index_1 = {1'd0, pop_index};
  assign _zz_tokens_port = tail;
  always @(posedge clk) begin
    if(push) begin
      tokens[push_index] <= _zz_tokens_port;
    end
  end

  assign tokens_spinal_port1 = tokens[pop_index];
  assign available = (count != 3'b000);
  assign head = tokens_spinal_port1;
  always @(posedge clk) begin
    if(reset) begin
      count <= 3'b000;
      push_index <= 2'b00;
      pop_index <= 2'b00;
    end else begin
      if((push && (! pop))) begin
        count <= _zz_count[2:0];
      end
      if((pop && (! push))) begin
        count <= _zz_count_2;
      end
      if(push) begin
        push_index <= _zz_push_index[1:0];
      end
      if(pop) begin
        pop_index <= _zz_pop_index[1:0];
      end
    end
  end


endmodule

module SoftmaxItems (
  input  wire          reserve,
  output wire          space,
  input  wire          push,
  input  wire          pop,
  input  wire [3:0]    write_0,
  input  wire [3:0]    write_1,
  output wire [3:0]    read_0,
  output wire [3:0]    read_1,
  input  wire          clk,
  input  wire          reset
);

  reg        [7:0]    beats_spinal_port1;
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
  wire       [7:0]    _zz_beats_port;
  reg        [4:0]    free;
  reg        [3:0]    push_index;
  reg        [3:0]    pop_index;
  wire       [7:0]    popped;
  wire       [7:0]    _zz_read_0;
  reg [7:0] beats [0:15];

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
  assign _zz_read_0 = popped;
  assign read_0 = _zz_read_0[3 : 0];
  assign read_1 = _zz_read_0[7 : 4];
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

module SoftmaxScores (
  input  wire          reserve,
  output wire          space,
  input  wire          push,
  input  wire          pop,
  input  wire [3:0]    write_0,
  input  wire [3:0]    write_1,
  output wire [3:0]    read_0,
  output wire [3:0]    read_1,
  input  wire          clk,
  input  wire          reset
);

  reg        [7:0]    beats_spinal_port1;
  wire       [3:0]    _zz_free;
  wire       [4:0]    _zz_free_1;
  wire       [4:0]    _zz_free_2;
  wire       [4:0]    _zz_free_3;
  wire       [4:0]    _zz_free_4;
  wire       [4:0]    _zz_free_5;
  wire       [3:0]    _zz_push_index;
  wire       [3:0]    _zz_push_index_1;
  wire       [3:0]    _zz_pop_index;
  wire       [3:0]    _zz_pop_index_1;
  wire       [7:0]    _zz_beats_port;
  reg        [3:0]    free;
  reg        [2:0]    push_index;
  reg        [2:0]    pop_index;
  wire       [7:0]    popped;
  wire       [7:0]    _zz_read_0;
  reg [7:0] beats [0:7];

  assign _zz_free_1 = ($signed(_zz_free_2) - $signed(5'h01));
  assign _zz_free = _zz_free_1[3:0];
  assign _zz_free_2 = _zz_free_3;
  assign _zz_free_3 = {1'd0, free};
  assign _zz_free_4 = (_zz_free_5 + 5'h01);
  assign _zz_free_5 = {1'd0, free};
  assign _zz_push_index = (_zz_push_index_1 + 4'b0001);
  assign _zz_push_index_1 = {1'd0, push_index};
  assign _zz_pop_index = (_zz_pop_index_1 + 4'b0001);
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

  assign space = (free != 4'b0000);
  assign popped = beats_spinal_port1;
  assign _zz_read_0 = popped;
  assign read_0 = _zz_read_0[3 : 0];
  assign read_1 = _zz_read_0[7 : 4];
  always @(posedge clk) begin
    if(reset) begin
      free <= 4'b1000;
      push_index <= 3'b000;
      pop_index <= 3'b000;
    end else begin
      if((reserve && (! pop))) begin
        free <= _zz_free;
      end
      if((pop && (! reserve))) begin
        free <= _zz_free_4[3:0];
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
