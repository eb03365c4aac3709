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
