package vit2rtl.golden.layernorm;

/**
 * The integer reciprocal square root of LayerNorm: 2^26/√m by straight lines between 128 nodes.
 *
 * <p>N(a), for 2^18 ≤ a ≤ 2^20, is <b>the integer nearest to (2^26 − 2^9)/√a</b>. A mantissa m with 2^18 ≤ m &lt; 2^20
 * lies in the segment [a, a + w) with w = 2^12 below 2^19, w = 2^13 from there, a a multiple of w; and
 * <pre>
 *   r = the integer nearest to N(a) − (N(a) − N(a + w))·(m − a)/w        (halves up, here and above)
 * </pre>
 * The nodes lie 2^−17 below the curve because the chords of a convex curve lie above it, by that much on average.
 *
 * <p>Range: r falls with m from N(2^18) = 2^17 − 1 to N(2^20) = 2^16, 17 bits; the slopes N(a) − N(a + w) are 257 to 1012.
 * The error r − 2^26/√m is below 2^−15.5 of r; on average over all m its size is 2^−17.5 and its bias below 2^−21.
 */
public final class ReciprocalRoot {
  /** Bits of the mantissa m. */
  public static final int MANTISSA_BITS = 20;
  /** r approximates 2^SCALE/√m. */
  public static final int SCALE = 26;
  /** Bits of r. */
  public static final int BITS = 17;
  /** Number of segments: 64 below 2^19, 64 from there. */
  public static final int SEGMENTS = 128;
  /** Bits of the position in a segment, in units of 2^−13 of its width. */
  public static final int POSITION_BITS = 13;

  private static final int HALF = SEGMENTS / 2;
  private static final int[] BASE = new int[SEGMENTS];
  private static final int[] SLOPE = new int[SEGMENTS];

  static {
    for (int segment = 0; segment < SEGMENTS; segment++) {
      int shift = shift(segment);
      int start = (segment < HALF ? HALF + segment : segment) << shift;
      BASE[segment] = node(start);
      SLOPE[segment] = node(start) - node(start + (1 << shift));
    }
  }

  private ReciprocalRoot() {}

  /**
   * The root by interpolation, as defined above.
   *
   * @param m 2^18 ≤ m &lt; 2^20
   */
  public static int of(int m) {
    if (m < 1 << (MANTISSA_BITS - 2) || m >= 1 << MANTISSA_BITS) {
      throw new IllegalArgumentException("mantissa is " + m + "; allowed are 2^18 to 2^20 - 1");
    }
    boolean upper = m >= 1 << (MANTISSA_BITS - 1);
    int segment = upper ? m >> POSITION_BITS : (m >> (POSITION_BITS - 1)) - HALF;
    int position = (upper ? m : m << 1) & ((1 << POSITION_BITS) - 1);
    int half = 1 << (POSITION_BITS - 1);
    return (int) (((long) BASE[segment] << POSITION_BITS) - SLOPE[segment] * position + half >> POSITION_BITS);
  }

  /** N at the start of every segment. */
  public static int[] bases() {
    return BASE.clone();
  }

  /** By how much N falls across every segment. */
  public static int[] slopes() {
    return SLOPE.clone();
  }

  private static int shift(int segment) {
    return segment < HALF ? POSITION_BITS - 1 : POSITION_BITS;
  }

  /** The integer nearest to n/√a, n = 2^26 − 2^9: k ≤ n/√a + ½ ⇔ (2k − 1)²·a ≤ 4·n². */
  private static int node(int a) {
    long numerator = (1L << SCALE) - (1L << (SCALE - 17));
    long square = 4 * numerator * numerator / a;
    long root = 0;
    for (long bit = 1L << BITS; bit != 0; bit >>= 1) {
      long trial = root | bit;
      if ((2 * trial - 1) * (2 * trial - 1) <= square) {
        root = trial;
      }
    }
    return (int) root;
  }
}
