// ULX3S (LFE5U-85F): the board's 25 MHz oscillator as the clock, a reset that lasts for a while after configuration and
// after the button, and the core.
module board (
    input  clk_25mhz,
    input  uart_rx,
    output uart_tx,
    input  btn_reset,
    output led_busy,
    output led_trouble,
    output wifi_gpio0
);
    // Flip-flops of this device start at 0, and so in reset. A button that bounces resets several times.
    reg [1:0] pressed = 2'd0;
    reg [3:0] settled = 4'd0;
    reg reset_n = 1'b0;
    always @(posedge clk_25mhz) begin
        pressed <= {pressed[0], btn_reset};
        if (pressed[1]) settled <= 4'd0;
        else if (settled != 4'd15) settled <= settled + 4'd1;
        reset_n <= settled == 4'd15;
    end

    assign wifi_gpio0 = 1'b1;

    BoardCore core (
        .clk(clk_25mhz),
        .reset(!reset_n),
        .uart_rx(uart_rx),
        .uart_tx(uart_tx),
        .busy(led_busy),
        .trouble(led_trouble)
    );
endmodule
