package vit2rtl.golden.softmax;

import vit2rtl.golden.InputException;

/**
 * The integer exponential of Log-Int-Softmax (I-BERT, arXiv 2101.01321, algorithm 2, as FQ-ViT uses it), compiled for
 * one score scale s:
 * <pre>
 *   x0 = ⌊−0.6931/s⌋,  b = ⌊(0.96963238/0.35815147)/s⌋,  c = ⌊(1/0.35815147)/s²⌋
 *   d  = score − row maximum, −(2^bits − 1) … 0;  d ← max(d, n·x0)
 *   p  = ⌊d/x0⌋,  ρ = d − p·x0,  z = (ρ + b)·ρ + c
 *   e  = z · 2^(n−p)
 * </pre>
 * Only ratios of e matter to the codes, and p never exceeds P = min(n, ⌊(2^bits − 1)/|x0|⌋); so this class (and the
 * hardware) uses e' = z·2^(P−p) = e / 2^(n−P), which leaves every code as it is and needs n − P bits less. {@link
 * #droppedBits()} is n − P, for whoever compares with the reference's e.
 *
 * <p><b>Valid range.</b> c ≥ 1 and z ≥ 1 for every ρ, which holds for 0 &lt; s ≤ 1.67; and c·2^P·4096 &lt; 2^62, so that
 * a row of up to 4096 exponentials sums up in a long: for 8-bit scores that is 5·10^−8 ≤ s. Scales outside are refused.
 *
 * @param scale     s, as given
 * @param scoreBits width of the score codes, 4…8
 * @param n         greatest number of halvings, 1…30; the reference has 30
 * @param x0        negative: the step of ln 2 on the grid of s
 * @param b         linear coefficient
 * @param c         constant coefficient
 */
public record IExp(double scale, int scoreBits, int n, long x0, long b, long c) {
  public static final int REFERENCE_N = 30;
  public static final int MAX_ROW = 4096;

  private static final double LN2 = 0.6931;
  private static final double QUADRATIC = 0.35815147;
  private static final double LINEAR = 0.96963238 / QUADRATIC;
  private static final double CONSTANT = 1.0 / QUADRATIC;
  static final int MAX_SUM_BITS = 62;

  public IExp {
    if (scoreBits < 4 || scoreBits > 8) {
      throw new InputException("softmax: score codes have " + scoreBits + " bits; allowed: 4 to 8");
    }
    if (n < 1 || n > REFERENCE_N) {
      throw new InputException("softmax: n is " + n + "; allowed: 1 to " + REFERENCE_N);
    }
    if (x0 >= 0 || b < 0 || c < 1) {
      throw new InputException("softmax: the i-exp constants are x0 = " + x0 + ", b = " + b + ", c = " + c
          + "; allowed: x0 < 0, b >= 0, c >= 1");
    }
    int reach = (int) Math.min(n, span(scoreBits) / -x0);
    int bits = Long.SIZE - Long.numberOfLeadingZeros(c) + reach + Integer.numberOfTrailingZeros(MAX_ROW);
    if (bits > MAX_SUM_BITS) {
      throw new InputException("softmax: at score scale " + scale + " with n = " + n + " a row of exponentials needs "
          + bits + " bits; allowed: " + MAX_SUM_BITS + "; use a score scale of 5e-8 or more, or a smaller n");
    }
    for (int distance = 0; distance <= span(scoreBits); distance++) {
      if (polynomial(Math.max(-distance, n * x0), x0, b, c) < 1) {
        throw new InputException("softmax: at score scale " + scale + " the i-exp polynomial is not positive at distance "
            + distance + "; allowed: score scales above 0 and up to 1.67");
      }
    }
  }

  /** Compiles the constants for a score scale; n = 30 is the reference. */
  public static IExp ofScale(double scale, int scoreBits, int n) {
    if (!(scale > 0) || Double.isInfinite(scale) || Math.floor(CONSTANT / (scale * scale)) < 1) {
      throw new InputException("softmax: score scale is " + scale + "; allowed: above 0 and up to 1.67, where the i-exp"
          + " polynomial is positive");
    }
    double c = Math.floor(CONSTANT / (scale * scale));
    if (c > Math.scalb(1.0, MAX_SUM_BITS)) {
      throw new InputException("softmax: score scale is " + scale + "; allowed: 5e-8 to 1.67, below which the"
          + " exponentials of a row do not fit 62 bits");
    }
    return new IExp(scale, scoreBits, n, (long) Math.floor(-LN2 / scale), (long) Math.floor(LINEAR / scale), (long) c);
  }

  /** The reference's i-exp: 8-bit scores, n = 30. */
  public static IExp ofScale(double scale) {
    return ofScale(scale, 8, REFERENCE_N);
  }

  private static long span(int bits) {
    return (1L << bits) - 1;
  }

  /** P: the greatest number of halvings that scores of this width reach. */
  public int reach() {
    return (int) Math.min(n, span(scoreBits) / -x0);
  }

  /** n − P, the common power of two that e' leaves out. */
  public int droppedBits() {
    return n - reach();
  }

  /**
   * e' for a distance below the maximum.
   *
   * @param distance row maximum − score, 0…2^scoreBits − 1
   * @return e' ≥ 1
   */
  public long of(int distance) {
    long d = Math.max(-distance, n * x0);
    return polynomial(d, x0, b, c) << (reach() - d / x0);
  }

  /** z at a distance d ≤ 0: the remainder ρ of d by x0 lies in (x0, 0]. */
  private static long polynomial(long d, long x0, long b, long c) {
    long rho = d % x0;
    return (rho + b) * rho + c;
  }

  /** e' for every distance 0…2^scoreBits − 1. */
  public long[] table() {
    long[] table = new long[1 << scoreBits];
    for (int distance = 0; distance < table.length; distance++) {
      table[distance] = of(distance);
    }
    return table;
  }
}
