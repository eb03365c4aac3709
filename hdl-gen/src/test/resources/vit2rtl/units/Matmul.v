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
