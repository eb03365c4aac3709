package vit2rtl.units.math;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.SInt;
import vit2rtl.units.MultiplierStyle;

/**
 * The exact product of two signed integers, one per cycle, behind registers that the caller makes:
 * <ul>
 *   <li>DSP, and MIXED for a product per element: one {@code *} and one register. With registers in front and a sum and
 *       a register behind, which callers have anyway, synthesis has what the multiplier blocks of FPGAs are made of;
 *   <li>LOGIC: the bits of the narrower operand select rows of the wider, a·b = Σ a·b_i·2^i with the sign bit's row
 *       subtracted, summed by a tree of adders with a register behind every level.
 * </ul>
 */
public final class Product {
  private static final PipelinedTree TREE = new PipelinedTree(1);

  private Product() {}

  /** Cycles from the operands to the product, at least 1. */
  public static int latency(MultiplierStyle style, int aBits, int bBits) {
    return switch (style) {
      case DSP, MIXED -> 1;
      case LOGIC -> TREE.latency(Math.min(aBits, bBits));
    };
  }

  /**
   * Builds the product.
   *
   * @param name name of the register that holds it, prefix of those before
   */
  public static SInt build(MultiplierStyle style, String name, SInt a, SInt b, PipelinedTree.Register<SInt> register) {
    SInt product = switch (style) {
      case DSP, MIXED -> register.next(name, a.mul(b));
      case LOGIC -> TREE.build(name, a.width() < b.width() ? rows(b, a) : rows(a, b), SInt::add, register);
    };
    // Interval arithmetic takes the rows of a tree for independent of each other; the product's own range is narrower.
    return product.truncate(a.mul(b).width());
  }

  private static List<SInt> rows(SInt wide, SInt narrow) {
    List<SInt> rows = new ArrayList<>();
    int sign = narrow.width() - 1;
    for (int bit = 0; bit < sign; bit++) {
      rows.add(narrow.bit(bit).mux(wide.shl(bit), SInt.lit(0)));
    }
    rows.add(narrow.bit(sign).mux(wide.neg().shl(sign), SInt.lit(0)));
    return rows;
  }
}
