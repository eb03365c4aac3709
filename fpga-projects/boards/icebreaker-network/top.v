// iCEBreaker v1.0 (iCE40UP5K-SG48): the board's 12 MHz oscillator multiplied to 21 MHz, a reset that ends once the PLL has
// locked and the button was left, the board's flash, and the core.
module board (
    input  clk_12mhz,
    input  uart_rx,
    output uart_tx,
    input  btn_n,
    output led_busy_n,
    output led_trouble_n,
    output flash_sck,
    output flash_csn,
    inout  flash_mosi,
    input  flash_miso,
    input  flash_wpn,
    input  flash_holdn
);
    wire clk;
    wire locked;

    // 12 MHz * (55 + 1) / 2^5 = 21 MHz; the VCO runs at 672 MHz.
    SB_PLL40_PAD #(
        .FEEDBACK_PATH("SIMPLE"),
        .DIVR(4'd0),
        .DIVF(7'd55),
        .DIVQ(3'd5),
        .FILTER_RANGE(3'd1)
    ) pll (
        .PACKAGEPIN(clk_12mhz),
        .PLLOUTGLOBAL(clk),
        .LOCK(locked),
        .RESETB(1'b1),
        .BYPASS(1'b0)
    );

    // Flip-flops of this device start at 0, and so in reset. A button that bounces resets several times.
    reg [1:0] ready = 2'd0;
    always @(posedge clk) ready <= {ready[0], locked && btn_n};

    wire busy;
    wire trouble;
    assign led_busy_n = !busy;
    assign led_trouble_n = !trouble;

    // The flash's clock is the core's, inverted, while it runs: the pin's cell has 0 while the clock is high, and what
    // D_OUT_1 says while it is low.
    wire flash_run, flash_deselect, flash_send, flash_sends, flash_heard;
    SB_IO #(
        .PIN_TYPE(6'b010000)
    ) flash_clock (
        .PACKAGE_PIN(flash_sck),
        .OUTPUT_CLK(clk),
        .D_OUT_0(1'b0),
        .D_OUT_1(flash_run)
    );
    assign flash_csn = flash_deselect;
    // Driven while commands go out, listened to while data come in.
    SB_IO #(
        .PIN_TYPE(6'b101001),
        .PULLUP(1'b1)
    ) flash_line (
        .PACKAGE_PIN(flash_mosi),
        .OUTPUT_ENABLE(flash_sends),
        .D_OUT_0(flash_send),
        .D_IN_0(flash_heard)
    );

    BoardCore core (
        .clk(clk),
        .reset(!ready[1]),
        .uart_rx(uart_rx),
        .uart_tx(uart_tx),
        .busy(busy),
        .trouble(trouble),
        .flash_run(flash_run),
        .flash_deselect(flash_deselect),
        .flash_send(flash_send),
        .flash_sends(flash_sends),
        .flash_receive({flash_holdn, flash_wpn, flash_miso, flash_heard})
    );
endmodule
