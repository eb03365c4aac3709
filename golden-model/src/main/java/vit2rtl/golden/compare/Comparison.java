package vit2rtl.golden.compare;

import java.util.Locale;
import java.util.OptionalDouble;
import vit2rtl.golden.eval.Evaluation;

/**
 * One line of the comparison table.
 *
 * @param name      what was evaluated
 * @param bits      of weights, activations and attention
 * @param result    on the images
 * @param agreement percent of the images on which the class is the float model's
 */
public record Comparison(String name, String bits, Evaluation result, double agreement) {
  private static final String LINE = "%-26s %-8s %8s %8s %10s %9s%n";

  public static String header() {
    return String.format(LINE, "method", "W/A/attn", "top-1", "top-5", "agreement", "images/s");
  }

  public String line() {
    return String.format(LINE, name, bits, percent(result.top1()), percent(result.top5()),
        percent(OptionalDouble.of(agreement)), String.format(Locale.ROOT, "%.1f", result.imagesPerSecond()));
  }

  private static String percent(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : "-";
  }
}
