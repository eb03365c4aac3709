package vit2rtl.bench.accelerator;

import java.util.Comparator;

/**
 * A value of the hardware that differs from the golden model's.
 *
 * @param image    which image of the run
 * @param order    place of the tensor in the network
 * @param tensor   its name
 * @param row      row
 * @param column   column
 * @param expected the golden value
 * @param actual   the hardware's
 * @param cycle    when it was seen
 * @param job      what the hardware was doing
 */
public record Difference(int image, int order, String tensor, int row, int column, int expected, int actual,
    long cycle, String job) implements Comparable<Difference> {
  private static final Comparator<Difference> ORDER = Comparator.comparingInt(Difference::image)
      .thenComparingInt(Difference::order).thenComparingInt(Difference::row).thenComparingInt(Difference::column);

  /** The same, of an image by another count. */
  Difference ofImage(int other) {
    return new Difference(other, order, tensor, row, column, expected, actual, cycle, job);
  }

  /** The order of the network. */
  @Override
  public int compareTo(Difference other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "image " + image + ", tensor " + tensor + ", row " + row + ", column " + column + ": expected " + expected
        + ", found " + actual + " in cycle " + cycle + ", job " + job;
  }
}
