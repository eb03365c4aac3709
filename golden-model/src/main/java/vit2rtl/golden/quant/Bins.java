package vit2rtl.golden.quant;

/**
 * The bins of a histogram that hold something, in order: for who sums over them often.
 *
 * @param centres of the bins, of the part within the interval of all values
 * @param counts  values in each, whole numbers
 */
public record Bins(double[] centres, double[] counts) {

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

  /**
   * The sum of squared errors on a grid: the rounding's, and the exact loss of what is clipped. Codes are whole numbers
   * that doubles hold exactly; errors first and their sum after, so that the JVM takes vectors for the former.
   */
  public double squaredError(Grid grid) {
    double scale = grid.scale();
    double zero = grid.zeroPoint();
    double min = grid.codes().min() - zero;
    double max = grid.codes().max() - zero;
    double[] errors = new double[centres.length];
    for (int i = 0; i < errors.length; i++) {
      double difference = Math.max(min, Math.min(max, Math.rint(centres[i] / scale))) * scale - centres[i];
      errors[i] = counts[i] * (difference * difference);
    }
    double result = 0;
    for (double error : errors) {
      result += error;
    }
    return result;
  }
}
