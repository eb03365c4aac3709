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
  private static final double[] SERIES = new double[14];

  static {
    double factorial = 1;
    for (int i = 0; i < SERIES.length; i++) {
      factorial *= Math.max(1, i);
      SERIES[i] = 1 / factorial;
    }
  }

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
    double sum = SERIES[13];
    for (int i = 12; i >= 0; i--) {
      sum = sum * r + SERIES[i];
    }
    return sum * Double.longBitsToDouble((long) k + 1023 << 52);
  }
}
