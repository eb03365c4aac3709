// The wide residual stream to the Power-of-Two-Factor codes of a LayerNorm input.
module ResidualToPtf (
  input  wire               in_valid,
  output wire               in_ready,
  input  wire               in_last,
  input  wire signed [15:0] in_data_0,
  input  wire signed [15:0] in_data_1,
  output wire               out_valid,
  input  wire               out_ready,
  output wire               out_last,
  output wire [7:0]         out_data_0,
  output wire [7:0]         out_data_1,
  input  wire               clk,
  input  wire               reset
);

  wire               beat_first;
  wire               beat_last;
  wire [0:0]         beat_index;
  wire [0:0]         beat_following;
  wire               out_advance;
  wire               arriving;
  reg  [1:0]         extra_shift_0;
  reg  signed [15:0] residual_0_at_shift;
  wire signed [10:0] shifted_0;
  reg  signed [10:0] shifted_0_at_add;
  wire signed [11:0] sum_0;
  reg  signed [11:0] sum_0_at_clip;
  wire signed [10:0] code_0_shifted;
  wire [7:0]         code_0;
  reg  [7:0]         code_0_at_end;
  reg  [1:0]         extra_shift_1;
  reg  signed [15:0] residual_1_at_shift;
  wire signed [10:0] shifted_1;
  reg  signed [10:0] shifted_1_at_add;
  wire signed [11:0] sum_1;
  reg  signed [11:0] sum_1_at_clip;
  wire signed [10:0] code_1_shifted;
  wire [7:0]         code_1;
  reg  [7:0]         code_1_at_end;
  reg                last_at_shift;
  reg                last_at_add;
  reg                last_at_clip;
  reg                last_at_end;
  reg                valid_at_shift;
  reg                valid_at_add;
  reg                valid_at_clip;
  reg                valid_at_end;
  (* no_rw_check *) reg  [1:0]         extra_shift_words_0 [0:1];
  (* no_rw_check *) reg  [1:0]         extra_shift_words_1 [0:1];

  initial begin
    extra_shift_words_0[0] = 2'b00;
    extra_shift_words_0[1] = 2'b01;
  end
  always @(posedge clk) begin
    if(out_advance) begin
      extra_shift_0 <= extra_shift_words_0[beat_index];
    end
  end

  initial begin
    extra_shift_words_1[0] = 2'b11;
    extra_shift_words_1[1] = 2'b00;
  end
  always @(posedge clk) begin
    if(out_advance) begin
      extra_shift_1 <= extra_shift_words_1[beat_index];
    end
  end

  BeatCounter beat (
    .step      (arriving      ), //i
    .first     (beat_first    ), //o
    .last      (beat_last     ), //o
    .index     (beat_index    ), //o
    .following (beat_following), //o
    .clk       (clk           ), //i
    .reset     (reset         )  //i
  );
  assign in_ready = out_advance;
  assign arriving = in_valid && in_ready;
  assign shifted_0 = $signed(residual_0_at_shift[15:5]) >>> extra_shift_0;
  assign sum_0 = {shifted_0_at_add[10], shifted_0_at_add} + 12'd241;
  assign code_0_shifted = sum_0_at_clip[11:1];
  assign code_0 = code_0_shifted[10] ? 8'd0 : (code_0_shifted[9:8] != 2'd0) ? 8'd255 : code_0_shifted[7:0];
  assign out_data_0 = code_0_at_end;
  assign shifted_1 = $signed(residual_1_at_shift[15:5]) >>> extra_shift_1;
  assign sum_1 = {shifted_1_at_add[10], shifted_1_at_add} + 12'd241;
  assign code_1_shifted = sum_1_at_clip[11:1];
  assign code_1 = code_1_shifted[10] ? 8'd0 : (code_1_shifted[9:8] != 2'd0) ? 8'd255 : code_1_shifted[7:0];
  assign out_data_1 = last_at_end ? 8'd0 : code_1_at_end;
  assign out_valid = valid_at_end;
  assign out_advance = !out_valid || out_ready;
  assign out_last = last_at_end;
  always @(posedge clk) begin
    if(reset) begin
      valid_at_shift <= 1'b0;
      valid_at_add <= 1'b0;
      valid_at_clip <= 1'b0;
      valid_at_end <= 1'b0;
    end else begin
      if(out_advance) begin
        valid_at_shift <= arriving;
        valid_at_add <= valid_at_shift;
        valid_at_clip <= valid_at_add;
        valid_at_end <= valid_at_clip;
      end
    end
  end

  always @(posedge clk) begin
    if(out_advance) begin
      residual_0_at_shift <= in_data_0;
      shifted_0_at_add <= shifted_0;
      sum_0_at_clip <= sum_0;
      code_0_at_end <= code_0;
      residual_1_at_shift <= in_data_1;
      shifted_1_at_add <= shifted_1;
      sum_1_at_clip <= sum_1;
      code_1_at_end <= code_1;
      last_at_shift <= beat_last;
      last_at_add <= last_at_shift;
      last_at_clip <= last_at_add;
      last_at_end <= last_at_clip;
    end
  end

  // Not read here: bits that rounding or a modulo drops, and ports that only the interface needs.
  wire _unused = &{1'b0, in_last, beat_first, beat_following, residual_0_at_shift[4:0],
    sum_0_at_clip[0], residual_1_at_shift[4:0], sum_1_at_clip[0]};

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
