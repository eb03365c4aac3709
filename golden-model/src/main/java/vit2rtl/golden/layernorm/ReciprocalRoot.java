package vit2rtl.golden.layernorm;

/**
 * The integer reciprocal square root of LayerNorm.
 *
 * <p>For a mantissa m with 2^18 ≤ m &lt; 2^20 the result r is <b>the odd integer nearest to 2^26/√m</b>; were 2^26/√m
 * an even integer, the smaller neighbour is taken. Equivalently r = 2R + 1 with R the greatest integer strictly below
 * 2^25/√m, that is R = ⌊√⌊(2^50 − 1)/m⌋⌋.
 *
 * <p>Range: 2^25/√m lies in (2^15, 2^16], so 2^15 ≤ R ≤ 2^16 − 1 and 2^16 &lt; r &lt; 2^17. The error |r − 2^26/√m| is
 * at most 1, less than 2^−16 of r, and without bias: the odd integers sit in the middle of the intervals that the digit
 * recurrence of the hardware distinguishes, so the half step costs no gate.
 */
public final class ReciprocalRoot {
  /** Bits of the mantissa m. */
  public static final int MANTISSA_BITS = 20;
  /** r approximates 2^SCALE/√m. */
  public static final int SCALE = 26;
  /** Bits of R, the digits the recurrence finds; r has one more. */
  public static final int ROOT_BITS = 16;

  private static final long NUMERATOR = 1L << (2 * (SCALE - 1));

  private ReciprocalRoot() {}

  /**
   * The odd integer nearest to 2^26/√m.
   *
   * @param m 2^18 ≤ m &lt; 2^20
   */
  public static int of(int m) {
    if (m < 1 << (MANTISSA_BITS - 2) || m >= 1 << MANTISSA_BITS) {
      throw new IllegalArgumentException("mantissa is " + m + "; allowed are 2^18 to 2^20 - 1");
    }
    return 2 * floorRoot((NUMERATOR - 1) / m) + 1;
  }

  /** ⌊√v⌋ for 0 ≤ v &lt; 2^32, digit by digit. */
  private static int floorRoot(long v) {
    int root = 0;
    for (int bit = 1 << (ROOT_BITS - 1); bit != 0; bit >>= 1) {
      long trial = root | bit;
      if (trial * trial <= v) {
        root = (int) trial;
      }
    }
    return root;
  }
}
