// Patches of pixels to tokens of the residual stream, with class token and positions.
module Embedding (
  input  wire              in_valid,
  output wire              in_ready,
  input  wire              in_last,
  input  wire [7:0]        in_data_0,
  input  wire [7:0]        in_data_1,
  output wire              out_valid,
  input  wire              out_ready,
  output wire              out_last,
  output wire signed [9:0] out_data_0,
  output wire signed [9:0] out_data_1,
  input  wire              clk,
  input  wire              reset
);

  wire               rescale_out_ready;
  wire signed [9:0]  rescale_residual_data_0;
  wire signed [9:0]  rescale_residual_data_1;
  wire               sent_step;
  wire               arriving_step;
  wire               product_in_ready;
  wire               product_out_valid;
  wire               product_out_last;
  wire signed [15:0] product_out_data_0;
  wire signed [15:0] product_out_data_1;
  wire               rescale_in_ready;
  wire               rescale_out_valid;
  wire               rescale_out_last;
  wire signed [9:0]  rescale_out_data_0;
  wire signed [9:0]  rescale_out_data_1;
  wire               rescale_residual_ready;
  wire               leading_place_first;
  wire               leading_place_last;
  wire [0:0]         leading_place_index;
  wire [0:0]         leading_place_following;
  wire               leading_in_row_first;
  wire               leading_in_row_last;
  wire [0:0]         leading_in_row_index;
  wire [0:0]         leading_in_row_following;
  wire               position_place_first;
  wire               position_place_last;
  wire [1:0]         position_place_index;
  wire [1:0]         position_place_following;
  wire               position_in_row_first;
  wire               position_in_row_last;
  wire [0:0]         position_in_row_index;
  wire [0:0]         position_in_row_following;
  wire               sent_first;
  wire               sent_last;
  wire [2:0]         sent_index;
  wire [2:0]         sent_following;
  wire               arriving_first;
  wire               arriving_last;
  wire [1:0]         arriving_index;
  wire [1:0]         arriving_following;
  wire               leading_advance;
  reg  signed [9:0]  leading_0;
  reg  signed [9:0]  leading_1;
  wire               leading_there;
  reg                leading_there_at_end;
  reg                leading_last_at_end;
  wire               position_advance;
  reg  signed [9:0]  position_0;
  reg  signed [9:0]  position_1;
  wire               position_there;
  reg                position_there_at_end;
  reg                position_last_at_end;
  wire               leading_turn;
  wire               led;
  wire               begins;
  reg  [4:0]         images;
  wire               leading_valid_differs;
  wire               leading_valid;
  reg  [9:0]         leading_words_0 [0:1];
  reg  [9:0]         leading_words_1 [0:1];
  reg  [9:0]         position_words_0 [0:3];
  reg  [9:0]         position_words_1 [0:3];

  initial begin
    leading_words_0[0] = 10'b0111110100;
    leading_words_0[1] = 10'b0100101100;
  end
  always @(posedge clk) begin
    if(leading_advance) begin
      leading_0 <= leading_words_0[leading_place_index];
    end
  end

  initial begin
    leading_words_1[0] = 10'b1001110000;
    leading_words_1[1] = 10'b0000000000;
  end
  always @(posedge clk) begin
    if(leading_advance) begin
      leading_1 <= leading_words_1[leading_place_index];
    end
  end

  initial begin
    position_words_0[0] = 10'b1100111000;
    position_words_0[1] = 10'b0000000000;
    position_words_0[2] = 10'b0000000001;
    position_words_0[3] = 10'b0000000011;
  end
  always @(posedge clk) begin
    if(position_advance) begin
      position_0 <= position_words_0[position_place_index];
    end
  end

  initial begin
    position_words_1[0] = 10'b0001100100;
    position_words_1[1] = 10'b0000000000;
    position_words_1[2] = 10'b0000000010;
    position_words_1[3] = 10'b0000000000;
  end
  always @(posedge clk) begin
    if(position_advance) begin
      position_1 <= position_words_1[position_place_index];
    end
  end

  Matmul product (
    .in_valid   (in_valid                ), //i
    .in_ready   (product_in_ready        ), //o
    .in_last    (in_last                 ), //i
    .in_data_0  (in_data_0               ), //i
    .in_data_1  (in_data_1               ), //i
    .out_valid  (product_out_valid       ), //o
    .out_ready  (rescale_in_ready        ), //i
    .out_last   (product_out_last        ), //o
    .out_data_0 (product_out_data_0      ), //o
    .out_data_1 (product_out_data_1      ), //o
    .clk        (clk                     ), //i
    .reset      (reset                   )  //i
  );
  Requantize rescale (
    .in_valid        (product_out_valid           ), //i
    .in_ready        (rescale_in_ready            ), //o
    .in_last         (product_out_last            ), //i
    .in_data_0       (product_out_data_0          ), //i
    .in_data_1       (product_out_data_1          ), //i
    .out_valid       (rescale_out_valid           ), //o
    .out_ready       (rescale_out_ready           ), //i
    .out_last        (rescale_out_last            ), //o
    .out_data_0      (rescale_out_data_0          ), //o
    .out_data_1      (rescale_out_data_1          ), //o
    .residual_valid  (position_there_at_end       ), //i
    .residual_ready  (rescale_residual_ready      ), //o
    .residual_last   (position_last_at_end        ), //i
    .residual_data_0 (rescale_residual_data_0     ), //i
    .residual_data_1 (rescale_residual_data_1     ), //i
    .clk             (clk                         ), //i
    .reset           (reset                       )  //i
  );
  BeatCounter leading_place (
    .step      (leading_advance        ), //i
    .first     (leading_place_first    ), //o
    .last      (leading_place_last     ), //o
    .index     (leading_place_index    ), //o
    .following (leading_place_following), //o
    .clk       (clk                    ), //i
    .reset     (reset                  )  //i
  );
  BeatCounter leading_in_row (
    .step      (leading_advance         ), //i
    .first     (leading_in_row_first    ), //o
    .last      (leading_in_row_last     ), //o
    .index     (leading_in_row_index    ), //o
    .following (leading_in_row_following), //o
    .clk       (clk                     ), //i
    .reset     (reset                   )  //i
  );
  BeatCounter_2 position_place (
    .step      (position_advance             ), //i
    .first     (position_place_first         ), //o
    .last      (position_place_last          ), //o
    .index     (position_place_index         ), //o
    .following (position_place_following     ), //o
    .clk       (clk                          ), //i
    .reset     (reset                        )  //i
  );
  BeatCounter position_in_row (
    .step      (position_advance         ), //i
    .first     (position_in_row_first    ), //o
    .last      (position_in_row_last     ), //o
    .index     (position_in_row_index    ), //o
    .following (position_in_row_following), //o
    .clk       (clk                      ), //i
    .reset     (reset                    )  //i
  );
  BeatCounter_9 sent (
    .step      (sent_step          ), //i
    .first     (sent_first         ), //o
    .last      (sent_last          ), //o
    .index     (sent_index         ), //o
    .following (sent_following     ), //o
    .clk       (clk                ), //i
    .reset     (reset              )  //i
  );
  BeatCounter_2 arriving (
    .step      (arriving_step          ), //i
    .first     (arriving_first         ), //o
    .last      (arriving_last          ), //o
    .index     (arriving_index         ), //o
    .following (arriving_following     ), //o
    .clk       (clk                    ), //i
    .reset     (reset                  )  //i
  );
  assign in_ready = product_in_ready;
  assign leading_there = 1'b1;
  assign position_there = 1'b1;
  assign leading_turn = sent_index < 3'd2;
  assign led = out_valid && out_ready && (sent_index == 3'd1);
  assign arriving_step = in_valid && in_ready;
  assign begins = in_valid && in_ready && arriving_first;
  assign leading_valid_differs = images != 5'd0;
  assign leading_valid = leading_there_at_end && leading_valid_differs;
  assign sent_step = out_valid && out_ready;
  assign out_valid = leading_turn ? leading_valid : rescale_out_valid;
  assign out_last = leading_turn ? leading_last_at_end : rescale_out_last;
  assign rescale_out_ready = out_ready && !leading_turn;
  assign position_advance = !position_there_at_end || rescale_residual_ready;
  assign leading_advance = !leading_there_at_end || (leading_turn && leading_valid_differs && out_ready);
  assign rescale_residual_data_0 = position_0;
  assign out_data_0 = leading_turn ? leading_0 : rescale_out_data_0;
  assign rescale_residual_data_1 = position_1;
  assign out_data_1 = leading_turn ? leading_1 : rescale_out_data_1;
  always @(posedge clk) begin
    if(reset) begin
      leading_there_at_end <= 1'b0;
      position_there_at_end <= 1'b0;
      images <= 5'd0;
    end else begin
      if(begins && !led) begin
        images <= images + 5'd1;
      end
      if(led && !begins) begin
        images <= images - 5'd1;
      end
      if(leading_advance) begin
        leading_there_at_end <= leading_there;
      end
      if(position_advance) begin
        position_there_at_end <= position_there;
      end
    end
  end

  always @(posedge clk) begin
    if(leading_advance) begin
      leading_last_at_end <= leading_in_row_last;
    end
    if(position_advance) begin
      position_last_at_end <= position_in_row_last;
    end
  end

  // Not read here: bits that rounding or a modulo drops, and ports that only the interface needs.
  wire _unused = &{1'b0, leading_place_first, leading_place_last, leading_place_following,
    leading_in_row_first, leading_in_row_index, leading_in_row_following, position_place_first,
    position_place_last, position_place_following, position_in_row_first, position_in_row_index,
    position_in_row_following, sent_first, sent_last, sent_following, arriving_last, arriving_index,
    arriving_following};

endmodule

// Counts the beats of rows.
module BeatCounter_9 (
  input  wire       step,
  output wire       first,
  output wire       last,
  output wire [2:0] index,
  output wire [2:0] following,
  input  wire       clk,
  input  wire       reset
);

  reg  [2:0] count;
  wire       closing;

  assign closing = count == 3'd5;
  assign following = step ? (closing ? 3'd0 : (count + 3'd1)) : count;
  assign index = count;
  assign first = count == 3'd0;
  assign last = closing;
  always @(posedge clk) begin
    if(reset) begin
      count <= 3'd0;
    end else begin
      count <= following;
    end
  end

endmodule

// Accumulators to codes, or onto the residual stream: times a multiplier, divided by a power of two, rounded and limited.
module Requantize (
  input  wire               in_valid,
  output wire               in_ready,
  input  wire               in_last,
  input  wire signed [15:0] in_data_0,
  input  wire signed [15:0] in_data_1,
  output wire               out_valid,
  input  wire               out_ready,
  output wire               out_last,
  output wire signed [9:0]  out_data_0,
  output wire signed [9:0]  out_data_1,
  input  wire               residual_valid,
  output wire               residual_ready,
  input  wire               residual_last,
  input  wire signed [9:0]  residual_data_0,
  input  wire signed [9:0]  residual_data_1,
  input  wire               clk,
  input  wire               reset
);

  wire [15:0]        rescale_0_multiplier;
  wire [3:0]         rescale_0_shift;
  wire [15:0]        rescale_1_multiplier;
  wire [3:0]         rescale_1_shift;
  wire               beat_first;
  wire               beat_last;
  wire [0:0]         beat_index;
  wire [0:0]         beat_following;
  wire signed [17:0] rescale_0_result;
  wire signed [17:0] rescale_1_result;
  wire               out_advance;
  wire               taken_both;
  wire               taken;
  wire               valid;
  reg  [19:0]        scale_0;
  reg  signed [15:0] accumulator_0_at_multiply;
  reg  signed [9:0]  addend_0_at_multiply;
  reg  signed [9:0]  addend_0_at_coarse;
  reg  signed [9:0]  addend_0_at_fine;
  reg  signed [9:0]  addend_0_at_round;
  reg  signed [9:0]  addend_0_at_add;
  wire signed [18:0] sum_0;
  reg  signed [18:0] sum_0_at_saturate;
  wire signed [18:0] code_0_choice;
  wire signed [9:0]  code_0;
  reg  signed [9:0]  code_0_at_end;
  reg  [19:0]        scale_1;
  reg  signed [15:0] accumulator_1_at_multiply;
  reg  signed [9:0]  addend_1_at_multiply;
  reg  signed [9:0]  addend_1_at_coarse;
  reg  signed [9:0]  addend_1_at_fine;
  reg  signed [9:0]  addend_1_at_round;
  reg  signed [9:0]  addend_1_at_add;
  wire signed [18:0] sum_1;
  reg  signed [18:0] sum_1_at_saturate;
  wire signed [18:0] code_1_choice;
  wire signed [9:0]  code_1;
  reg  signed [9:0]  code_1_at_end;
  reg                last_at_multiply;
  reg                last_at_coarse;
  reg                last_at_fine;
  reg                last_at_round;
  reg                last_at_add;
  reg                last_at_saturate;
  reg                last_at_end;
  reg                valid_at_multiply;
  reg                valid_at_coarse;
  reg                valid_at_fine;
  reg                valid_at_round;
  reg                valid_at_add;
  reg                valid_at_saturate;
  reg                valid_at_end;
  reg  [19:0]        scale_words_0 [0:1];
  reg  [19:0]        scale_words_1 [0:1];

  initial begin
    scale_words_0[0] = 20'b11111001110001000000;
    scale_words_0[1] = 20'b11111110101001100000;
  end
  always @(posedge clk) begin
    if(out_advance) begin
      scale_0 <= scale_words_0[beat_index];
    end
  end

  initial begin
    scale_words_1[0] = 20'b11101100001101010000;
    scale_words_1[1] = 20'b00000000000000000000;
  end
  always @(posedge clk) begin
    if(out_advance) begin
      scale_1 <= scale_words_1[beat_index];
    end
  end

  BeatCounter beat (
    .step      (taken         ), //i
    .first     (beat_first    ), //o
    .last      (beat_last     ), //o
    .index     (beat_index    ), //o
    .following (beat_following), //o
    .clk       (clk           ), //i
    .reset     (reset         )  //i
  );
  RequantizeLane rescale_0 (
    .advance     (out_advance                    ), //i
    .multiplier  (rescale_0_multiplier           ), //i
    .accumulator (accumulator_0_at_multiply      ), //i
    .shift       (rescale_0_shift                ), //i
    .result      (rescale_0_result               ), //o
    .clk         (clk                            ), //i
    .reset       (reset                          )  //i
  );
  RequantizeLane rescale_1 (
    .advance     (out_advance                    ), //i
    .multiplier  (rescale_1_multiplier           ), //i
    .accumulator (accumulator_1_at_multiply      ), //i
    .shift       (rescale_1_shift                ), //i
    .result      (rescale_1_result               ), //o
    .clk         (clk                            ), //i
    .reset       (reset                          )  //i
  );
  assign taken_both = in_valid && residual_valid;
  assign taken = taken_both && out_advance;
  assign in_ready = taken;
  assign residual_ready = taken;
  assign valid = taken_both;
  assign rescale_0_multiplier = scale_0[15:0];
  assign rescale_0_shift = scale_0[19:16];
  assign sum_0 = {rescale_0_result[17], rescale_0_result} + {{9{addend_0_at_add[9]}}, addend_0_at_add};
  assign code_0_choice = (sum_0_at_saturate >= -19'sd512) ? sum_0_at_saturate : -19'sd512;
  assign code_0 = (code_0_choice <= 19'sd511) ? code_0_choice[9:0] : 10'd511;
  assign out_data_0 = code_0_at_end;
  assign rescale_1_multiplier = scale_1[15:0];
  assign rescale_1_shift = scale_1[19:16];
  assign sum_1 = {rescale_1_result[17], rescale_1_result} + {{9{addend_1_at_add[9]}}, addend_1_at_add};
  assign code_1_choice = (sum_1_at_saturate >= -19'sd512) ? sum_1_at_saturate : -19'sd512;
  assign code_1 = (code_1_choice <= 19'sd511) ? code_1_choice[9:0] : 10'd511;
  assign out_data_1 = last_at_end ? 10'sd0 : code_1_at_end;
  assign out_valid = valid_at_end;
  assign out_advance = !out_valid || out_ready;
  assign out_last = last_at_end;
  always @(posedge clk) begin
    if(reset) begin
      valid_at_multiply <= 1'b0;
      valid_at_coarse <= 1'b0;
      valid_at_fine <= 1'b0;
      valid_at_round <= 1'b0;
      valid_at_add <= 1'b0;
      valid_at_saturate <= 1'b0;
      valid_at_end <= 1'b0;
    end else begin
      if(out_advance) begin
        valid_at_multiply <= valid;
        valid_at_coarse <= valid_at_multiply;
        valid_at_fine <= valid_at_coarse;
        valid_at_round <= valid_at_fine;
        valid_at_add <= valid_at_round;
        valid_at_saturate <= valid_at_add;
        valid_at_end <= valid_at_saturate;
      end
    end
  end

  always @(posedge clk) begin
    if(out_advance) begin
      accumulator_0_at_multiply <= in_data_0;
      addend_0_at_multiply <= residual_data_0;
      addend_0_at_coarse <= addend_0_at_multiply;
      addend_0_at_fine <= addend_0_at_coarse;
      addend_0_at_round <= addend_0_at_fine;
      addend_0_at_add <= addend_0_at_round;
      sum_0_at_saturate <= sum_0;
      code_0_at_end <= code_0;
      accumulator_1_at_multiply <= in_data_1;
      addend_1_at_multiply <= residual_data_1;
      addend_1_at_coarse <= addend_1_at_multiply;
      addend_1_at_fine <= addend_1_at_coarse;
      addend_1_at_round <= addend_1_at_fine;
      addend_1_at_add <= addend_1_at_round;
      sum_1_at_saturate <= sum_1;
      code_1_at_end <= code_1;
      last_at_multiply <= beat_last;
      last_at_coarse <= last_at_multiply;
      last_at_fine <= last_at_coarse;
      last_at_round <= last_at_fine;
      last_at_add <= last_at_round;
      last_at_saturate <= last_at_add;
      last_at_end <= last_at_saturate;
    end
  end

  // Not read here: bits that rounding or a modulo drops, and ports that only the interface needs.
  wire _unused = &{1'b0, in_last, residual_last, beat_first, beat_following};

endmodule

// Rows of codes times a matrix of weights, plus bias: rows of accumulators.
module Matmul (
  input  wire               in_valid,
  output wire               in_ready,
  input  wire               in_last,
  input  wire [7:0]         in_data_0,
  input  wire [7:0]         in_data_1,
  output wire               out_valid,
  input  wire               out_ready,
  output wire               out_last,
  output wire signed [15:0] out_data_0,
  output wire signed [15:0] out_data_1,
  input  wire               clk,
  input  wire               reset
);

  wire               in_tile_step;
  wire               out_tile_first;
  wire               out_tile_last;
  wire [0:0]         out_tile_index;
  wire [0:0]         out_tile_following;
  wire               in_tile_first;
  wire               in_tile_last;
  wire [0:0]         in_tile_index;
  wire [0:0]         in_tile_following;
  wire               tile_first;
  wire               tile_last;
  wire [1:0]         tile_index;
  wire [1:0]         tile_following;
  wire               drained_tile_first;
  wire               drained_tile_last;
  wire [0:0]         drained_tile_index;
  wire [0:0]         drained_tile_following;
  wire signed [15:0] column_0_sums_0;
  wire signed [15:0] column_0_sums_1;
  wire signed [15:0] column_1_sums_0;
  wire signed [15:0] column_1_sums_1;
  wire               out_advance;
  wire               issue;
  reg  [0:0]         bank;
  wire               row_ends;
  reg                valid_at_load;
  reg                valid_at_swap;
  reg                valid_at_multiply;
  reg                valid_at_add;
  reg                valid_at_sum;
  reg                row_ends_at_load;
  reg                row_ends_at_swap;
  reg                row_ends_at_multiply;
  reg                row_ends_at_add;
  reg                row_ends_at_sum;
  reg  [0:0]         of_bank_at_load;
  reg  [0:0]         of_bank_at_swap;
  reg  [0:0]         of_bank_at_multiply;
  reg  [0:0]         of_bank_at_add;
  reg  [0:0]         of_bank_at_sum;
  wire               row_complete;
  reg                draining;
  reg  [0:0]         drained_bank;
  wire               drained;
  wire signed [7:0]  activation_0;
  wire signed [7:0]  activation_1;
  reg  [15:0]        weights_0;
  reg  signed [7:0]  activation_0_at_load;
  reg  signed [7:0]  activation_0_at_swap;
  reg  signed [7:0]  activation_0_at_multiply;
  reg  signed [7:0]  activation_1_at_load;
  reg  signed [7:0]  activation_1_at_swap;
  reg  signed [7:0]  activation_1_at_multiply;
  reg                first_at_load;
  reg                first_at_swap;
  reg                first_at_multiply;
  reg                first_at_add;
  reg                first_at_sum;
  reg  [0:0]         row_at_load;
  reg  [0:0]         row_at_swap;
  reg  [0:0]         row_at_multiply;
  reg  [0:0]         row_at_add;
  reg  [0:0]         row_at_sum;
  reg  [15:0]        weights_1;
  wire               adding_0;
  wire               read_0;
  wire [0:0]         read_row_0;
  wire               write_0;
  wire               adding_1;
  wire               read_1;
  wire [0:0]         read_row_1;
  wire               write_1;
  reg  [0:0]         out_bank_at_offset;
  reg  signed [15:0] bias_0;
  wire signed [15:0] accumulator_0;
  reg  signed [15:0] accumulator_0_at_end;
  reg  signed [15:0] bias_1;
  wire signed [15:0] accumulator_1;
  reg  signed [15:0] accumulator_1_at_end;
  reg                out_last_at_offset;
  reg                out_last_at_end;
  reg                out_valid_at_offset;
  reg                out_valid_at_end;
  reg  [15:0]        weight_words_0 [0:3];
  reg  [15:0]        weight_words_1 [0:3];
  reg  [15:0]        bias_words_0 [0:1];
  reg  [15:0]        bias_words_1 [0:1];

  initial begin
    weight_words_0[0] = 16'b1111111000000001;
    weight_words_0[1] = 16'b1000000001111111;
    weight_words_0[2] = 16'b0000000000000011;
    weight_words_0[3] = 16'b0000000000000000;
  end
  always @(posedge clk) begin
    if(out_advance) begin
      weights_0 <= weight_words_0[tile_index];
    end
  end

  initial begin
    weight_words_1[0] = 16'b0000010111111100;
    weight_words_1[1] = 16'b0000000000000000;
    weight_words_1[2] = 16'b0000000011111010;
    weight_words_1[3] = 16'b0000000000000000;
  end
  always @(posedge clk) begin
    if(out_advance) begin
      weights_1 <= weight_words_1[tile_index];
    end
  end

  initial begin
    bias_words_0[0] = 16'b0000000100001010;
    bias_words_0[1] = 16'b1111111110011110;
  end
  always @(posedge clk) begin
    if(out_advance) begin
      bias_0 <= bias_words_0[drained_tile_index];
    end
  end

  initial begin
    bias_words_1[0] = 16'b1111110101101100;
    bias_words_1[1] = 16'b0000000000000000;
  end
  always @(posedge clk) begin
    if(out_advance) begin
      bias_1 <= bias_words_1[drained_tile_index];
    end
  end

  BeatCounter out_tile (
    .step      (issue             ), //i
    .first     (out_tile_first    ), //o
    .last      (out_tile_last     ), //o
    .index     (out_tile_index    ), //o
    .following (out_tile_following), //o
    .clk       (clk               ), //i
    .reset     (reset             )  //i
  );
  BeatCounter in_tile (
    .step      (in_tile_step     ), //i
    .first     (in_tile_first    ), //o
    .last      (in_tile_last     ), //o
    .index     (in_tile_index    ), //o
    .following (in_tile_following), //o
    .clk       (clk              ), //i
    .reset     (reset            )  //i
  );
  BeatCounter_2 tile (
    .step      (issue              ), //i
    .first     (tile_first         ), //o
    .last      (tile_last          ), //o
    .index     (tile_index         ), //o
    .following (tile_following     ), //o
    .clk       (clk                ), //i
    .reset     (reset              )  //i
  );
  BeatCounter drained_tile (
    .step      (drained               ), //i
    .first     (drained_tile_first    ), //o
    .last      (drained_tile_last     ), //o
    .index     (drained_tile_index    ), //o
    .following (drained_tile_following), //o
    .clk       (clk                   ), //i
    .reset     (reset                 )  //i
  );
  EngineColumn column_0 (
    .read_0        (read_0                       ), //i
    .read_1        (read_1                       ), //i
    .write_0       (write_0                      ), //i
    .write_1       (write_1                      ), //i
    .first         (first_at_sum                 ), //i
    .advance       (out_advance                  ), //i
    .load          (out_advance                  ), //i
    .load_word     (weights_0                    ), //i
    .swap          (out_advance                  ), //i
    .activations_0 (activation_0_at_multiply     ), //i
    .activations_1 (activation_1_at_multiply     ), //i
    .read_row_0    (read_row_0                   ), //i
    .read_row_1    (read_row_1                   ), //i
    .write_row     (row_at_sum                   ), //i
    .sums_0        (column_0_sums_0              ), //o
    .sums_1        (column_0_sums_1              ), //o
    .clk           (clk                          ), //i
    .reset         (reset                        )  //i
  );
  EngineColumn column_1 (
    .read_0        (read_0                       ), //i
    .read_1        (read_1                       ), //i
    .write_0       (write_0                      ), //i
    .write_1       (write_1                      ), //i
    .first         (first_at_sum                 ), //i
    .advance       (out_advance                  ), //i
    .load          (out_advance                  ), //i
    .load_word     (weights_1                    ), //i
    .swap          (out_advance                  ), //i
    .activations_0 (activation_0_at_multiply     ), //i
    .activations_1 (activation_1_at_multiply     ), //i
    .read_row_0    (read_row_0                   ), //i
    .read_row_1    (read_row_1                   ), //i
    .write_row     (row_at_sum                   ), //i
    .sums_0        (column_1_sums_0              ), //o
    .sums_1        (column_1_sums_1              ), //o
    .clk           (clk                          ), //i
    .reset         (reset                        )  //i
  );
  assign issue = in_valid && out_advance;
  assign in_tile_step = in_valid && in_ready;
  assign in_ready = out_advance && out_tile_last;
  assign row_ends = in_tile_last && out_tile_last;
  assign row_complete = valid_at_sum && row_ends_at_sum && out_advance;
  assign drained = draining && out_advance;
  assign activation_0 = in_data_0 ^ 8'd128;
  assign activation_1 = in_data_1 ^ 8'd128;
  assign adding_0 = valid_at_add && !first_at_add && !of_bank_at_add;
  assign read_0 = out_advance && (adding_0 || (draining && !drained_bank));
  assign read_row_0 = adding_0 ? row_at_add : drained_tile_index;
  assign write_0 = out_advance && valid_at_sum && !of_bank_at_sum;
  assign adding_1 = valid_at_add && !first_at_add && of_bank_at_add;
  assign read_1 = out_advance && (adding_1 || (draining && drained_bank));
  assign read_row_1 = adding_1 ? row_at_add : drained_tile_index;
  assign write_1 = out_advance && valid_at_sum && of_bank_at_sum;
  assign accumulator_0 = (!out_bank_at_offset ? column_0_sums_0 : column_0_sums_1) + bias_0;
  assign out_data_0 = accumulator_0_at_end;
  assign accumulator_1 = (!out_bank_at_offset ? column_1_sums_0 : column_1_sums_1) + bias_1;
  assign out_data_1 = out_last_at_end ? 16'sd0 : accumulator_1_at_end;
  assign out_valid = out_valid_at_end;
  assign out_advance = !out_valid || out_ready;
  assign out_last = out_last_at_end;
  always @(posedge clk) begin
    if(reset) begin
      bank <= 1'b0;
      valid_at_load <= 1'b0;
      valid_at_swap <= 1'b0;
      valid_at_multiply <= 1'b0;
      valid_at_add <= 1'b0;
      valid_at_sum <= 1'b0;
      draining <= 1'b0;
      out_valid_at_offset <= 1'b0;
      out_valid_at_end <= 1'b0;
    end else begin
      if(in_valid && in_ready && in_tile_last) begin
        bank <= bank + 1'b1;
      end
      if(drained && drained_tile_last) begin
        draining <= 1'b0;
      end
      if(row_complete) begin
        draining <= 1'b1;
      end
      if(out_advance) begin
        out_valid_at_offset <= draining;
        out_valid_at_end <= out_valid_at_offset;
        valid_at_load <= in_valid;
        valid_at_swap <= valid_at_load;
        valid_at_multiply <= valid_at_swap;
        valid_at_add <= valid_at_multiply;
        valid_at_sum <= valid_at_add;
      end
    end
  end

  always @(posedge clk) begin
    if(row_complete) begin
      drained_bank <= of_bank_at_sum;
    end
    if(out_advance) begin
      out_bank_at_offset <= drained_bank;
      accumulator_0_at_end <= accumulator_0;
      accumulator_1_at_end <= accumulator_1;
      out_last_at_offset <= drained_tile_last;
      out_last_at_end <= out_last_at_offset;
      row_ends_at_load <= row_ends;
      row_ends_at_swap <= row_ends_at_load;
      row_ends_at_multiply <= row_ends_at_swap;
      row_ends_at_add <= row_ends_at_multiply;
      row_ends_at_sum <= row_ends_at_add;
      of_bank_at_load <= bank;
      of_bank_at_swap <= of_bank_at_load;
      of_bank_at_multiply <= of_bank_at_swap;
      of_bank_at_add <= of_bank_at_multiply;
      of_bank_at_sum <= of_bank_at_add;
      activation_0_at_load <= activation_0;
      activation_0_at_swap <= activation_0_at_load;
      activation_0_at_multiply <= activation_0_at_swap;
      activation_1_at_load <= activation_1;
      activation_1_at_swap <= activation_1_at_load;
      activation_1_at_multiply <= activation_1_at_swap;
      first_at_load <= in_tile_first;
      first_at_swap <= first_at_load;
      first_at_multiply <= first_at_swap;
      first_at_add <= first_at_multiply;
      first_at_sum <= first_at_add;
      row_at_load <= out_tile_index;
      row_at_swap <= row_at_load;
      row_at_multiply <= row_at_swap;
      row_at_add <= row_at_multiply;
      row_at_sum <= row_at_add;
    end
  end

  // Not read here: bits that rounding or a modulo drops, and ports that only the interface needs.
  wire _unused = &{1'b0, in_last, out_tile_first, out_tile_following, in_tile_index,
    in_tile_following, tile_first, tile_last, tile_following, drained_tile_first,
    drained_tile_following};

endmodule

// An accumulator on another grid: the product with a multiplier, divided by a power of two and rounded.
module RequantizeLane (
  input  wire               advance,
  input  wire [15:0]        multiplier,
  input  wire signed [15:0] accumulator,
  input  wire [3:0]         shift,
  output wire signed [17:0] result,
  input  wire               clk,
  input  wire               reset
);

  wire [0:0]         places;
  wire signed [31:0] product;
  reg  signed [31:0] product_at_coarse;
  wire signed [18:0] near;
  reg  signed [18:0] near_at_fine;
  reg  [0:0]         ones_at_coarse;
  reg  [0:0]         ones_at_fine;
  wire signed [18:0] shifted;
  reg  signed [18:0] shifted_at_round;
  wire signed [17:0] rounded;
  reg  signed [17:0] rounded_at_end;
  wire signed [32:0] product_product;
  wire signed [18:0] rounded_sum;

  assign product_product = accumulator * $signed({1'b0, multiplier});
  assign rounded_sum = shifted_at_round + 19'sd1;
  assign places = shift[0];
  assign product = product_product[31:0];
  assign near = product_at_coarse[31:13];
  assign shifted = near_at_fine >>> ones_at_fine;
  assign rounded = rounded_sum[18:1];
  assign result = rounded_at_end;
  always @(posedge clk) begin
    if(advance) begin
      product_at_coarse <= product;
      near_at_fine <= near;
      ones_at_coarse <= places;
      ones_at_fine <= ones_at_coarse;
      shifted_at_round <= shifted;
      rounded_at_end <= rounded;
    end
  end

  // Not read here: bits that rounding or a modulo drops, and ports that only the interface needs.
  wire _unused = &{1'b0, shift[3:1], reset, product_at_coarse[12:0], product_product[32],
    rounded_sum[0]};

endmodule

// One column of a matrix engine: products with held weights, their sum, and two banks of sums.
module EngineColumn (
  input  wire               read_0,
  input  wire               read_1,
  input  wire               write_0,
  input  wire               write_1,
  input  wire               first,
  input  wire               advance,
  input  wire               load,
  input  wire [15:0]        load_word,
  input  wire               swap,
  input  wire signed [7:0]  activations_0,
  input  wire signed [7:0]  activations_1,
  input  wire [0:0]         read_row_0,
  input  wire [0:0]         read_row_1,
  input  wire [0:0]         write_row,
  output wire signed [15:0] sums_0,
  output wire signed [15:0] sums_1,
  input  wire               clk,
  input  wire               reset
);

  reg  signed [7:0]  shadow_0;
  reg  signed [7:0]  weight_0;
  wire signed [15:0] product_0;
  reg  signed [15:0] product_0_at_add;
  reg  signed [7:0]  shadow_1;
  reg  signed [7:0]  weight_1;
  wire signed [15:0] product_1;
  reg  signed [15:0] product_1_at_add;
  wire signed [16:0] sum;
  reg  signed [16:0] sum_at_end;
  reg  signed [15:0] stored_0;
  wire signed [15:0] total_0;
  reg  signed [15:0] stored_1;
  wire signed [15:0] total_1;
  (* no_rw_check *) reg  [15:0]        sums_a [0:1];
  (* no_rw_check *) reg  [15:0]        sums_b [0:1];

  always @(posedge clk) begin
    if(read_0) begin
      stored_0 <= sums_a[read_row_0];
    end
  end

  always @(posedge clk) begin
    if(write_0) begin
      sums_a[write_row] <= total_0;
    end
  end

  always @(posedge clk) begin
    if(read_1) begin
      stored_1 <= sums_b[read_row_1];
    end
  end

  always @(posedge clk) begin
    if(write_1) begin
      sums_b[write_row] <= total_1;
    end
  end

  assign product_0 = activations_0 * weight_0;
  assign product_1 = activations_1 * weight_1;
  assign sum = {product_0_at_add[15], product_0_at_add} + {product_1_at_add[15], product_1_at_add};
  assign total_0 = (first ? 16'd0 : stored_0) + sum_at_end[15:0];
  assign sums_0 = stored_0;
  assign total_1 = (first ? 16'd0 : stored_1) + sum_at_end[15:0];
  assign sums_1 = stored_1;
  always @(posedge clk) begin
    if(load) begin
      shadow_0 <= load_word[7:0];
      shadow_1 <= load_word[15:8];
    end
    if(swap) begin
      weight_0 <= shadow_0;
      weight_1 <= shadow_1;
    end
    if(advance) begin
      product_0_at_add <= product_0;
      product_1_at_add <= product_1;
      sum_at_end <= sum;
    end
  end

  // Not read here: bits that rounding or a modulo drops, and ports that only the interface needs.
  wire _unused = &{1'b0, reset, sum_at_end[16]};

endmodule

// Counts the beats of rows.
module BeatCounter_2 (
  input  wire       step,
  output wire       first,
  output wire       last,
  output wire [1:0] index,
  output wire [1:0] following,
  input  wire       clk,
  input  wire       reset
);

  reg  [1:0] count;
  wire       closing;

  assign closing = count == 2'd3;
  assign following = step ? (closing ? 2'd0 : (count + 2'd1)) : count;
  assign index = count;
  assign first = count == 2'd0;
  assign last = closing;
  always @(posedge clk) begin
    if(reset) begin
      count <= 2'd0;
    end else begin
      count <= following;
    end
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
