// iCEBreaker v1.0 (iCE40UP5K-SG48): the board's 12 MHz oscillator multiplied to 24 MHz, a reset that ends once the PLL has
// locked, and the core. The oscillator's pin belongs to the PLL, which therefore takes the pad; the chip's own 24 MHz
// oscillator (10 % off) would be too inexact for a serial line.
module board (
    input  clk_12mhz,
    input  uart_rx,
    output uart_tx,
    output led_busy_n,
    output led_trouble_n
);
    wire clk;
    wire locked;

    // 12 MHz * (63 + 1) / 2^5 = 24 MHz; the VCO runs at 768 MHz.
    SB_PLL40_PAD #(
        .FEEDBACK_PATH("SIMPLE"),
        .DIVR(4'd0),
        .DIVF(7'd63),
        .DIVQ(3'd5),
        .FILTER_RANGE(3'd1)
    ) pll (
        .PACKAGEPIN(clk_12mhz),
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

    wire busy;
    wire trouble;
    assign led_busy_n = !busy;
    assign led_trouble_n = !trouble;

    BoardCore core (
        .clk(clk),
        .reset(!reset_n),
        .uart_rx(uart_rx),
        .uart_tx(uart_tx),
        .busy(busy),
        .trouble(trouble)
    );
endmodule
