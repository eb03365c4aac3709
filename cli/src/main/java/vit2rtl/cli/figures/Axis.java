package vit2rtl.cli.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A linear axis from a value range to pixels.
 *
 * @param min  value at {@code from}
 * @param max  value at {@code to}
 * @param from pixel
 * @param to   pixel
 */
record Axis(double min, double max, double from, double to) {

  double at(double value) {
    return from + (value - min) / (max - min) * (to - from);
  }

  /** About {@code count} round values within the range. */
  List<Double> ticks(int count) {
    double raw = (max - min) / count;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double step = power * (raw / power < 1.5 ? 1 : raw / power < 3.5 ? 2 : raw / power < 7.5 ? 5 : 10);
    List<Double> ticks = new ArrayList<>();
    for (double i = Math.ceil(min / step); i * step <= max + step * 1e-9; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** A tick's value without needless digits. */
  static String text(double value) {
    return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value + 0.0)
        : String.format(Locale.ROOT, "%.3f", value).replaceAll("0+$", "");
  }
}
