package vit2rtl.units.math;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.type.SInt;

/**
 * A product with a positive constant as sums and differences of shifts, one per non-zero digit of the constant's
 * non-adjacent form (at most half its bits), summed by a tree, a level per stage.
 */
public final class ConstantMultiple {
  private static final PipelinedTree TREE = new PipelinedTree(1);

  private ConstantMultiple() {}

  /** Stages it takes, at least 1; the product is computed in the last of them. */
  public static int cycles(int constant) {
    return TREE.cycles(Integer.bitCount(nonZeroDigits(constant)));
  }

  /**
   * Builds the product.
   *
   * @param name    name of the product, prefix of those of its parts
   * @param first   the first stage it takes
   * @param operand a signal of that stage
   */
  public static Staged<SInt> build(String name, Stage first, SInt operand, int constant) {
    List<SInt> terms = new ArrayList<>();
    int rest = constant;
    for (int bit = 0; rest != 0; bit++) {
      int digit = (rest & 1) == 0 ? 0 : 2 - (rest & 3);
      if (digit != 0) {
        SInt shifted = operand.shl(bit);
        terms.add(digit > 0 ? shifted : shifted.neg());
      }
      rest = (rest - digit) >> 1;
    }
    Staged<SInt> sum = TREE.build(name + "_sum", first, terms, SInt::add);
    // Interval arithmetic adds the ranges of 8x and −x as if they were independent; that of the product is narrower.
    return sum.stage().value(name, sum.now().truncate(operand.mul(constant).width()));
  }

  /** A word with a one for every non-zero digit of the non-adjacent form: (3c ⊕ c)/2. */
  private static int nonZeroDigits(int constant) {
    return (3 * constant ^ constant) >> 1;
  }
}
