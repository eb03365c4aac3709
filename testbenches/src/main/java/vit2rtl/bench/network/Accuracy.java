package vit2rtl.bench.network;

import java.util.Arrays;
import vit2rtl.units.Reference;
import vit2rtl.units.UnitConfig;

/**
 * How far a unit's codes are from the same operation in double precision, rounded to the same grid.
 *
 * @param elements  codes compared
 * @param different codes that are not the rounded double result
 * @param largest   largest difference, in code steps
 * @param meanError mean absolute difference between what a code stands for and the unrounded double result
 */
public record Accuracy(long elements, long different, int largest, double meanError) {

  /** Of a unit's codes {@code out} for some rows. */
  public static Accuracy of(UnitConfig config, int[] rows, int[] out) {
    int length = config.rows().length();
    long different = 0;
    int largest = 0;
    double error = 0;
    for (int row = 0; row < rows.length; row += length) {
      Reference reference = config.reference(Arrays.copyOfRange(rows, row, row + length));
      for (int i = 0; i < length; i++) {
        int difference = Math.abs(out[row + i] - reference.codes()[i]);
        different += difference == 0 ? 0 : 1;
        largest = Math.max(largest, difference);
        error += Math.abs(config.value(out[row + i]) - reference.values()[i]);
      }
    }
    return new Accuracy(rows.length, different, largest, error / rows.length);
  }

  /** Share of codes that are not the rounded double result, in percent. */
  public double percentDifferent() {
    return 100.0 * different / elements;
  }

  /** Both together. */
  public Accuracy plus(Accuracy other) {
    long all = elements + other.elements;
    return new Accuracy(all, different + other.different, Math.max(largest, other.largest),
        (meanError * elements + other.meanError * other.elements) / all);
  }
}
