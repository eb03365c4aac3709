module Three (
  input  wire [3:0] a,
  output wire [3:0] y,
  input  wire [3:0] p,
  output wire [3:0] q,
  input  wire [3:0] s,
  output wire [3:0] t,
  input  wire       clk,
  input  wire       reset,
  input  wire       slow,
  input  wire       slow_rst_n,
  input  wire       pixel_clk,
  input  wire       pixel_reset
);

  wire [3:0] inner_y;
  reg  [3:0] main_held;
  reg  [3:0] slow_held;

  Inner inner (
    .a           (p           ), //i
    .y           (inner_y     ), //o
    .pixel_clk   (pixel_clk   ), //i
    .pixel_reset (pixel_reset )  //i
  );
  assign y = main_held;
  assign q = inner_y;
  assign t = slow_held;
  always @(posedge clk) begin
    if(reset) begin
      main_held <= 4'd1;
    end else begin
      main_held <= a;
    end
  end

  always @(negedge slow or negedge slow_rst_n) begin
    if(!slow_rst_n) begin
      slow_held <= 4'd2;
    end else begin
      slow_held <= s;
    end
  end

endmodule

module Inner (
  input  wire [3:0] a,
  output wire [3:0] y,
  input  wire       pixel_clk,
  input  wire       pixel_reset
);

  reg  [3:0] held;

  assign y = held;
  always @(posedge pixel_clk) begin
    if(pixel_reset) begin
      held <= 4'd3;
    end else begin
      held <= a;
    end
  end

endmodule
