package vit2rtl.golden.quant;

import vit2rtl.golden.InputException;

/**
 * Counts of values in equal bins. The bins' width is the smallest power of two at which every value seen fits, |v| &lt;
 * half · width; a greater value widens the bins and merges neighbours. So the counts depend on the set of values alone,
 * never on their order, and no second pass is needed. Least and greatest value are exact.
 *
 * <p>Bin k, −half ≤ k &lt; half, holds k·width ≤ v &lt; (k+1)·width. A bin takes four bytes, as calibration keeps a
 * histogram of each of some hundred thousand channels; so it counts at most 2^31 − 1 values.
 */
public final class Histogram {
  private final int half;
  private final int[] counts;
  private int exponent = Double.MIN_EXPONENT / 2;
  private double inverseWidth = Math.scalb(1.0, -exponent);
  private double limit = 0;
  private long total;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double sum;

  /** Counts into at most 2·half bins; half is a power of two. */
  public Histogram(int half) {
    if (Integer.bitCount(half) != 1) {
      throw new IllegalArgumentException("half is " + half + "; allowed: a power of two");
    }
    this.half = half;
    this.counts = new int[2 * half];
  }

  public void add(float value) {
    if (!Float.isFinite(value)) {
      throw new IllegalArgumentException("value is " + value + "; allowed: finite numbers");
    }
    if (Math.abs(value) >= limit && value != 0) {
      widen(Math.getExponent((double) value) + 1 - Integer.numberOfTrailingZeros(half));
    }
    if (total == Integer.MAX_VALUE) {
      throw new InputException("calibration has seen " + total + " values of one tensor; allowed: no more, as counts have"
          + " 32 bits; calibrate with fewer images");
    }
    int bin = (int) Math.floor(value * inverseWidth);
    counts[bin + half]++;
    total++;
    sum += value;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  public void add(float[] values) {
    for (float value : values) {
      add(value);
    }
  }

  private void widen(int target) {
    int shift = Math.max(0, Math.min(target - exponent, Integer.SIZE - 1));
    int[] merged = new int[counts.length];
    for (int i = 0; i < counts.length; i++) {
      merged[(i - half >> shift) + half] += counts[i];
    }
    System.arraycopy(merged, 0, counts, 0, counts.length);
    exponent = target;
    inverseWidth = Math.scalb(1.0, -target);
    limit = Math.scalb((double) half, target);
  }

  public long total() {
    return total;
  }

  public Interval interval() {
    if (total == 0) {
      throw new IllegalStateException("no value was counted");
    }
    return new Interval(min, max);
  }

  public double mean() {
    return total == 0 ? 0 : sum / total;
  }

  /** Width of a bin. */
  public double width() {
    return Math.scalb(1.0, exponent);
  }

  /**
   * The value below which a fraction p of all values lies, interpolated within its bin; never outside the interval.
   *
   * @param p 0…1
   */
  public double quantile(double p) {
    double rank = p * total;
    double below = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0 && below + counts[i] >= rank) {
        double value = (i - half + (rank - below) / counts[i]) * width();
        return Math.max(min, Math.min(max, value));
      }
      below += counts[i];
    }
    return max;
  }

  /** A real function of a value. */
  @FunctionalInterface
  public interface Cost {
    double of(double value);
  }

  /** The sum of a cost over all values, each taken at the centre of its bin (of the part within the interval). */
  public double sum(Cost cost) {
    double result = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        double low = Math.max(min, (i - half) * width());
        double high = Math.min(max, (i - half + 1) * width());
        result += counts[i] * cost.of((low + high) / 2);
      }
    }
    return result;
  }
}
