package vit2rtl.golden.onnx;

import vit2rtl.golden.IntRange;
import vit2rtl.golden.layernorm.ReciprocalRoot;
import vit2rtl.golden.onnx.graph.ElementType;
import vit2rtl.golden.onnx.graph.Value;

/**
 * {@link ReciprocalRoot} by two tables of 256 entries, with the start of the segment and the rounding half folded in:
 * <pre>
 *   h = ⌊m / 2^12⌋,  r = ⌊(base[h] − slope[h]·m) / 2^13⌋
 * </pre>
 * Entries below 64 are 0, so m = 0 (a row without variance, ε = 0) gives r = 0.
 */
final class Reciprocal {
  private static final int STEP_BITS = ReciprocalRoot.POSITION_BITS - 1;
  private static final int ENTRIES = 1 << (ReciprocalRoot.MANTISSA_BITS - STEP_BITS);
  private static final int FIRST = ENTRIES / 4;
  private static final int HALF = ENTRIES / 2;

  private Reciprocal() {}

  /** r of a mantissa m, 0 or 2^18 ≤ m &lt; 2^20, in 64 bits. */
  static Value of(Value mantissa) {
    int[] bases = ReciprocalRoot.bases();
    int[] slopes = ReciprocalRoot.slopes();
    long[] base = new long[ENTRIES];
    long[] slope = new long[ENTRIES];
    for (int h = FIRST; h < ENTRIES; h++) {
      boolean upper = h >= HALF;
      int segment = upper ? h >> 1 : h - FIRST;
      long start = upper ? (long) segment << ReciprocalRoot.POSITION_BITS : (long) h << STEP_BITS;
      slope[h] = upper ? slopes[segment] : 2L * slopes[segment];
      base[h] = ((long) bases[segment] << ReciprocalRoot.POSITION_BITS) + slope[h] * start
          + (1L << STEP_BITS);
    }
    Value place = mantissa.over(1L << STEP_BITS);
    Value fall = mantissa.graph().vector(ElementType.INT64, slope).lookup(place).times(mantissa);
    // r has 17 bits, so what is divided has 30.
    return mantissa.graph().vector(ElementType.INT64, base).lookup(place).minus(fall)
        .known(IntRange.unsigned(ReciprocalRoot.BITS + ReciprocalRoot.POSITION_BITS)).over(1L << ReciprocalRoot.POSITION_BITS);
  }
}
