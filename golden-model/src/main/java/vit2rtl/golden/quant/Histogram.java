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
  /** Fewer values for each bin are not worth a second array. */
  private static final int FEW = 2;

  private final int half;
  private final int[] counts;
  private int exponent = Double.MIN_EXPONENT / 2;
  private double inverseWidth = Math.scalb(1.0, -exponent);
  private double limit = 0;
  private long total;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  /** Counts into at most 2·half bins; half is a power of two. */
  public Histogram(int half) {
    if (Integer.bitCount(half) != 1) {
      throw new IllegalArgumentException("half is " + half + "; allowed: a power of two");
    }
    this.half = half;
    this.counts = new int[2 * half];
  }

  /** Counts some values. */
  public void add(float[] values) {
    if (values.length > 0) {
      add(values, Interval.of(values));
    }
  }

  /** The same, where their extremes are known. */
  public void add(float[] values, Interval extremes) {
    reserve(values.length);
    widenFor(extremes.magnitude());
    if (values.length >= FEW * counts.length) {
      // One count after another of the same bin waits; every other value goes elsewhere first.
      int[] others = new int[counts.length];
      count(values, others);
      for (int i = 0; i < counts.length; i++) {
        counts[i] += others[i];
      }
    } else {
      count(values, counts);
    }
    min = Math.min(min, extremes.min());
    max = Math.max(max, extremes.max());
  }

  private void count(float[] values, int[] others) {
    double inverse = inverseWidth;
    int pairs = values.length / 2 * 2;
    for (int i = 0; i < pairs; i += 2) {
      counts[(int) Math.floor(values[i] * inverse) + half]++;
      others[(int) Math.floor(values[i + 1] * inverse) + half]++;
    }
    if (pairs < values.length) {
      counts[(int) Math.floor(values[pairs] * inverse) + half]++;
    }
  }

  /** Takes another one's counts, which has as many bins or more: as if its values had been counted here. */
  public void add(Histogram other) {
    if (other.total == 0) {
      return;
    }
    reserve(other.total);
    widenFor(Math.max(Math.abs(other.min), Math.abs(other.max)));
    int shift = Math.min(exponent - other.exponent, Integer.SIZE - 1);
    for (int i = 0; i < other.counts.length; i++) {
      if (other.counts[i] != 0) {
        counts[(i - other.half >> shift) + half] += other.counts[i];
      }
    }
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
  }

  private void reserve(long more) {
    if (total + more > Integer.MAX_VALUE) {
      throw new InputException("calibration has seen " + (total + more) + " values of one tensor; allowed: "
          + Integer.MAX_VALUE + ", as counts have 32 bits; calibrate with fewer images");
    }
    total += more;
  }

  private void widenFor(double magnitude) {
    if (magnitude >= limit && magnitude != 0) {
      widen(Math.getExponent(magnitude) + 1 - Integer.numberOfTrailingZeros(half));
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

  /** The bins that hold something. */
  public Bins bins() {
    int filled = 0;
    for (int count : counts) {
      filled += count > 0 ? 1 : 0;
    }
    double[] centres = new double[filled];
    double[] held = new double[filled];
    int at = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        double low = Math.max(min, (i - half) * width());
        double high = Math.min(max, (i - half + 1) * width());
        centres[at] = (low + high) / 2;
        held[at++] = counts[i];
      }
    }
    return new Bins(centres, held);
  }

  /** The sum of a cost over all values, each taken at the centre of its bin (of the part within the interval). */
  public double sum(Bins.Cost cost) {
    return bins().sum(cost);
  }
}
