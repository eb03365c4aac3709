package vit2rtl.golden.calibration;

import java.util.EnumMap;
import java.util.Map;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.quant.EmaObserver;
import vit2rtl.golden.quant.Histogram;
import vit2rtl.golden.quant.Interval;
import vit2rtl.golden.quant.Method;
import vit2rtl.golden.quant.Observer;
import vit2rtl.golden.quant.OmseObserver;

/**
 * What calibration keeps of one float tensor: an observer of every method over all elements, and a {@link Histogram} of
 * every column.
 */
public final class TensorStatistics {
  private static final int HALF_BINS = 1 << 9;

  private final Map<Method, Observer> observers = new EnumMap<>(Method.class);
  private final Histogram all = new Histogram(1 << 12);
  private final Histogram[] columns;
  private final EmaObserver[] ema;

  /** @param columns columns to keep apart; 0 for none */
  TensorStatistics(int columns) {
    for (Method method : Method.values()) {
      if (method != Method.OMSE) {
        observers.put(method, method.observer(IntRange.unsigned(8)));
      }
    }
    this.columns = new Histogram[columns];
    this.ema = new EmaObserver[columns];
    for (int c = 0; c < columns; c++) {
      this.columns[c] = new Histogram(HALF_BINS);
      this.ema[c] = new EmaObserver(EmaObserver.SIGMA, EmaObserver.GROUP);
    }
  }

  /** Takes the tensor of one image. */
  void observe(float[] values) {
    observers.values().forEach(observer -> observer.observe(values));
    all.add(values);
    int width = columns.length;
    for (int row = 0; row < (width == 0 ? 0 : values.length); row += width) {
      for (int c = 0; c < width; c++) {
        columns[c].add(values[row + c]);
      }
    }
    for (int c = 0; c < width; c++) {
      ema[c].observe(column(values, c));
    }
  }

  private Interval column(float[] values, int c) {
    float min = values[c];
    float max = values[c];
    for (int i = c; i < values.length; i += columns.length) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    return new Interval(min, max);
  }

  public Histogram all() {
    return all;
  }

  public Histogram column(int c) {
    return columns[c];
  }

  public int columns() {
    return columns.length;
  }

  /** Interval of all elements. */
  public Interval interval(Method method, IntRange codes) {
    return method == Method.OMSE ? OmseObserver.best(all, codes) : observers.get(method).interval();
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
