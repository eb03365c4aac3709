package vit2rtl.golden.calibration;

import vit2rtl.golden.IntRange;
import vit2rtl.golden.quant.Histogram;
import vit2rtl.golden.quant.Interval;
import vit2rtl.golden.quant.OmseObserver;

/** Intervals that leave out some share of the values. */
public final class Clip {
  private static final double MILLION = 1e6;

  private Clip() {}

  /** Between the quantiles {@code share} and 1 − {@code share}. */
  public static Interval quantiles(Histogram histogram, double share) {
    return new Interval(histogram.quantile(share), histogram.quantile(1 - share));
  }

  /** As a tuning value says: millionths at either end, or, below 0, the least square error. */
  public static Interval of(Histogram histogram, double millionths, IntRange codes) {
    return millionths < 0 ? OmseObserver.best(histogram, codes) : quantiles(histogram, millionths / MILLION);
  }
}
