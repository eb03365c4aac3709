package vit2rtl.units.math;

import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.UIntType;
import vit2rtl.units.MultiplierStyle;

/**
 * How products are built, and how many cycles a unit takes over a beat: one, or as many as its longest serial product.
 *
 * @param style  how products are built
 * @param cycles from a beat to the next, at least 1
 */
public record Pace(MultiplierStyle style, int cycles) {

  /**
   * The pace of a unit.
   *
   * @param narrower of every product in it, bits of the narrower operand
   */
  public static Pace of(MultiplierStyle style, int... narrower) {
    int most = 0;
    for (int bits : narrower) {
      most = Math.max(most, bits);
    }
    return new Pace(style, style == MultiplierStyle.SERIAL ? most + 1 : 1);
  }

  /** Whether a beat takes several cycles. */
  public boolean isSlow() {
    return cycles > 1;
  }

  /** Cycles that so many moves of the whole unit take, from before the first to behind the last. */
  public int between(int moves) {
    return (moves - 1) * cycles + 1;
  }

  /** Counts the cycles of a beat; the unit moves with the last. */
  UIntType phaseType() {
    return UInt.upTo(Math.max(1, cycles - 1));
  }
}
