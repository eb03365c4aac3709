// iCE40-HX8K breakout board (iCE40HX8K-B-EVN): the board's 12 MHz oscillator multiplied to 48 MHz, a reset that ends once
// the PLL has locked, and the core.
module board (
    input  clk_12mhz,
    input  uart_rx,
    output uart_tx,
    output led_busy,
    output led_trouble
);
    wire clk;
    wire locked;

    // 12 MHz * (63 + 1) / 2^4 = 48 MHz; the VCO runs at 768 MHz.
    SB_PLL40_CORE #(
        .FEEDBACK_PATH("SIMPLE"),
        .DIVR(4'd0),
        .DIVF(7'd63),
        .DIVQ(3'd4),
        .FILTER_RANGE(3'd1)
    ) pll (
        .REFERENCECLK(clk_12mhz),
        .PLLOUTGLOBAL(clk),
        .LOCK(locked),
        .RESETB(1'b1),
        .BYPASS(1'b0)
    );

    // Flip-flops of this device start at 0, and so in reset.
    reg [1:0] locked_here = 2'd0;
    reg [3:0] settled = 4'd0;
    reg reset_n = 1'b0;
    always @(posedge clk) begin
        locked_here <= {locked_here[0], locked};
        if (!locked_here[1]) settled <= 4'd0;
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
