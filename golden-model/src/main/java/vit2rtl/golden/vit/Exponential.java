package vit2rtl.golden.vit;

/**
 * e^x in doubles by basic arithmetic alone, so that every machine and every JDK gives the same bits (the library's
 * {@code Math.exp} may differ by a unit in the last place). x = k·ln 2 + r with |r| ≤ ln 2/2; e^r by its series to r^13;
 * times 2^k. Relative error below 4e-16; 0 below −708, +∞ above 709.
 */
final class Exponential {
  /** ln 2 in two parts: k·HIGH is exact for |k| ≤ 1024. */
  private static final double LN2_HIGH = 0x1.62e42fee00000p-1;
  private static final double LN2_LOW = 1.90821492927058770002e-10;

  private Exponential() {}

  static double of(double x) {
    if (!(x > -708)) {
      return x <= -708 ? 0 : Double.NaN;
    }
    if (x > 709) {
      return Double.POSITIVE_INFINITY;
    }
    double k = Math.rint(x * 1.4426950408889634);
    double r = x - k * LN2_HIGH - k * LN2_LOW;
    double high = ((((r * (1 / 6227020800.0) + 1 / 479001600.0) * r + 1 / 39916800.0) * r + 1 / 3628800.0) * r
        + 1 / 362880.0) * r + 1 / 40320.0;
    double middle = ((((high * r + 1 / 5040.0) * r + 1 / 720.0) * r + 1 / 120.0) * r + 1 / 24.0) * r + 1 / 6.0;
    double sum = ((middle * r + 0.5) * r + 1) * r + 1;
    return sum * Double.longBitsToDouble((long) k + 1023 << 52);
  }
}
