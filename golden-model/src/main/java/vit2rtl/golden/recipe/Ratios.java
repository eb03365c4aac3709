package vit2rtl.golden.recipe;

import vit2rtl.golden.IntRange;
import vit2rtl.golden.ops.Requantizer;

/** Turns ratios of scales into multipliers and shifts. */
final class Ratios {
  private static final int TOP = Requantizer.MULTIPLIER_BITS - 1;
  private static final int MAX_MULTIPLIER = (1 << Requantizer.MULTIPLIER_BITS) - 1;

  private Ratios() {}

  /**
   * The requantiser with M_c/2^s_c nearest to each ratio. A ratio beyond 2^16 − 1 is taken as that: one accumulator step
   * then already spans every output of up to 16 bits.
   *
   * @param ratio     accumulator scale against output scale, ≥ 0, per channel
   * @param zeroPoint zero point of the output
   * @param output    range of the output
   */
  static Requantizer requantizer(double[] ratio, int zeroPoint, IntRange output) {
    int[] multiplier = new int[ratio.length];
    int[] shift = new int[ratio.length];
    for (int c = 0; c < ratio.length; c++) {
      int s = shift(ratio[c]);
      long m = Math.round(Math.scalb(ratio[c], s));
      if (m > MAX_MULTIPLIER && s > 0) {
        s--;
        m = Math.round(Math.scalb(ratio[c], s));
      }
      multiplier[c] = (int) Math.min(MAX_MULTIPLIER, m);
      shift[c] = s;
    }
    return new Requantizer(multiplier, shift, zeroPoint, output);
  }

  private static int shift(double ratio) {
    if (ratio == 0) {
      return 0;
    }
    return Math.max(0, Math.min(Requantizer.MAX_SHIFT, TOP - Math.getExponent(ratio)));
  }

  /** Every element divided by one number. */
  static double[] divide(double[] a, double by) {
    double[] result = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      result[i] = a[i] / by;
    }
    return result;
  }

  /** a/b element by element. */
  static double[] divide(double[] a, double[] by) {
    double[] result = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      result[i] = a[i] / by[i];
    }
    return result;
  }
}
