// Attention times values that are held inside, for logarithmic codes, without a multiplier.
module HeadContext (
  input  wire               in_valid,
  output wire               in_ready,
  input  wire               in_last,
  input  wire [3:0]         in_data_0,
  input  wire [3:0]         in_data_1,
  output wire               out_valid,
  input  wire               out_ready,
  output wire               out_last,
  output wire signed [16:0] out_data_0,
  input  wire               load_valid,
  input  wire [1:0]         load_lane,
  input  wire [1:0]         load_word,
  input  wire signed [7:0]  load_data,
  input  wire               clk,
  input  wire               reset
);

  wire signed [7:0]  sums_values_0;
  wire signed [7:0]  sums_values_1;
  wire signed [7:0]  sums_values_2;
  wire signed [7:0]  sums_values_3;
  wire               sums_value_read;
  wire               sums_codes_ready;
  wire [1:0]         sums_value_address;
  wire               sums_out_valid;
  wire               sums_out_last;
  wire signed [16:0] sums_out_data_0;
  reg  signed [7:0]  value_0;
  reg  signed [7:0]  value_1;
  reg  signed [7:0]  value_2;
  reg  signed [7:0]  value_3;
  reg  [7:0]         value_words_0 [0:3];
  reg  [7:0]         value_words_1 [0:3];
  reg  [7:0]         value_words_2 [0:3];
  reg  [7:0]         value_words_3 [0:3];

  initial begin
    value_words_0[0] = 8'b00000001;
    value_words_0[1] = 8'b00000011;
    value_words_0[2] = 8'b01111111;
    value_words_0[3] = 8'b00001001;
  end
  always @(posedge clk) begin
    if(load_valid && (load_lane == 2'd0)) begin
      value_words_0[load_word] <= load_data;
    end
  end

  always @(posedge clk) begin
    if(sums_value_read) begin
      value_0 <= value_words_0[sums_value_address];
    end
  end

  initial begin
    value_words_1[0] = 8'b11111110;
    value_words_1[1] = 8'b11111100;
    value_words_1[2] = 8'b10000000;
    value_words_1[3] = 8'b00001010;
  end
  always @(posedge clk) begin
    if(load_valid && (load_lane == 2'd1)) begin
      value_words_1[load_word] <= load_data;
    end
  end

  always @(posedge clk) begin
    if(sums_value_read) begin
      value_1 <= value_words_1[sums_value_address];
    end
  end

  initial begin
    value_words_2[0] = 8'b00110010;
    value_words_2[1] = 8'b01000110;
    value_words_2[2] = 8'b00000000;
    value_words_2[3] = 8'b00000000;
  end
  always @(posedge clk) begin
    if(load_valid && (load_lane == 2'd2)) begin
      value_words_2[load_word] <= load_data;
    end
  end

  always @(posedge clk) begin
    if(sums_value_read) begin
      value_2 <= value_words_2[sums_value_address];
    end
  end

  initial begin
    value_words_3[0] = 8'b11000100;
    value_words_3[1] = 8'b10110000;
    value_words_3[2] = 8'b00000000;
    value_words_3[3] = 8'b00000000;
  end
  always @(posedge clk) begin
    if(load_valid && (load_lane == 2'd3)) begin
      value_words_3[load_word] <= load_data;
    end
  end

  always @(posedge clk) begin
    if(sums_value_read) begin
      value_3 <= value_words_3[sums_value_address];
    end
  end

  AttentionContext sums (
    .value_read    (sums_value_read        ), //o
    .codes_valid   (in_valid               ), //i
    .codes_ready   (sums_codes_ready       ), //o
    .codes_last    (in_last                ), //i
    .codes_data_0  (in_data_0              ), //i
    .codes_data_1  (in_data_1              ), //i
    .value_address (sums_value_address     ), //o
    .values_0      (sums_values_0          ), //i
    .values_1      (sums_values_1          ), //i
    .values_2      (sums_values_2          ), //i
    .values_3      (sums_values_3          ), //i
    .out_valid     (sums_out_valid         ), //o
    .out_ready     (out_ready              ), //i
    .out_last      (sums_out_last          ), //o
    .out_data_0    (sums_out_data_0        ), //o
    .clk           (clk                    ), //i
    .reset         (reset                  )  //i
  );
  assign in_ready = sums_codes_ready;
  assign sums_values_0 = value_0;
  assign sums_values_1 = value_1;
  assign sums_values_2 = value_2;
  assign sums_values_3 = value_3;
  assign out_valid = sums_out_valid;
  assign out_last = sums_out_last;
  assign out_data_0 = sums_out_data_0;

endmodule

// Attention times values for logarithmic codes, without a multiplier.
module AttentionContext (
  output wire               value_read,
  input  wire               codes_valid,
  output wire               codes_ready,
  input  wire               codes_last,
  input  wire [3:0]         codes_data_0,
  input  wire [3:0]         codes_data_1,
  output wire [1:0]         value_address,
  input  wire signed [7:0]  values_0,
  input  wire signed [7:0]  values_1,
  input  wire signed [7:0]  values_2,
  input  wire signed [7:0]  values_3,
  output wire               out_valid,
  input  wire               out_ready,
  output wire               out_last,
  output wire signed [16:0] out_data_0,
  input  wire               clk,
  input  wire               reset
);

  wire               replay_valid;
  wire               replay_first;
  wire               replay_last;
  wire               replay_closing;
  wire               replay_in_ready;
  wire [3:0]         replay_codes_0;
  wire [3:0]         replay_codes_1;
  wire [1:0]         replay_word;
  wire [2:0]         decoder_shift_0;
  wire [2:0]         decoder_shift_1;
  wire               decoder_even_0;
  wire               decoder_even_1;
  wire               decoder_odd_0;
  wire               decoder_odd_1;
  wire signed [15:0] lane_0_even_sum;
  wire signed [15:0] lane_0_odd_sum;
  wire signed [15:0] lane_1_even_sum;
  wire signed [15:0] lane_1_odd_sum;
  wire               drain_free;
  wire               drain_out_valid;
  wire               drain_out_last;
  wire signed [16:0] drain_out_data_0;
  wire               advance;
  reg                valid_at_shift;
  reg                valid_at_add;
  reg                valid_at_sum;
  wire               moving;
  reg                first_at_shift;
  reg                first_at_add;
  reg                first_at_sum;
  reg                last_at_shift;
  reg                last_at_add;
  reg                last_at_sum;
  wire               complete;
  reg                complete_at_end;
  reg                closing_at_shift;
  reg                closing_at_add;
  reg                closing_at_sum;
  reg                closing_at_end;

  ContextCodes replay (
    .advance   (advance            ), //i
    .valid     (replay_valid       ), //o
    .first     (replay_first       ), //o
    .last      (replay_last        ), //o
    .closing   (replay_closing     ), //o
    .in_valid  (codes_valid        ), //i
    .in_ready  (replay_in_ready    ), //o
    .in_last   (codes_last         ), //i
    .in_data_0 (codes_data_0       ), //i
    .in_data_1 (codes_data_1       ), //i
    .codes_0   (replay_codes_0     ), //o
    .codes_1   (replay_codes_1     ), //o
    .word      (replay_word        ), //o
    .clk       (clk                ), //i
    .reset     (reset              )  //i
  );
  ContextCodeDecoder decoder (
    .advance (advance             ), //i
    .valid   (replay_valid        ), //i
    .first   (replay_first        ), //i
    .last    (replay_last         ), //i
    .codes_0 (replay_codes_0      ), //i
    .codes_1 (replay_codes_1      ), //i
    .shift_0 (decoder_shift_0     ), //o
    .shift_1 (decoder_shift_1     ), //o
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
    .values_0 (values_0             ), //i
    .values_1 (values_2             ), //i
    .shift_0  (decoder_shift_0      ), //i
    .shift_1  (decoder_shift_1      ), //i
    .even_0   (decoder_even_0       ), //i
    .even_1   (decoder_even_1       ), //i
    .odd_0    (decoder_odd_0        ), //i
    .odd_1    (decoder_odd_1        ), //i
    .even_sum (lane_0_even_sum      ), //o
    .odd_sum  (lane_0_odd_sum       ), //o
    .clk      (clk                  ), //i
    .reset    (reset                )  //i
  );
  ContextLane lane_1 (
    .advance  (moving               ), //i
    .add      (valid_at_sum         ), //i
    .first    (first_at_sum         ), //i
    .values_0 (values_1             ), //i
    .values_1 (values_3             ), //i
    .shift_0  (decoder_shift_0      ), //i
    .shift_1  (decoder_shift_1      ), //i
    .even_0   (decoder_even_0       ), //i
    .even_1   (decoder_even_1       ), //i
    .odd_0    (decoder_odd_0        ), //i
    .odd_1    (decoder_odd_1        ), //i
    .even_sum (lane_1_even_sum      ), //o
    .odd_sum  (lane_1_odd_sum       ), //o
    .clk      (clk                  ), //i
    .reset    (reset                )  //i
  );
  ContextDrain drain (
    .load       (complete_at_end       ), //i
    .closing    (closing_at_end        ), //i
    .free       (drain_free            ), //o
    .even_0     (lane_0_even_sum       ), //i
    .even_1     (lane_1_even_sum       ), //i
    .odd_0      (lane_0_odd_sum        ), //i
    .odd_1      (lane_1_odd_sum        ), //i
    .out_valid  (drain_out_valid       ), //o
    .out_ready  (out_ready             ), //i
    .out_last   (drain_out_last        ), //o
    .out_data_0 (drain_out_data_0      ), //o
    .clk        (clk                   ), //i
    .reset      (reset                 )  //i
  );
  assign codes_ready = replay_in_ready;
  assign value_read = replay_valid && advance;
  assign value_address = replay_word;
  assign moving = advance && (valid_at_shift || valid_at_add || valid_at_sum);
  assign complete = valid_at_sum && last_at_sum;
  assign advance = !complete_at_end || drain_free;
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

// Takes the sums of a pass all at once (load while free) and sends them a few at a time.
module ContextDrain (
  input  wire               load,
  input  wire               closing,
  output wire               free,
  input  wire signed [15:0] even_0,
  input  wire signed [15:0] even_1,
  input  wire signed [15:0] odd_0,
  input  wire signed [15:0] odd_1,
  output wire               out_valid,
  input  wire               out_ready,
  output wire               out_last,
  output wire signed [16:0] out_data_0,
  input  wire               clk,
  input  wire               reset
);

  reg  [1:0]         beats_left;
  reg                closes;
  wire               out_advance;
  wire               some;
  wire               taken;
  wire               moved;
  reg  signed [15:0] even_held_0;
  reg  signed [15:0] even_held_1;
  reg  signed [15:0] odd_held_0;
  reg  signed [15:0] odd_held_1;
  wire               last;
  wire signed [18:0] scaled_0_sum_scale_0;
  reg  signed [18:0] scaled_0_sum_scale_0_at_scale_2;
  wire signed [26:0] scaled_0_sum_scale_1;
  reg  signed [26:0] scaled_0_sum_scale_1_at_scale_2;
  wire signed [30:0] scaled_0_sum_scale_2;
  reg  signed [30:0] scaled_0_sum_scale_2_at_scale_2;
  wire signed [31:0] scaled_0_sum_scale_3;
  reg  signed [31:0] scaled_0_sum_scale_3_at_scale_2;
  wire signed [26:0] scaled_0_sum_scale_2_0;
  reg  signed [26:0] scaled_0_sum_scale_2_0_at_scale_3;
  wire signed [32:0] scaled_0_sum_scale_2_1;
  reg  signed [32:0] scaled_0_sum_scale_2_1_at_scale_3;
  wire signed [32:0] scaled_0_sum;
  wire signed [31:0] scaled_0;
  reg  signed [31:0] scaled_0_at_join;
  reg  signed [15:0] beside_0_at_scale_2;
  reg  signed [15:0] beside_0_at_scale_3;
  reg  signed [15:0] beside_0_at_join;
  wire signed [16:0] joined_0;
  reg  signed [16:0] joined_0_at_end;
  reg                valid_at_scale_2;
  reg                valid_at_scale_3;
  reg                valid_at_join;
  reg                valid_at_end;
  reg                last_at_scale_2;
  reg                last_at_scale_3;
  reg                last_at_join;
  reg                last_at_end;
  wire [28:0]        scaled_0_sum_scale_2_negated;
  wire [32:0]        joined_0_sum;

  assign scaled_0_sum_scale_2_negated = -{odd_held_0[15], odd_held_0, 12'd0};
  assign joined_0_sum = {beside_0_at_join[15], beside_0_at_join, 16'h8000} + {scaled_0_at_join[31], scaled_0_at_join};
  assign some = beats_left != 2'd0;
  assign free = !some || ((beats_left == 2'd1) && out_advance);
  assign taken = load && free;
  assign moved = some && out_advance;
  assign last = (beats_left == 2'd1) && closes;
  assign scaled_0_sum_scale_0 = {{3{odd_held_0[15]}}, odd_held_0} + {odd_held_0[15], odd_held_0, 2'd0};
  assign scaled_0_sum_scale_1 = {{3{odd_held_0[15]}}, odd_held_0, 8'd0} + {odd_held_0[15], odd_held_0, 10'd0};
  assign scaled_0_sum_scale_2 = {{2{scaled_0_sum_scale_2_negated[28]}}, scaled_0_sum_scale_2_negated} - {odd_held_0[15], odd_held_0, 14'd0};
  assign scaled_0_sum_scale_3 = {odd_held_0, 16'd0};
  assign scaled_0_sum_scale_2_0 = {{8{scaled_0_sum_scale_0_at_scale_2[18]}}, scaled_0_sum_scale_0_at_scale_2} + scaled_0_sum_scale_1_at_scale_2;
  assign scaled_0_sum_scale_2_1 = {{2{scaled_0_sum_scale_2_at_scale_2[30]}}, scaled_0_sum_scale_2_at_scale_2} + {scaled_0_sum_scale_3_at_scale_2[31], scaled_0_sum_scale_3_at_scale_2};
  assign scaled_0_sum = {{6{scaled_0_sum_scale_2_0_at_scale_3[26]}}, scaled_0_sum_scale_2_0_at_scale_3} + scaled_0_sum_scale_2_1_at_scale_3;
  assign scaled_0 = scaled_0_sum[31:0];
  assign joined_0 = joined_0_sum[32:16];
  assign out_data_0 = joined_0_at_end;
  assign out_valid = valid_at_end;
  assign out_advance = !out_valid || out_ready;
  assign out_last = last_at_end;
  always @(posedge clk) begin
    if(reset) begin
      beats_left <= 2'd0;
      valid_at_scale_2 <= 1'b0;
      valid_at_scale_3 <= 1'b0;
      valid_at_join <= 1'b0;
      valid_at_end <= 1'b0;
    end else begin
      if(moved) begin
        beats_left <= beats_left - 2'd1;
      end
      if(taken) begin
        beats_left <= 2'd2;
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
      odd_held_0 <= odd_held_1;
    end
    if(taken) begin
      even_held_0 <= even_0;
      even_held_1 <= even_1;
      odd_held_0 <= odd_0;
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

  // Not read here: bits that rounding or a modulo drops, and ports that only the interface needs.
  wire _unused = &{1'b0, scaled_0_sum[32], joined_0_sum[15:0]};

endmodule

// One element of the context: values shifted by what their codes say, summed over the tokens.
module ContextLane (
  input  wire               advance,
  input  wire               add,
  input  wire               first,
  input  wire signed [7:0]  values_0,
  input  wire signed [7:0]  values_1,
  input  wire [2:0]         shift_0,
  input  wire [2:0]         shift_1,
  input  wire               even_0,
  input  wire               even_1,
  input  wire               odd_0,
  input  wire               odd_1,
  output wire signed [15:0] even_sum,
  output wire signed [15:0] odd_sum,
  input  wire               clk,
  input  wire               reset
);

  reg  [15:0] product_0;
  reg  [15:0] product_1;
  wire        adding;
  wire [16:0] even_terms;
  wire [15:0] even_beat;
  reg  [15:0] even_beat_at_sum;
  reg  [15:0] even_running;
  wire [16:0] odd_terms;
  wire [15:0] odd_beat;
  reg  [15:0] odd_beat_at_sum;
  reg  [15:0] odd_running;
  wire [14:0] product_0_shifted;
  wire [14:0] product_1_shifted;

  assign product_0_shifted = {{7{values_0[7]}}, values_0} << shift_0;
  assign product_1_shifted = {{7{values_1[7]}}, values_1} << shift_1;
  assign adding = advance && add;
  assign even_terms = {1'b0, even_0 ? product_0 : 16'd0} + {1'b0, even_1 ? product_1 : 16'd0};
  assign even_beat = even_terms[15:0];
  assign even_sum = even_running;
  assign odd_terms = {1'b0, odd_0 ? product_0 : 16'd0} + {1'b0, odd_1 ? product_1 : 16'd0};
  assign odd_beat = odd_terms[15:0];
  assign odd_sum = odd_running;
  always @(posedge clk) begin
    if(advance) begin
      product_0 <= {product_0_shifted[14], product_0_shifted};
      product_1 <= {product_1_shifted[14], product_1_shifted};
      even_beat_at_sum <= even_beat;
      odd_beat_at_sum <= odd_beat;
    end
    if(adding) begin
      even_running <= (first ? 16'd0 : even_running) + even_beat_at_sum;
      odd_running <= (first ? 16'd0 : odd_running) + odd_beat_at_sum;
    end
  end

  // Not read here: bits that rounding or a modulo drops, and ports that only the interface needs.
  wire _unused = &{1'b0, reset, even_terms[16], odd_terms[16]};

endmodule

// What the codes of a beat mean: by how much the values of a token are shifted up, and whether they count.
module ContextCodeDecoder (
  input  wire       advance,
  input  wire       valid,
  input  wire       first,
  input  wire       last,
  input  wire [3:0] codes_0,
  input  wire [3:0] codes_1,
  output wire [2:0] shift_0,
  output wire [2:0] shift_1,
  output wire       even_0,
  output wire       even_1,
  output wire       odd_0,
  output wire       odd_1,
  input  wire       clk,
  input  wire       reset
);

  wire       by_0_below;
  wire [2:0] by_0_choice;
  wire [2:0] by_0;
  reg  [2:0] by_0_at_shift;
  wire       is_even_0;
  reg        is_even_0_at_shift;
  reg        is_even_0_at_end;
  wire       is_odd_0;
  reg        is_odd_0_at_shift;
  reg        is_odd_0_at_end;
  wire       by_1_below;
  wire       is_even_1_both;
  wire [2:0] by_1_choice;
  wire [2:0] by_1;
  reg  [2:0] by_1_at_shift;
  wire       is_even_1;
  reg        is_even_1_at_shift;
  reg        is_even_1_at_end;
  wire       is_odd_1;
  reg        is_odd_1_at_shift;
  reg        is_odd_1_at_end;
  reg  [7:0] even_weights;
  wire [8:0] even_weights_now;
  reg  [7:0] odd_weights;
  wire [8:0] odd_weights_now;
  wire [8:0] even_weights_now_sum;
  wire [8:0] odd_weights_now_sum;

  assign even_weights_now_sum = {1'b0, 8'd0 + ((by_0_below && !codes_0[0]) ? (8'd1 << by_0_choice) : 8'd0)} + {1'b0, (is_even_1_both && !codes_1[0]) ? (8'd1 << by_1_choice) : 8'd0};
  assign odd_weights_now_sum = {1'b0, 8'd0 + ((by_0_below && codes_0[0]) ? (8'd1 << by_0_choice) : 8'd0)} + {1'b0, (is_even_1_both && codes_1[0]) ? (8'd1 << by_1_choice) : 8'd0};
  assign by_0_below = codes_0 <= 4'd14;
  assign by_0_choice = by_0_below ? (3'd7 - codes_0[3:1]) : 3'd0;
  assign by_0 = by_0_choice;
  assign shift_0 = by_0_at_shift;
  assign is_even_0 = by_0_below && !codes_0[0];
  assign even_0 = is_even_0_at_end;
  assign is_odd_0 = by_0_below && codes_0[0];
  assign odd_0 = is_odd_0_at_end;
  assign by_1_below = codes_1 <= 4'd14;
  assign is_even_1_both = by_1_below && !last;
  assign by_1_choice = by_1_below ? (3'd7 - codes_1[3:1]) : 3'd0;
  assign by_1 = by_1_choice;
  assign shift_1 = by_1_at_shift;
  assign is_even_1 = is_even_1_both && !codes_1[0];
  assign even_1 = is_even_1_at_end;
  assign is_odd_1 = is_even_1_both && codes_1[0];
  assign odd_1 = is_odd_1_at_end;
  assign even_weights_now = {1'b0, first ? 8'd0 : even_weights} + even_weights_now_sum;
  assign odd_weights_now = {1'b0, first ? 8'd0 : odd_weights} + odd_weights_now_sum;
  always @(posedge clk) begin
    if(valid && advance) begin
      even_weights <= (even_weights_now <= 9'd224) ? even_weights_now[7:0] : 8'd0;
      odd_weights <= (odd_weights_now <= 9'd224) ? odd_weights_now[7:0] : 8'd0;
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

  // Not read here: bits that rounding or a modulo drops, and ports that only the interface needs.
  wire _unused = &{1'b0, reset};

endmodule

// Presents the codes of every row as often as there are passes.
module ContextCodes (
  input  wire       advance,
  output wire       valid,
  output wire       first,
  output wire       last,
  output wire       closing,
  input  wire       in_valid,
  output wire       in_ready,
  input  wire       in_last,
  input  wire [3:0] in_data_0,
  input  wire [3:0] in_data_1,
  output wire [3:0] codes_0,
  output wire [3:0] codes_1,
  output wire [1:0] word,
  input  wire       clk,
  input  wire       reset
);

  wire       arriving_step;
  wire       arriving_first;
  wire       arriving_last;
  wire [0:0] arriving_index;
  wire [0:0] arriving_following;
  wire       beat_first;
  wire       beat_last;
  wire [0:0] beat_index;
  wire [0:0] beat_following;
  wire       pass_first;
  wire       pass_last;
  wire [0:0] pass_index;
  wire [0:0] pass_following;
  reg  [1:0] whole_rows;
  reg  [0:0] write_half;
  reg  [0:0] read_half;
  reg  [1:0] next_word;
  wire       row_arrived;
  wire       available;
  wire       issue;
  wire       pass_ends;
  wire       row_ends;
  wire [1:0] read_joined;
  reg  [7:0] read;
  reg        valid_now;
  reg  [1:0] word_now;
  reg        first_now;
  reg        last_now;
  reg        closing_now;
  (* no_rw_check *) reg  [7:0] held [0:3];

  always @(posedge clk) begin
    if(in_valid && in_ready) begin
      held[{write_half, arriving_index}] <= {in_data_1, in_data_0};
    end
  end

  always @(posedge clk) begin
    if(issue) begin
      read <= held[read_joined];
    end
  end

  BeatCounter arriving (
    .step      (arriving_step     ), //i
    .first     (arriving_first    ), //o
    .last      (arriving_last     ), //o
    .index     (arriving_index    ), //o
    .following (arriving_following), //o
    .clk       (clk               ), //i
    .reset     (reset             )  //i
  );
  BeatCounter beat (
    .step      (issue         ), //i
    .first     (beat_first    ), //o
    .last      (beat_last     ), //o
    .index     (beat_index    ), //o
    .following (beat_following), //o
    .clk       (clk           ), //i
    .reset     (reset         )  //i
  );
  BeatCounter pass (
    .step      (pass_ends     ), //i
    .first     (pass_first    ), //o
    .last      (pass_last     ), //o
    .index     (pass_index    ), //o
    .following (pass_following), //o
    .clk       (clk           ), //i
    .reset     (reset         )  //i
  );
  assign arriving_step = in_valid && in_ready;
  assign in_ready = whole_rows != 2'd2;
  assign row_arrived = in_valid && in_ready && arriving_last;
  assign available = (whole_rows != 2'd0) || (beat_index != arriving_index);
  assign issue = advance && available;
  assign pass_ends = issue && beat_last;
  assign row_ends = pass_ends && pass_last;
  assign read_joined = {read_half, beat_index};
  assign codes_0 = read[3:0];
  assign codes_1 = read[7:4];
  assign valid = valid_now;
  assign word = word_now;
  assign first = first_now;
  assign last = last_now;
  assign closing = closing_now;
  always @(posedge clk) begin
    if(reset) begin
      whole_rows <= 2'd0;
      write_half <= 1'b0;
      read_half <= 1'b0;
      next_word <= 2'd0;
      valid_now <= 1'b0;
    end else begin
      if(row_arrived) begin
        write_half <= write_half + 1'b1;
      end
      if(row_ends) begin
        read_half <= read_half + 1'b1;
      end
      if(row_arrived && !row_ends) begin
        whole_rows <= whole_rows + 2'd1;
      end
      if(row_ends && !row_arrived) begin
        whole_rows <= whole_rows - 2'd1;
      end
      if(issue) begin
        next_word <= beat_last ? (pass_last ? 2'd0 : ({1'b0, pass_index} + 2'd1)) : (next_word + 2'd2);
      end
      if(advance) begin
        valid_now <= available;
      end
    end
  end

  always @(posedge clk) begin
    if(advance) begin
      word_now <= next_word;
      first_now <= beat_first;
      last_now <= beat_last;
      closing_now <= pass_last;
    end
  end

  // Not read here: bits that rounding or a modulo drops, and ports that only the interface needs.
  wire _unused = &{1'b0, in_last, arriving_first, arriving_following, beat_following, pass_first,
    pass_following};

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
