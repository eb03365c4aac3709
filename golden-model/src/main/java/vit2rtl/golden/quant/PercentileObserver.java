package vit2rtl.golden.quant;

import java.util.function.Consumer;

/**
 * The interval between the quantiles 1 − p and p of a group of batches, averaged over the groups as {@link EmaObserver}
 * does. The reference takes p = 0.99999 over batches of a hundred images; a quantile that far out needs many values, so
 * images are gathered in groups here too. Quantiles are read from a {@link Histogram}, 2^−13 of the range at most away
 * from the exact ones.
 */
public final class PercentileObserver implements Observer {
  public static final double REFERENCE = 0.99999;
  public static final int GROUP = 32;
  private static final int HALF_BINS = 1 << 13;

  private final double percentile;
  private final double sigma;
  private final int group;
  private final Consumer<Histogram> finished;
  private Histogram histogram = new Histogram(HALF_BINS);
  private int batches;
  private Interval average;

  /**
   * @param percentile p, above 0.5 and up to 1
   * @param sigma      weight of a new group in the average
   * @param group      batches that make a group
   */
  public PercentileObserver(double percentile, double sigma, int group) {
    this(percentile, sigma, group, values -> { });
  }

  /** The same; {@code finished} receives the values of each group but the last. */
  public PercentileObserver(double percentile, double sigma, int group, Consumer<Histogram> finished) {
    if (!(percentile > 0.5 && percentile <= 1)) {
      throw new IllegalArgumentException("percentile is " + percentile + "; allowed: above 0.5 and up to 1");
    }
    this.percentile = percentile;
    this.sigma = sigma;
    this.group = group;
    this.finished = finished;
  }

  @Override
  public void observe(float[] values) {
    observe(values, Interval.of(values));
  }

  /** Takes a batch whose extremes are known. */
  public void observe(float[] values, Interval extremes) {
    if (batches == group) {
      average = interval();
      finished.accept(histogram);
      histogram = new Histogram(HALF_BINS);
      batches = 0;
    }
    histogram.add(values, extremes);
    batches++;
  }

  /** The values of the group that is not finished. */
  public Histogram current() {
    return histogram;
  }

  @Override
  public Interval interval() {
    if (batches == 0) {
      throw new IllegalStateException("no batch was observed");
    }
    Interval current = new Interval(histogram.quantile(1 - percentile), histogram.quantile(percentile));
    return average == null ? current : average.towards(current, sigma);
  }
}
