package vit2rtl.golden.quant;

import vit2rtl.golden.IntRange;

/**
 * Optimal mean square error: of the intervals (1 − i/100)·[min, max], i = 0…89, the one whose asymmetric grid has the
 * least sum of squared errors over all values seen (the first of equals). The sum runs over a {@link Histogram} of all
 * values; the reference's over the last batch.
 */
public final class OmseObserver implements Observer {
  private static final int STEPS = 90;
  private static final int HALF_BINS = 1 << 12;

  private final IntRange codes;
  private final Histogram histogram = new Histogram(HALF_BINS);

  public OmseObserver(IntRange codes) {
    this.codes = codes;
  }

  @Override
  public void observe(float[] values) {
    histogram.add(values);
  }

  @Override
  public Interval interval() {
    return best(histogram, codes);
  }

  /** The interval of least error for values counted elsewhere. */
  public static Interval best(Histogram histogram, IntRange codes) {
    Interval full = histogram.interval().withZero();
    Interval best = full;
    Bins bins = histogram.bins();
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < STEPS; i++) {
      Interval candidate = full.times(1 - 0.01 * i);
      double error = bins.squaredError(Grid.asymmetric(codes, candidate));
      if (error < least) {
        least = error;
        best = candidate;
      }
    }
    return best;
  }
}
