package vit2rtl.accelerator.block;

import vit2rtl.hdl.BlackBox;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;

/**
 * Two products of signed integers of {@link #BITS} bits in one multiplier block of an iCE40 UltraPlus:
 * <pre>
 *   low half of p  = low half of a · low half of b       high half of p = high half of a · high half of b
 * </pre>
 * a is held since the last {@code enter}, b since the last {@code take}; products follow both by two cycles. To Yosys the module is an SB_MAC16 in
 * its mode of two 8 × 8 products, which Yosys itself makes of no expression, under a name of its own, for its search
 * for products would take the block for one of 16 bits; a command behind synthesis gives it its right name. To everybody
 * else it is what that computes, without a reset, as the block begins with zeros and is used with weights only.
 */
final class DualProduct extends BlackBox {
  static final int BITS = 8;
  static final String MODULE = "DualProduct";
  static final String SOURCE = """
      // Two products of signed integers of 8 bits in one multiplier block of an iCE40 UltraPlus.
      module DualProduct (
          input clk,
          input enter,
          input take,
          input [15:0] a,
          input [15:0] b,
          output [31:0] p
      );
      `ifdef YOSYS
        DualMac #(
            .A_SIGNED(1'b1), .B_SIGNED(1'b1), .MODE_8x8(1'b1), .A_REG(1'b1), .B_REG(1'b1),
            .TOP_8x8_MULT_REG(1'b1), .BOT_8x8_MULT_REG(1'b1), .TOPOUTPUT_SELECT(2'b10), .BOTOUTPUT_SELECT(2'b10)
        ) block (
            .CLK(clk), .CE(1'b1), .A(a), .B(b), .AHOLD(!enter), .BHOLD(!take), .O(p),
            .C(16'd0), .D(16'd0), .CHOLD(1'b0), .DHOLD(1'b0),
            .IRSTTOP(1'b0), .IRSTBOT(1'b0), .ORSTTOP(1'b0), .ORSTBOT(1'b0), .OLOADTOP(1'b0), .OLOADBOT(1'b0),
            .ADDSUBTOP(1'b0), .ADDSUBBOT(1'b0), .OHOLDTOP(1'b0), .OHOLDBOT(1'b0), .CI(1'b0), .ACCUMCI(1'b0),
            .SIGNEXTIN(1'b0)
        );
      `else
        reg signed [7:0] low_a;
        reg signed [7:0] high_a;
        reg signed [7:0] low_b;
        reg signed [7:0] high_b;
        reg signed [15:0] low;
        reg signed [15:0] high;
        always @(posedge clk) begin
          if (enter) {high_a, low_a} <= a;
          if (take) {high_b, low_b} <= b;
          low <= low_a * low_b;
          high <= high_a * high_b;
        end
        assign p = {high, low};
      `endif
      endmodule
      `ifdef YOSYS
      // An SB_MAC16 by another name: "synth_ice40 -dsp" takes those it finds for products of 16 bits that it may change.
      // Behind it: chtype -set SB_MAC16 t:DualMac
      (* blackbox *)
      module DualMac (
          input CLK, CE, input [15:0] C, A, B, D, input AHOLD, BHOLD, CHOLD, DHOLD, IRSTTOP, IRSTBOT, ORSTTOP, ORSTBOT,
          input OLOADTOP, OLOADBOT, ADDSUBTOP, ADDSUBBOT, OHOLDTOP, OHOLDBOT, CI, ACCUMCI, SIGNEXTIN, output [31:0] O
      );
        parameter [0:0] A_SIGNED = 0, B_SIGNED = 0, MODE_8x8 = 0, A_REG = 0, B_REG = 0, TOP_8x8_MULT_REG = 0, BOT_8x8_MULT_REG = 0;
        parameter [1:0] TOPOUTPUT_SELECT = 0, BOTOUTPUT_SELECT = 0;
      endmodule
      `endif
      """;

  final Bool enter = in("enter", Bool.bool());
  final Bool take = in("take", Bool.bool());
  final Bits a = in("a", Bits.bits(16));
  final Bits b = in("b", Bits.bits(16));
  final Bits p = out("p", Bits.bits(32));

  DualProduct() {
    super(MODULE, SOURCE);
    clock("clk");
  }
}
