// The board's top with the flash that is soldered beside it.
module bench (
    input  clk_12mhz,
    input  uart_rx,
    output uart_tx,
    input  btn_n,
    output led_busy,
    output led_trouble
);
    wire [3:0] io;
    wire csn;
    wire sck;
    wire led_busy_n;
    wire led_trouble_n;
    pullup pull[3:0] (io);
    board board (
        .clk_12mhz(clk_12mhz),
        .uart_rx(uart_rx),
        .uart_tx(uart_tx),
        .btn_n(btn_n),
        .led_busy_n(led_busy_n),
        .led_trouble_n(led_trouble_n),
        .flash_sck(sck),
        .flash_csn(csn),
        .flash_mosi(io[0]),
        .flash_miso(io[1]),
        .flash_wpn(io[2]),
        .flash_holdn(io[3])
    );
    assign led_busy = !led_busy_n;
    assign led_trouble = !led_trouble_n;
    SerialFlash flash (
        .clk(clk_12mhz),
        .cs_n(csn),
        .sck(sck),
        .io(io)
    );
endmodule
