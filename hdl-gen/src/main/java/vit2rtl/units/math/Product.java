package vit2rtl.units.math;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.type.SInt;
import vit2rtl.units.MultiplierStyle;

/**
 * The exact product of two signed integers, one per cycle:
 * <ul>
 *   <li>DSP, and MIXED for a product per element: one {@code *} in one stage. With registers in front and a sum in the
 *       stage behind, which callers have anyway, synthesis has what the multiplier blocks of FPGAs are made of;
 *   <li>LOGIC: the bits of the narrower operand select rows of the wider, a·b = Σ a·b_i·2^i with the sign bit's row
 *       subtracted, summed by a tree of adders, a level per stage;
 *   <li>SERIAL: one stage, of several cycles: {@link SerialProduct}, by {@link Paced};
 *   <li>SHARED: nowhere here; units have a multiplier of their own.
 * </ul>
 */
public final class Product {
  private static final PipelinedTree TREE = new PipelinedTree(1);

  private Product() {}

  /** Stages it takes, at least 1; the product is computed in the last of them. */
  public static int cycles(MultiplierStyle style, int aBits, int bBits) {
    return switch (style) {
      case DSP, MIXED, SERIAL, SHARED -> 1;
      case LOGIC -> TREE.cycles(Math.min(aBits, bBits));
    };
  }

  /**
   * Builds the product.
   *
   * @param name  name of the product, prefix of those of its parts
   * @param first the first stage it takes
   * @param a     a signal of that stage
   * @param b     a signal of that stage
   */
  public static Staged<SInt> build(MultiplierStyle style, String name, Stage first, SInt a, SInt b) {
    return switch (style) {
      case DSP, MIXED -> first.value(name, a.mul(b));
      case SERIAL, SHARED -> throw new IllegalArgumentException("a product of a unit with parts of its own");
      case LOGIC -> {
        List<SInt> rows = a.width() < b.width() ? rows(b, a) : rows(a, b);
        Staged<SInt> sum = TREE.build(name + "_rows", first, rows, SInt::add);
        // The rows of a tree are added as if they were independent; the product's own range is narrower.
        yield sum.stage().value(name, sum.now().truncate(a.mul(b).width()));
      }
    };
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
