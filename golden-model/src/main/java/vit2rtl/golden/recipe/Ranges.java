package vit2rtl.golden.recipe;

import vit2rtl.golden.IntRange;
import vit2rtl.golden.calibration.Calibration;
import vit2rtl.golden.calibration.Clip;
import vit2rtl.golden.calibration.TensorStatistics;
import vit2rtl.golden.quant.Interval;
import vit2rtl.golden.quant.Method;
import vit2rtl.golden.quant.PtfCalibration;

/** Intervals of calibrated tensors for the wide recipe: by the chosen method, or by each operator's own clip. */
final class Ranges {
  private static final IntRange CODES = IntRange.unsigned(8);

  private final Calibration calibration;
  private final QuantizeOptions options;

  Ranges(Calibration calibration, QuantizeOptions options) {
    this.calibration = calibration;
    this.options = options;
  }

  Calibration calibration() {
    return calibration;
  }

  PtfCalibration stream(String name) {
    return calibration.stream(name);
  }

  TensorStatistics tensor(String name) {
    return calibration.tensor(name);
  }

  /** All elements of a tensor; {@code clip} in millionths at either end, below 0 the least square error. */
  Interval all(String name, double clip) {
    TensorStatistics tensor = calibration.tensor(name);
    return options.method().map(method -> tensor.interval(method, CODES))
        .orElseGet(() -> Clip.of(tensor.all(), clip, CODES));
  }

  /** All elements, each end with its own clip. */
  Interval all(String name, double low, double high) {
    TensorStatistics tensor = calibration.tensor(name);
    return options.method().map(method -> tensor.interval(method, CODES))
        .orElseGet(() -> new Interval(tensor.all().quantile(low / 1e6), tensor.all().quantile(1 - high / 1e6)));
  }

  /** The columns of a tensor. */
  Interval[] columns(String name, double clip) {
    TensorStatistics tensor = calibration.tensor(name);
    Interval[] intervals = new Interval[tensor.columns()];
    for (int c = 0; c < intervals.length; c++) {
      int column = c;
      intervals[c] = options.method().map((Method method) -> tensor.interval(method, CODES, column))
          .orElseGet(() -> Clip.of(tensor.column(column), clip, CODES));
    }
    return intervals;
  }

  /** Means of the columns. */
  double[] mean(String name) {
    TensorStatistics tensor = calibration.tensor(name);
    double[] mean = new double[tensor.columns()];
    for (int c = 0; c < mean.length; c++) {
      mean[c] = tensor.mean(c);
    }
    return mean;
  }

  /** Means of the columns' squared distance from an offset. */
  double[] energy(String name, double[] offset) {
    TensorStatistics tensor = calibration.tensor(name);
    double[] energy = new double[tensor.columns()];
    for (int c = 0; c < energy.length; c++) {
      double centre = offset[c];
      energy[c] = tensor.column(c).sum(x -> (x - centre) * (x - centre)) / tensor.column(c).total();
    }
    return energy;
  }

  /** A handoff with the exponent the settings give, or, below −1, the best one. */
  Handoff handoff(String name, Interval[] intervals, double[] offset, LinearCompiler next) {
    double exponent = options.tuning().get("equalise");
    return exponent < -1 ? Handoff.best(intervals, offset, energy(name, offset), next)
        : Handoff.of(intervals, offset, next, exponent / 100);
  }
}
