// A finite impulse response filter over rows of samples.
module FirFilter (
  input  wire               in_valid,
  output wire               in_ready,
  input  wire               in_last,
  input  wire signed [7:0]  in_data_0,
  output wire               out_valid,
  input  wire               out_ready,
  output wire               out_last,
  output wire signed [11:0] out_data_0,
  input  wire               clk,
  input  wire               reset
);

  reg  signed [7:0]  history_0;
  reg  signed [7:0]  history_1;
  reg  signed [7:0]  history_2;
  reg                full;
  wire               advance;
  reg                last;
  reg  signed [11:0] result;
  wire [9:0]         result_difference;
  wire [10:0]        result_difference_1;
  wire [10:0]        result_difference_2;

  assign result_difference = {in_data_0, 2'd0} - {{2{in_data_0[7]}}, in_data_0};
  assign result_difference_1 = {result_difference[9], result_difference} - ({{3{history_0[7]}}, history_0} + {history_0[7], history_0, 2'd0});
  assign result_difference_2 = {history_2, 3'd0} - {{3{history_2[7]}}, history_2};
  assign advance = !full || out_ready;
  assign in_ready = advance;
  assign out_valid = full;
  assign out_last = last;
  assign out_data_0 = result;
  always @(posedge clk) begin
    if(reset) begin
      history_0 <= 8'sd0;
      history_1 <= 8'sd0;
      history_2 <= 8'sd0;
      full <= 1'b0;
    end else begin
      if(in_valid && in_ready) begin
        history_0 <= in_last ? 8'sd0 : in_data_0;
        history_1 <= in_last ? 8'sd0 : history_0;
        history_2 <= in_last ? 8'sd0 : history_1;
      end
      if(advance) begin
        full <= in_valid;
      end
    end
  end

  always @(posedge clk) begin
    if(advance) begin
      last <= in_last;
      result <= {result_difference_1[10], result_difference_1} + {result_difference_2[10], result_difference_2};
    end
  end

endmodule
