// Stand-ins for the PLLs in simulation: the clock as it comes, locked from the start. The core does not know its frequency.
module SB_PLL40_CORE #(
    parameter FEEDBACK_PATH = "SIMPLE",
    parameter [3:0] DIVR = 0,
    parameter [6:0] DIVF = 0,
    parameter [2:0] DIVQ = 0,
    parameter [2:0] FILTER_RANGE = 0
) (
    input  REFERENCECLK,
    output PLLOUTGLOBAL,
    output LOCK,
    input  RESETB,
    input  BYPASS
);
    assign PLLOUTGLOBAL = REFERENCECLK;
    assign LOCK = RESETB;
endmodule

module SB_PLL40_PAD #(
    parameter FEEDBACK_PATH = "SIMPLE",
    parameter [3:0] DIVR = 0,
    parameter [6:0] DIVF = 0,
    parameter [2:0] DIVQ = 0,
    parameter [2:0] FILTER_RANGE = 0
) (
    input  PACKAGEPIN,
    output PLLOUTGLOBAL,
    output LOCK,
    input  RESETB,
    input  BYPASS
);
    assign PLLOUTGLOBAL = PACKAGEPIN;
    assign LOCK = RESETB;
endmodule

module PLLE2_ADV #(
    parameter real CLKIN1_PERIOD = 0.0,
    parameter DIVCLK_DIVIDE = 1,
    parameter CLKFBOUT_MULT = 5,
    parameter CLKOUT0_DIVIDE = 1
) (
    input  CLKIN1,
    input  CLKFBIN,
    output CLKFBOUT,
    output CLKOUT0,
    output LOCKED,
    input  PWRDWN,
    input  RST
);
    assign CLKFBOUT = CLKIN1;
    assign CLKOUT0 = CLKIN1;
    assign LOCKED = !RST;
endmodule

module BUFG (
    input  I,
    output O
);
    assign O = I;
endmodule

module EHXPLLL #(
    parameter PLLRST_ENA = "DISABLED",
    parameter INTFB_WAKE = "DISABLED",
    parameter STDBY_ENABLE = "DISABLED",
    parameter DPHASE_SOURCE = "DISABLED",
    parameter OUTDIVIDER_MUXA = "DIVA",
    parameter CLKI_DIV = 1,
    parameter CLKFB_DIV = 1,
    parameter CLKOP_ENABLE = "ENABLED",
    parameter CLKOP_DIV = 8,
    parameter CLKOP_CPHASE = 0,
    parameter CLKOP_FPHASE = 0,
    parameter FEEDBK_PATH = "CLKOP"
) (
    input  CLKI,
    input  CLKFB,
    output CLKOP,
    output LOCK,
    input  RST,
    input  STDBY,
    input  PHASESEL0,
    input  PHASESEL1,
    input  PHASEDIR,
    input  PHASESTEP,
    input  PHASELOADREG,
    input  PLLWAKESYNC,
    input  ENCLKOP
);
    assign CLKOP = CLKI;
    assign LOCK = !RST;
endmodule

// The pin of the flash's clock, which the simulation takes from the top.
module USRMCLK (
    input USRMCLKI,
    input USRMCLKTS
);
endmodule

// The pin's cell of an iCE40, as the boards use it: a clock that D_OUT_1 lets through inverted (PIN_TYPE 010000, D_OUT_1
// changing with the rising clock), or a line with an output that can be let go (101001).
module SB_IO #(
    parameter [5:0] PIN_TYPE = 6'b000000,
    parameter [0:0] PULLUP = 1'b0
) (
    inout  PACKAGE_PIN,
    input  LATCH_INPUT_VALUE,
    input  CLOCK_ENABLE,
    input  INPUT_CLK,
    input  OUTPUT_CLK,
    input  OUTPUT_ENABLE,
    input  D_OUT_0,
    input  D_OUT_1,
    output D_IN_0,
    output D_IN_1
);
    generate
        if (PIN_TYPE == 6'b010000) begin : clocked
            assign PACKAGE_PIN = OUTPUT_CLK ? D_OUT_0 : D_OUT_1;
        end else begin : line
            assign PACKAGE_PIN = OUTPUT_ENABLE ? D_OUT_0 : 1'bz;
        end
    endgenerate
    assign D_IN_0 = PACKAGE_PIN;
    assign D_IN_1 = 1'b0;
endmodule
