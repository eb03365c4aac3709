// Arty A7-100T (XC7A100T): the board's 100 MHz oscillator turned into 50 MHz, a reset that ends a while after the PLL has
// locked and the button was left, and the core.
module board (
    input  clk_100mhz,
    input  uart_rx,
    output uart_tx,
    input  btn_reset,
    output led_busy,
    output led_trouble
);
    wire clk;
    wire pll_clk;
    wire feedback;
    wire locked;

    // 100 MHz * 10 / 20 = 50 MHz; the VCO runs at 1000 MHz.
    PLLE2_ADV #(
        .CLKIN1_PERIOD(10.0),
        .DIVCLK_DIVIDE(1),
        .CLKFBOUT_MULT(10),
        .CLKOUT0_DIVIDE(20)
    ) pll (
        .CLKIN1(clk_100mhz),
        .CLKFBIN(feedback),
        .CLKFBOUT(feedback),
        .CLKOUT0(pll_clk),
        .LOCKED(locked),
        .PWRDWN(1'b0),
        .RST(1'b0)
    );
    BUFG buffer (.I(pll_clk), .O(clk));

    // A button that bounces resets several times.
    reg [1:0] ready = 2'd0;
    reg [3:0] settled = 4'd0;
    reg reset_n = 1'b0;
    always @(posedge clk) begin
        ready <= {ready[0], locked && !btn_reset};
        if (!ready[1]) settled <= 4'd0;
        else if (settled != 4'd15) settled <= settled + 4'd1;
        reset_n <= settled == 4'd15;
    end

    BoardCore core (
        .clk(clk),
        .reset(!reset_n),
        .uart_rx(uart_rx),
        .uart_tx(uart_tx),
        .busy(led_busy),
        .trouble(led_trouble)
    );
endmodule
