module Head (
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

  wire                product_in_ready;
  wire                product_out_valid;
  wire                product_out_last;
  wire       [15:0]   product_out_data_0;
  wire       [15:0]   product_out_data_1;
  wire                logits_in_ready;
  wire                logits_out_valid;
  wire                logits_out_last;
  wire       [7:0]    logits_out_data_0;
  wire       [7:0]    logits_out_data_1;

  Matmul product (
    .in_valid   (in_valid                ), //i
    .in_ready   (product_in_ready        ), //o
    .in_last    (in_last                 ), //i
    .in_data_0  (in_data_0[7:0]          ), //i
    .in_data_1  (in_data_1[7:0]          ), //i
    .out_valid  (product_out_valid       ), //o
    .out_ready  (logits_in_ready         ), //i
    .out_last   (product_out_last        ), //o
    .out_data_0 (product_out_data_0[15:0]), //o
    .out_data_1 (product_out_data_1[15:0]), //o
    .clk        (clk                     ), //i
    .reset      (reset                   )  //i
  );
  Requantize logits (
    .in_valid   (product_out_valid       ), //i
    .in_ready   (logits_in_ready         ), //o
    .in_last    (product_out_last        ), //i
    .in_data_0  (product_out_data_0[15:0]), //i
    .in_data_1  (product_out_data_1[15:0]), //i
    .out_valid  (logits_out_valid        ), //o
    .out_ready  (out_ready               ), //i
    .out_last   (logits_out_last         ), //o
    .out_data_0 (logits_out_data_0[7:0]  ), //o
    .out_data_1 (logits_out_data_1[7:0]  ), //o
    .clk        (clk                     ), //i
    .reset      (reset                   )  //i
  );
  assign in_ready = product_in_ready;
  assign out_valid = logits_out_valid;
  assign out_last = logits_out_last;
  assign out_data_0 = logits_out_data_0;
  assign out_data_1 = logits_out_data_1;

endmodule

module Requantize (
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

  wire       [15:0]   rescale_0_multiplier;
  wire       [3:0]    rescale_0_shift;
  wire       [15:0]   rescale_1_multiplier;
  wire       [3:0]    rescale_1_shift;
  reg        [19:0]   scale_words_0_spinal_port0;
  reg        [19:0]   scale_words_1_spinal_port0;
  wire                beat_first;
  wire                beat_last;
  wire       [0:0]    beat_index;
  wire       [0:0]    beat_following;
  wire       [17:0]   rescale_0_result;
  wire       [17:0]   rescale_1_result;
  wire       [18:0]   _zz_sum_0;
  wire       [18:0]   _zz__zz_code_0;
  wire       [17:0]   _zz_code_0_1;
  wire       [18:0]   _zz_sum_1;
  wire       [18:0]   _zz__zz_code_1;
  wire       [17:0]   _zz_code_1_1;
  wire                out_advance;
  wire                taken;
  wire       [19:0]   scale_0;
  reg        [15:0]   accumulator_0_at_multiply;
  wire       [18:0]   sum_0;
  reg        [18:0]   sum_0_at_saturate;
  wire       [17:0]   _zz_code_0;
  wire       [7:0]    code_0;
  reg        [7:0]    code_0_at_end;
  wire       [19:0]   scale_1;
  reg        [15:0]   accumulator_1_at_multiply;
  wire       [18:0]   sum_1;
  reg        [18:0]   sum_1_at_saturate;
  wire       [17:0]   _zz_code_1;
  wire       [7:0]    code_1;
  reg        [7:0]    code_1_at_end;
  reg                 last_at_multiply;
  reg                 last_at_coarse;
  reg                 last_at_fine;
  reg                 last_at_round;
  reg                 last_at_add;
  reg                 last_at_saturate;
  reg                 last_at_end;
  reg                 valid_at_multiply;
  reg                 valid_at_coarse;
  reg                 valid_at_fine;
  reg                 valid_at_round;
  reg                 valid_at_add;
  reg                 valid_at_saturate;
  reg                 valid_at_end;
  reg [19:0] scale_words_0 [0:1];
  reg [19:0] scale_words_1 [0:1];

  assign _zz_sum_0 = {{1{rescale_0_result[17]}}, rescale_0_result};
  assign _zz__zz_code_0 = (($signed(19'h7ff80) <= $signed(sum_0_at_saturate)) ? sum_0_at_saturate : 19'h7ff80);
  assign _zz_code_0_1 = (($signed(_zz_code_0) <= $signed(18'h0007f)) ? _zz_code_0 : 18'h0007f);
  assign _zz_sum_1 = {{1{rescale_1_result[17]}}, rescale_1_result};
  assign _zz__zz_code_1 = (($signed(19'h7ff80) <= $signed(sum_1_at_saturate)) ? sum_1_at_saturate : 19'h7ff80);
  assign _zz_code_1_1 = (($signed(_zz_code_1) <= $signed(18'h0007f)) ? _zz_code_1 : 18'h0007f);
  initial begin
    scale_words_0[0] = 20'b11111001110001000000;
    scale_words_0[1] = 20'b11111110101001100000;
  end
  always @(posedge clk) begin
    if(out_advance) begin
      scale_words_0_spinal_port0 <= scale_words_0[beat_index];
    end
  end

  initial begin
    scale_words_1[0] = 20'b11101100001101010000;
    scale_words_1[1] = 20'b00000000000000000000;
  end
  always @(posedge clk) begin
    if(out_advance) begin
      scale_words_1_spinal_port0 <= scale_words_1[beat_index];
    end
  end

  BeatCounter beat (
    .beat      (taken         ), //i
    .first     (beat_first    ), //o
    .last      (beat_last     ), //o
    .index     (beat_index    ), //o
    .following (beat_following), //o
    .clk       (clk           ), //i
    .reset     (reset         )  //i
  );
  RequantizeLane rescale_0 (
    .advance     (out_advance                    ), //i
    .multiplier  (rescale_0_multiplier[15:0]     ), //i
    .accumulator (accumulator_0_at_multiply[15:0]), //i
    .shift       (rescale_0_shift[3:0]           ), //i
    .result      (rescale_0_result[17:0]         ), //o
    .clk         (clk                            ), //i
    .reset       (reset                          )  //i
  );
  RequantizeLane rescale_1 (
    .advance     (out_advance                    ), //i
    .multiplier  (rescale_1_multiplier[15:0]     ), //i
    .accumulator (accumulator_1_at_multiply[15:0]), //i
    .shift       (rescale_1_shift[3:0]           ), //i
    .result      (rescale_1_result[17:0]         ), //o
    .clk         (clk                            ), //i
    .reset       (reset                          )  //i
  );
  assign taken = (in_valid && out_advance);
  assign in_ready = out_advance;
  assign scale_0 = scale_words_0_spinal_port0;
  assign rescale_0_multiplier = scale_0[15 : 0];
  assign rescale_0_shift = scale_0[19 : 16];
  assign sum_0 = ($signed(_zz_sum_0) + $signed(19'h7fffd));
  assign _zz_code_0 = _zz__zz_code_0[17:0];
  assign code_0 = _zz_code_0_1[7:0];
  assign out_data_0 = code_0_at_end;
  assign scale_1 = scale_words_1_spinal_port0;
  assign rescale_1_multiplier = scale_1[15 : 0];
  assign rescale_1_shift = scale_1[19 : 16];
  assign sum_1 = ($signed(_zz_sum_1) + $signed(19'h7fffd));
  assign _zz_code_1 = _zz__zz_code_1[17:0];
  assign code_1 = _zz_code_1_1[7:0];
  assign out_data_1 = (last_at_end ? 8'h0 : code_1_at_end);
  assign out_valid = valid_at_end;
  assign out_advance = ((! out_valid) || out_ready);
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
        valid_at_multiply <= in_valid;
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
      sum_0_at_saturate <= sum_0;
      code_0_at_end <= code_0;
      accumulator_1_at_multiply <= in_data_1;
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


endmodule

module Matmul (
  input  wire          in_valid,
  output wire          in_ready,
  input  wire          in_last,
  input  wire [7:0]    in_data_0,
  input  wire [7:0]    in_data_1,
  output wire          out_valid,
  input  wire          out_ready,
  output wire          out_last,
  output wire [15:0]   out_data_0,
  output wire [15:0]   out_data_1,
  input  wire          clk,
  input  wire          reset
);

  wire                in_tile_beat;
  reg        [15:0]   weight_words_0_spinal_port0;
  reg        [15:0]   weight_words_1_spinal_port0;
  reg        [15:0]   bias_words_0_spinal_port0;
  reg        [15:0]   bias_words_1_spinal_port0;
  wire                out_tile_first;
  wire                out_tile_last;
  wire       [0:0]    out_tile_index;
  wire       [0:0]    out_tile_following;
  wire                in_tile_first;
  wire                in_tile_last;
  wire       [0:0]    in_tile_index;
  wire       [0:0]    in_tile_following;
  wire                tile_first;
  wire                tile_last;
  wire       [1:0]    tile_index;
  wire       [1:0]    tile_following;
  wire                drained_tile_first;
  wire                drained_tile_last;
  wire       [0:0]    drained_tile_index;
  wire       [0:0]    drained_tile_following;
  wire       [15:0]   column_0_sums_0;
  wire       [15:0]   column_0_sums_1;
  wire       [15:0]   column_1_sums_0;
  wire       [15:0]   column_1_sums_1;
  wire       [1:0]    _zz_bank;
  wire       [1:0]    _zz_bank_1;
  wire       [16:0]   _zz_accumulator_0;
  wire       [16:0]   _zz_accumulator_0_1;
  wire       [15:0]   _zz_accumulator_0_2;
  wire       [16:0]   _zz_accumulator_0_3;
  wire       [16:0]   _zz_accumulator_1;
  wire       [16:0]   _zz_accumulator_1_1;
  wire       [15:0]   _zz_accumulator_1_2;
  wire       [16:0]   _zz_accumulator_1_3;
  wire                out_advance;
  wire                issue;
  reg        [0:0]    bank;
  wire                row_ends;
  reg                 valid_at_load;
  reg                 valid_at_swap;
  reg                 valid_at_multiply;
  reg                 valid_at_add;
  reg                 valid_at_sum;
  reg                 row_ends_at_load;
  reg                 row_ends_at_swap;
  reg                 row_ends_at_multiply;
  reg                 row_ends_at_add;
  reg                 row_ends_at_sum;
  reg        [0:0]    of_bank_at_load;
  reg        [0:0]    of_bank_at_swap;
  reg        [0:0]    of_bank_at_multiply;
  reg        [0:0]    of_bank_at_add;
  reg        [0:0]    of_bank_at_sum;
  wire                row_complete;
  reg                 draining;
  reg        [0:0]    drained_bank;
  wire                drained;
  wire       [7:0]    activation_0;
  wire       [7:0]    activation_1;
  wire       [15:0]   weights_0;
  reg        [7:0]    activation_0_at_load;
  reg        [7:0]    activation_0_at_swap;
  reg        [7:0]    activation_0_at_multiply;
  reg        [7:0]    activation_1_at_load;
  reg        [7:0]    activation_1_at_swap;
  reg        [7:0]    activation_1_at_multiply;
  reg                 first_at_load;
  reg                 first_at_swap;
  reg                 first_at_multiply;
  reg                 first_at_add;
  reg                 first_at_sum;
  reg        [0:0]    row_at_load;
  reg        [0:0]    row_at_swap;
  reg        [0:0]    row_at_multiply;
  reg        [0:0]    row_at_add;
  reg        [0:0]    row_at_sum;
  wire       [15:0]   weights_1;
  wire                adding_0;
  wire                read_0;
  wire       [0:0]    read_row_0;
  wire                write_0;
  wire                adding_1;
  wire                read_1;
  wire       [0:0]    read_row_1;
  wire                write_1;
  reg        [0:0]    out_bank_at_offset;
  wire       [15:0]   bias_0;
  wire       [15:0]   accumulator_0;
  reg        [15:0]   accumulator_0_at_end;
  wire       [15:0]   bias_1;
  wire       [15:0]   accumulator_1;
  reg        [15:0]   accumulator_1_at_end;
  reg                 out_last_at_offset;
  reg                 out_last_at_end;
  reg                 out_valid_at_offset;
  reg                 out_valid_at_end;
  reg [15:0] weight_words_0 [0:3];
  reg [15:0] weight_words_1 [0:3];
  reg [15:0] bias_words_0 [0:1];
  reg [15:0] bias_words_1 [0:1];

  assign _zz_bank = (_zz_bank_1 + 2'b01);
  assign _zz_bank_1 = {1'd0, bank};
  assign _zz_accumulator_0 = ($signed(_zz_accumulator_0_1) + $signed(_zz_accumulator_0_3));
  assign _zz_accumulator_0_2 = ((out_bank_at_offset == 1'b0) ? column_0_sums_0 : column_0_sums_1);
  assign _zz_accumulator_0_1 = {{1{_zz_accumulator_0_2[15]}}, _zz_accumulator_0_2};
  assign _zz_accumulator_0_3 = {{1{bias_0[15]}}, bias_0};
  assign _zz_accumulator_1 = ($signed(_zz_accumulator_1_1) + $signed(_zz_accumulator_1_3));
  assign _zz_accumulator_1_2 = ((out_bank_at_offset == 1'b0) ? column_1_sums_0 : column_1_sums_1);
  assign _zz_accumulator_1_1 = {{1{_zz_accumulator_1_2[15]}}, _zz_accumulator_1_2};
  assign _zz_accumulator_1_3 = {{1{bias_1[15]}}, bias_1};
  initial begin
    weight_words_0[0] = 16'b1111111000000001;
    weight_words_0[1] = 16'b1000000001111111;
    weight_words_0[2] = 16'b0000000000000011;
    weight_words_0[3] = 16'b0000000000000000;
  end
  always @(posedge clk) begin
    if(out_advance) begin
      weight_words_0_spinal_port0 <= weight_words_0[tile_index];
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
      weight_words_1_spinal_port0 <= weight_words_1[tile_index];
    end
  end

  initial begin
    bias_words_0[0] = 16'b0000000100001010;
    bias_words_0[1] = 16'b1111111110011110;
  end
  always @(posedge clk) begin
    if(out_advance) begin
      bias_words_0_spinal_port0 <= bias_words_0[drained_tile_index];
    end
  end

  initial begin
    bias_words_1[0] = 16'b1111110101101100;
    bias_words_1[1] = 16'b0000000000000000;
  end
  always @(posedge clk) begin
    if(out_advance) begin
      bias_words_1_spinal_port0 <= bias_words_1[drained_tile_index];
    end
  end

  BeatCounter out_tile (
    .beat      (issue             ), //i
    .first     (out_tile_first    ), //o
    .last      (out_tile_last     ), //o
    .index     (out_tile_index    ), //o
    .following (out_tile_following), //o
    .clk       (clk               ), //i
    .reset     (reset             )  //i
  );
  BeatCounter in_tile (
    .beat      (in_tile_beat     ), //i
    .first     (in_tile_first    ), //o
    .last      (in_tile_last     ), //o
    .index     (in_tile_index    ), //o
    .following (in_tile_following), //o
    .clk       (clk              ), //i
    .reset     (reset            )  //i
  );
  BeatCounter_2 tile (
    .beat      (issue              ), //i
    .first     (tile_first         ), //o
    .last      (tile_last          ), //o
    .index     (tile_index[1:0]    ), //o
    .following (tile_following[1:0]), //o
    .clk       (clk                ), //i
    .reset     (reset              )  //i
  );
  BeatCounter drained_tile (
    .beat      (drained               ), //i
    .first     (drained_tile_first    ), //o
    .last      (drained_tile_last     ), //o
    .index     (drained_tile_index    ), //o
    .following (drained_tile_following), //o
    .clk       (clk                   ), //i
    .reset     (reset                 )  //i
  );
  EngineColumn column_0 (
    .load          (out_advance                  ), //i
    .swap          (out_advance                  ), //i
    .read_0        (read_0                       ), //i
    .read_1        (read_1                       ), //i
    .write_0       (write_0                      ), //i
    .write_1       (write_1                      ), //i
    .first         (first_at_sum                 ), //i
    .advance       (out_advance                  ), //i
    .load_word     (weights_0[15:0]              ), //i
    .activations_0 (activation_0_at_multiply[7:0]), //i
    .activations_1 (activation_1_at_multiply[7:0]), //i
    .read_row_0    (read_row_0                   ), //i
    .read_row_1    (read_row_1                   ), //i
    .write_row     (row_at_sum                   ), //i
    .sums_0        (column_0_sums_0[15:0]        ), //o
    .sums_1        (column_0_sums_1[15:0]        ), //o
    .clk           (clk                          ), //i
    .reset         (reset                        )  //i
  );
  EngineColumn column_1 (
    .load          (out_advance                  ), //i
    .swap          (out_advance                  ), //i
    .read_0        (read_0                       ), //i
    .read_1        (read_1                       ), //i
    .write_0       (write_0                      ), //i
    .write_1       (write_1                      ), //i
    .first         (first_at_sum                 ), //i
    .advance       (out_advance                  ), //i
    .load_word     (weights_1[15:0]              ), //i
    .activations_0 (activation_0_at_multiply[7:0]), //i
    .activations_1 (activation_1_at_multiply[7:0]), //i
    .read_row_0    (read_row_0                   ), //i
    .read_row_1    (read_row_1                   ), //i
    .write_row     (row_at_sum                   ), //i
    .sums_0        (column_1_sums_0[15:0]        ), //o
    .sums_1        (column_1_sums_1[15:0]        ), //o
    .clk           (clk                          ), //i
    .reset         (reset                        )  //i
  );
  assign issue = (in_valid && out_advance);
  assign in_tile_beat = (in_valid && in_ready);
  assign in_ready = (out_advance && out_tile_last);
  assign row_ends = (in_tile_last && out_tile_last);
  assign row_complete = ((valid_at_sum && row_ends_at_sum) && out_advance);
  assign drained = (draining && out_advance);
  assign activation_0 = (in_data_0 ^ 8'h80);
  assign activation_1 = (in_data_1 ^ 8'h80);
  assign weights_0 = weight_words_0_spinal_port0;
  assign weights_1 = weight_words_1_spinal_port0;
  assign adding_0 = ((valid_at_add && (! first_at_add)) && (of_bank_at_add == 1'b0));
  assign read_0 = (out_advance && (adding_0 || (draining && (drained_bank == 1'b0))));
  assign read_row_0 = (adding_0 ? row_at_add : drained_tile_index);
  assign write_0 = ((out_advance && valid_at_sum) && (of_bank_at_sum == 1'b0));
  assign adding_1 = ((valid_at_add && (! first_at_add)) && (of_bank_at_add == 1'b1));
  assign read_1 = (out_advance && (adding_1 || (draining && (drained_bank == 1'b1))));
  assign read_row_1 = (adding_1 ? row_at_add : drained_tile_index);
  assign write_1 = ((out_advance && valid_at_sum) && (of_bank_at_sum == 1'b1));
  assign bias_0 = bias_words_0_spinal_port0;
  assign accumulator_0 = _zz_accumulator_0[15:0];
  assign out_data_0 = accumulator_0_at_end;
  assign bias_1 = bias_words_1_spinal_port0;
  assign accumulator_1 = _zz_accumulator_1[15:0];
  assign out_data_1 = (out_last_at_end ? 16'h0 : accumulator_1_at_end);
  assign out_valid = out_valid_at_end;
  assign out_advance = ((! out_valid) || out_ready);
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
      if(((in_valid && in_ready) && in_tile_last)) begin
        bank <= _zz_bank[0:0];
      end
      if((drained && drained_tile_last)) begin
        draining <= 1'b0;
      end
      if(row_complete) begin
        draining <= 1'b1;
      end
      if(out_advance) begin
        out_valid_at_offset <= draining;
        out_valid_at_end <= out_valid_at_offset;
      end
      if(out_advance) begin
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
    end
    if(out_advance) begin
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


endmodule

//RequantizeLane_1 replaced by RequantizeLane

module RequantizeLane (
  input  wire          advance,
  input  wire [15:0]   multiplier,
  input  wire [15:0]   accumulator,
  input  wire [3:0]    shift,
  output wire [17:0]   result,
  input  wire          clk,
  input  wire          reset
);

  wire       [0:0]    _zz_places;
  wire       [4:0]    _zz_places_1;
  wire       [4:0]    _zz_places_2;
  wire       [4:0]    _zz_places_3;
  wire       [32:0]   _zz_product;
  wire       [16:0]   _zz_product_1;
  wire       [16:0]   _zz_product_2;
  wire       [32:0]   _zz_near;
  wire       [18:0]   _zz_rounded;
  wire       [0:0]    places;
  wire       [31:0]   product;
  reg        [31:0]   product_at_coarse;
  wire       [18:0]   near;
  reg        [18:0]   near_at_fine;
  reg        [0:0]    ones_at_coarse;
  reg        [0:0]    ones_at_fine;
  wire       [18:0]   shifted;
  reg        [18:0]   shifted_at_round;
  wire       [17:0]   rounded;
  reg        [17:0]   rounded_at_end;

  assign _zz_places_1 = ($signed(_zz_places_2) - $signed(5'h0e));
  assign _zz_places = _zz_places_1[0:0];
  assign _zz_places_2 = _zz_places_3;
  assign _zz_places_3 = {1'd0, shift};
  assign _zz_product = ($signed(accumulator) * $signed(_zz_product_1));
  assign _zz_product_1 = _zz_product_2;
  assign _zz_product_2 = {1'd0, multiplier};
  assign _zz_near = ({1'd0,product_at_coarse} <<< 1'd1);
  assign _zz_rounded = ($signed(shifted_at_round) + $signed(19'h00001));
  assign places = _zz_places;
  assign product = _zz_product[31:0];
  assign near = (_zz_near >>> 4'd14);
  assign shifted = ($signed(near_at_fine) >>> ones_at_fine);
  assign rounded = (_zz_rounded >>> 1'd1);
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


endmodule

//BeatCounter_4 replaced by BeatCounter

//EngineColumn_1 replaced by EngineColumn

module EngineColumn (
  input  wire          load,
  input  wire          swap,
  input  wire          read_0,
  input  wire          read_1,
  input  wire          write_0,
  input  wire          write_1,
  input  wire          first,
  input  wire          advance,
  input  wire [15:0]   load_word,
  input  wire [7:0]    activations_0,
  input  wire [7:0]    activations_1,
  input  wire [0:0]    read_row_0,
  input  wire [0:0]    read_row_1,
  input  wire [0:0]    write_row,
  output wire [15:0]   sums_0,
  output wire [15:0]   sums_1,
  input  wire          clk,
  input  wire          reset
);

  reg        [15:0]   sums_a_spinal_port0;
  reg        [15:0]   sums_b_spinal_port0;
  wire       [16:0]   _zz_sum;
  wire       [16:0]   _zz_sum_1;
  wire       [16:0]   _zz_total_0_1;
  wire       [16:0]   _zz_total_0_2;
  wire       [15:0]   _zz_total_0_3;
  wire       [16:0]   _zz_total_0_4;
  wire       [15:0]   _zz_sums_a_port;
  wire       [16:0]   _zz_total_1;
  wire       [16:0]   _zz_total_1_1;
  wire       [15:0]   _zz_total_1_2;
  wire       [16:0]   _zz_total_1_3;
  wire       [15:0]   _zz_sums_b_port;
  reg        [7:0]    shadow_0;
  reg        [7:0]    weight_0;
  wire       [15:0]   product_0;
  reg        [15:0]   product_0_at_add;
  reg        [7:0]    shadow_1;
  reg        [7:0]    weight_1;
  wire       [15:0]   product_1;
  reg        [15:0]   product_1_at_add;
  wire       [16:0]   sum;
  reg        [16:0]   sum_at_end;
  wire       [15:0]   _zz_total_0;
  wire       [15:0]   stored_0;
  wire       [15:0]   total_0;
  wire       [15:0]   stored_1;
  wire       [15:0]   total_1;
  reg [15:0] sums_a [0:1];
  reg [15:0] sums_b [0:1];

  assign _zz_sum = {{1{product_0_at_add[15]}}, product_0_at_add};
  assign _zz_sum_1 = {{1{product_1_at_add[15]}}, product_1_at_add};
  assign _zz_total_0_1 = ($signed(_zz_total_0_2) + $signed(_zz_total_0_4));
  assign _zz_total_0_3 = (first ? 16'h0 : stored_0);
  assign _zz_total_0_2 = {{1{_zz_total_0_3[15]}}, _zz_total_0_3};
  assign _zz_total_0_4 = {{1{_zz_total_0[15]}}, _zz_total_0};
  assign _zz_total_1 = ($signed(_zz_total_1_1) + $signed(_zz_total_1_3));
  assign _zz_total_1_2 = (first ? 16'h0 : stored_1);
  assign _zz_total_1_1 = {{1{_zz_total_1_2[15]}}, _zz_total_1_2};
  assign _zz_total_1_3 = {{1{_zz_total_0[15]}}, _zz_total_0};
  assign _zz_sums_a_port = total_0;
  assign _zz_sums_b_port = total_1;
  always @(posedge clk) begin
    if(read_0) begin
      sums_a_spinal_port0 <= sums_a[read_row_0];
    end
  end

  always @(posedge clk) begin
    if(write_0) begin
      sums_a[write_row] <= _zz_sums_a_port;
    end
  end

  always @(posedge clk) begin
    if(read_1) begin
      sums_b_spinal_port0 <= sums_b[read_row_1];
    end
  end

  always @(posedge clk) begin
    if(write_1) begin
      sums_b[write_row] <= _zz_sums_b_port;
    end
  end

  assign product_0 = ($signed(activations_0) * $signed(weight_0));
  assign product_1 = ($signed(activations_1) * $signed(weight_1));
  assign sum = ($signed(_zz_sum) + $signed(_zz_sum_1));
  assign _zz_total_0 = sum_at_end[15:0];
  assign stored_0 = sums_a_spinal_port0;
  assign total_0 = _zz_total_0_1[15:0];
  assign sums_0 = stored_0;
  assign stored_1 = sums_b_spinal_port0;
  assign total_1 = _zz_total_1[15:0];
  assign sums_1 = stored_1;
  always @(posedge clk) begin
    if(load) begin
      shadow_0 <= load_word[7 : 0];
    end
    if(swap) begin
      weight_0 <= shadow_0;
    end
    if(load) begin
      shadow_1 <= load_word[15 : 8];
    end
    if(swap) begin
      weight_1 <= shadow_1;
    end
    if(advance) begin
      product_0_at_add <= product_0;
      product_1_at_add <= product_1;
      sum_at_end <= sum;
    end
  end


endmodule

//BeatCounter_3 replaced by BeatCounter

module BeatCounter_2 (
  input  wire          beat,
  output wire          first,
  output wire          last,
  output wire [1:0]    index,
  output wire [1:0]    following,
  input  wire          clk,
  input  wire          reset
);

  wire       [1:0]    _zz_following;
  wire       [2:0]    _zz_following_1;
  wire       [2:0]    _zz_following_2;
  reg        [1:0]    count;
  wire                closing;

  assign _zz_following_1 = (_zz_following_2 + 3'b001);
  assign _zz_following = _zz_following_1[1:0];
  assign _zz_following_2 = {1'd0, count};
  assign closing = (count == 2'b11);
  assign following = (beat ? (closing ? 2'b00 : _zz_following) : count);
  assign index = count;
  assign first = (count == 2'b00);
  assign last = closing;
  always @(posedge clk) begin
    if(reset) begin
      count <= 2'b00;
    end else begin
      count <= following;
    end
  end


endmodule

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
