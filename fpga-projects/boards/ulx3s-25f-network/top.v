// ULX3S (LFE5U-25F): the board's 25 MHz oscillator turned into 50 MHz, a reset that lasts until a while after the PLL has
// locked and the button was left, the board's flash, and the core.
module board (
    input  clk_25mhz,
    input  uart_rx,
    output uart_tx,
    input  btn_reset,
    output led_busy,
    output led_trouble,
    output wifi_gpio0,
    output flash_csn,
    inout  flash_mosi,
    inout  flash_miso,
    inout  flash_wpn,
    inout  flash_holdn
);
    wire clk;
    wire locked;

    // 25 MHz * 2 = 50 MHz; the VCO runs at 600 MHz. CLKOP is fed back: 25 MHz / CLKI_DIV = CLKOP / CLKFB_DIV.
    (* FREQUENCY_PIN_CLKI = "25" *)
    (* FREQUENCY_PIN_CLKOP = "50" *)
    (* ICP_CURRENT = "12" *)
    (* LPF_RESISTOR = "8" *)
    (* MFG_ENABLE_FILTEROPAMP = "1" *)
    (* MFG_GMCREF_SEL = "2" *)
    EHXPLLL #(
        .PLLRST_ENA("DISABLED"),
        .INTFB_WAKE("DISABLED"),
        .STDBY_ENABLE("DISABLED"),
        .DPHASE_SOURCE("DISABLED"),
        .OUTDIVIDER_MUXA("DIVA"),
        .CLKI_DIV(1),
        .CLKFB_DIV(2),
        .CLKOP_ENABLE("ENABLED"),
        .CLKOP_DIV(12),
        .CLKOP_CPHASE(5),
        .CLKOP_FPHASE(0),
        .FEEDBK_PATH("CLKOP")
    ) pll (
        .CLKI(clk_25mhz),
        .CLKFB(clk),
        .CLKOP(clk),
        .LOCK(locked),
        .RST(1'b0),
        .STDBY(1'b0),
        .PHASESEL0(1'b0),
        .PHASESEL1(1'b0),
        .PHASEDIR(1'b1),
        .PHASESTEP(1'b1),
        .PHASELOADREG(1'b1),
        .PLLWAKESYNC(1'b0),
        .ENCLKOP(1'b0)
    );

    // Flip-flops of this device start at 0, and so in reset. A button that bounces resets several times.
    reg [1:0] ready = 2'd0;
    reg [3:0] settled = 4'd0;
    reg reset_n = 1'b0;
    always @(posedge clk) begin
        ready <= {ready[0], locked && !btn_reset};
        if (!ready[1]) settled <= 4'd0;
        else if (settled != 4'd15) settled <= settled + 4'd1;
        reset_n <= settled == 4'd15;
    end

    assign wifi_gpio0 = 1'b1;

    // The flash's clock is the core's, inverted, while it runs; its pin is the one that the configuration came by, which
    // the device gives to USRMCLK alone. Lines that nobody drives are pulled up.
    wire flash_run, flash_deselect, flash_send, flash_sends;
    wire flash_sck = flash_run && !clk;
    USRMCLK flash_clock (
        .USRMCLKI(flash_sck),
        .USRMCLKTS(1'b0)
    );
    assign flash_csn = flash_deselect;
    assign flash_mosi = flash_sends ? flash_send : 1'bz;
    assign flash_miso = 1'bz;
    assign flash_wpn = 1'bz;
    assign flash_holdn = 1'bz;

    BoardCore core (
        .clk(clk),
        .reset(!reset_n),
        .uart_rx(uart_rx),
        .uart_tx(uart_tx),
        .busy(led_busy),
        .trouble(led_trouble),
        .flash_run(flash_run),
        .flash_deselect(flash_deselect),
        .flash_send(flash_send),
        .flash_sends(flash_sends),
        .flash_receive({flash_holdn, flash_wpn, flash_miso, flash_mosi})
    );
endmodule
