package vit2rtl.golden.calibration;

import vit2rtl.golden.IntRange;
import vit2rtl.golden.quant.Columns;
import vit2rtl.golden.quant.EmaObserver;
import vit2rtl.golden.quant.Extremes;
import vit2rtl.golden.quant.Histogram;
import vit2rtl.golden.quant.Interval;
import vit2rtl.golden.quant.Method;
import vit2rtl.golden.quant.MinMaxObserver;
import vit2rtl.golden.quant.OmseObserver;
import vit2rtl.golden.quant.PercentileObserver;

/**
 * What calibration keeps of one float tensor: an observer of every method over all elements, and a {@link Histogram} of
 * every column.
 */
public final class TensorStatistics {
  private static final int HALF_BINS = 1 << 9;
  private static final int ALL_HALF_BINS = 1 << 12;

  private final MinMaxObserver minMax = new MinMaxObserver();
  private final EmaObserver average = new EmaObserver(EmaObserver.SIGMA, EmaObserver.GROUP);
  private final Histogram finished = new Histogram(ALL_HALF_BINS);
  private final PercentileObserver percentile = new PercentileObserver(PercentileObserver.REFERENCE, EmaObserver.SIGMA,
      PercentileObserver.GROUP, finished::add);
  private final Histogram[] columns;
  private final EmaObserver[] ema;
  private final double[] sums;

  /** @param columns columns to keep apart; 0 for none */
  TensorStatistics(int columns) {
    this.columns = new Histogram[columns];
    this.ema = new EmaObserver[columns];
    this.sums = new double[columns];
    for (int c = 0; c < columns; c++) {
      this.columns[c] = new Histogram(HALF_BINS);
      this.ema[c] = new EmaObserver(EmaObserver.SIGMA, EmaObserver.GROUP);
    }
  }

  /** Takes the tensor of one image. */
  void observe(float[] values) {
    Interval extremes = Interval.of(values);
    minMax.observe(extremes);
    average.observe(extremes);
    percentile.observe(values, extremes);
    if (columns.length > 0) {
      Extremes ends = new Extremes(columns.length);
      for (int at = 0; at < values.length; at += columns.length) {
        ends.see(values, at);
        addRow(values, at);
      }
      Columns.each(values, columns.length, (c, column) -> {
        columns[c].add(column, ends.column(c));
        ema[c].observe(ends.column(c));
      });
    }
  }

  private void addRow(float[] values, int at) {
    for (int c = 0; c < sums.length; c++) {
      sums[c] += values[at + c];
    }
  }

  /** All values: those of finished groups of images, and of the group that percentiles are taken of next. */
  public Histogram all() {
    Histogram all = new Histogram(ALL_HALF_BINS);
    all.add(finished);
    all.add(percentile.current());
    return all;
  }

  public Histogram column(int c) {
    return columns[c];
  }

  /** The mean of a column. */
  public double mean(int c) {
    return columns[c].total() == 0 ? 0 : sums[c] / columns[c].total();
  }

  public int columns() {
    return columns.length;
  }

  /** Interval of all elements. */
  public Interval interval(Method method, IntRange codes) {
    return switch (method) {
      case MINMAX -> minMax.interval();
      case EMA -> average.interval();
      case PERCENTILE -> percentile.interval();
      case OMSE -> OmseObserver.best(all(), codes);
    };
  }

  /** Interval of one column; percentiles over all images at once. */
  public Interval interval(Method method, IntRange codes, int column) {
    return switch (method) {
      case MINMAX -> columns[column].interval();
      case EMA -> ema[column].interval();
      case PERCENTILE -> Clip.quantiles(columns[column], 1e-5);
      case OMSE -> OmseObserver.best(columns[column], codes);
    };
  }
}
