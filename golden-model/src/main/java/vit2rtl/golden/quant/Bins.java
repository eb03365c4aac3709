package vit2rtl.golden.quant;

/**
 * The bins of a histogram that hold something, in order: for who sums over them often.
 *
 * @param centres of the bins, of the part within the interval of all values
 * @param counts  values in each
 */
public record Bins(double[] centres, int[] counts) {

  /** A real function of a value. */
  @FunctionalInterface
  public interface Cost {
    double of(double value);
  }

  /** The sum of a cost over all values, each taken at the centre of its bin. */
  public double sum(Cost cost) {
    double result = 0;
    for (int i = 0; i < centres.length; i++) {
      result += counts[i] * cost.of(centres[i]);
    }
    return result;
  }

  /** The sum of squared errors on a grid: the rounding's, and the exact loss of what is clipped. */
  public double squaredError(Grid grid) {
    double scale = grid.scale();
    long zero = grid.zeroPoint();
    long min = grid.codes().min();
    long max = grid.codes().max();
    double result = 0;
    for (int i = 0; i < centres.length; i++) {
      double value = centres[i];
      long code = Math.max(min, Math.min(max, (long) Math.rint(value / scale) + zero));
      double difference = (code - zero) * scale - value;
      result += counts[i] * (difference * difference);
    }
    return result;
  }
}
