package vit2rtl.units.math;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.SInt;

/**
 * A product with a positive constant as sums and differences of shifts, one per non-zero digit of the constant's
 * non-adjacent form (at most half its bits), summed by a tree with a register behind every level.
 */
public final class ConstantMultiple {
  private static final PipelinedTree TREE = new PipelinedTree(1);

  private ConstantMultiple() {}

  /** Cycles from operand to product, at least 1. */
  public static int latency(int constant) {
    return TREE.latency(Integer.bitCount(nonZeroDigits(constant)));
  }

  public static SInt build(String name, SInt operand, int constant, PipelinedTree.Register<SInt> register) {
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
    // Interval arithmetic takes 8x and −x for independent of each other; the product's own range is narrower.
    return TREE.build(name, terms, SInt::add, register).truncate(operand.mul(constant).width());
  }

  /** A word with a one for every non-zero digit of the non-adjacent form: (3c ⊕ c)/2. */
  private static int nonZeroDigits(int constant) {
    return (3 * constant ^ constant) >> 1;
  }
}
