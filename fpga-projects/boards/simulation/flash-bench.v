// A board's top with the flash that is soldered beside it.
module bench (
    input  clk_25mhz,
    input  uart_rx,
    output uart_tx,
    input  btn_reset,
    output led_busy,
    output led_trouble
);
    wire [3:0] io;
    wire csn;
    pullup pull[3:0] (io);
    board board (
        .clk_25mhz(clk_25mhz),
        .uart_rx(uart_rx),
        .uart_tx(uart_tx),
        .btn_reset(btn_reset),
        .led_busy(led_busy),
        .led_trouble(led_trouble),
        .wifi_gpio0(),
        .flash_csn(csn),
        .flash_mosi(io[0]),
        .flash_miso(io[1]),
        .flash_wpn(io[2]),
        .flash_holdn(io[3])
    );
    SerialFlash flash (
        .clk(clk_25mhz),
        .cs_n(csn),
        .sck(board.flash_sck),
        .io(io)
    );
endmodule
