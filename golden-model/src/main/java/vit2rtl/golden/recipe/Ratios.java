package vit2rtl.golden.recipe;

import vit2rtl.golden.IntRange;
import vit2rtl.golden.ops.Requantizer;

/** Turns ratios of scales into multipliers and shifts. */
final class Ratios {
  private static final int TOP = Requantizer.MULTIPLIER_BITS - 1;
  private static final int MAX_MULTIPLIER = (1 << Requantizer.MULTIPLIER_BITS) - 1;
  private static final double MAX_MOVE = Math.scalb(1.0, -Requantizer.MULTIPLIER_BITS);

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
      Fraction fraction = nearest(ratio[c]);
      multiplier[c] = fraction.multiplier();
      shift[c] = fraction.shift();
    }
    return new Requantizer(multiplier, shift, zeroPoint, output);
  }

  /** M/2^s. */
  private record Fraction(int multiplier, int shift) {
    double value() {
      return Math.scalb((double) multiplier, -shift);
    }
  }

  private static Fraction nearest(double ratio) {
    int s = shift(ratio);
    long m = Math.round(Math.scalb(ratio, s));
    if (m > MAX_MULTIPLIER && s > 0) {
      s--;
      m = Math.round(Math.scalb(ratio, s));
    }
    return new Fraction((int) Math.min(MAX_MULTIPLIER, m), s);
  }

  /**
   * The scale nearest to a wanted one whose ratio to the scale behind the requantiser is M/2^s exactly: most scales may be
   * chosen freely, and moved by 2^−16 of themselves at most the integers compute what the scales say and nothing else.
   * Where M cannot come that near, the scale stays.
   */
  static double exact(double scale, double next) {
    double near = near(scale / next);
    return Double.isNaN(near) ? scale : near * next;
  }

  /** The same from the other side: the scale behind the requantiser moves. */
  static double exactNext(double scale, double next) {
    double near = near(scale / next);
    return Double.isNaN(near) ? next : scale / near;
  }

  /** The M/2^s of a ratio, or no number where it is too far away. */
  private static double near(double ratio) {
    double near = nearest(ratio).value();
    return Math.abs(near - ratio) <= ratio * MAX_MOVE ? near : Double.NaN;
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
