package vit2rtl.bench.network;

/**
 * How far a unit's codes are from the same operation in double precision, rounded to the same grid.
 *
 * @param elements  codes compared
 * @param different codes that are not the rounded double result
 * @param largest   largest difference, in code steps
 * @param meanError mean absolute difference between what a code stands for and the unrounded double result
 */
public record Accuracy(long elements, long different, int largest, double meanError) {

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
