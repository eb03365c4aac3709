package vit2rtl.golden.vit;

import vit2rtl.golden.kernel.real.FloatParts;

/**
 * LayerNorm of every row: (x − mean)/√(variance + ε)·γ + β, with the variance over n; sums in doubles.
 *
 * @param gamma   by channel
 * @param beta    by channel
 * @param epsilon added to the variance
 */
public record FloatNorm(float[] gamma, float[] beta, double epsilon) {

  FloatParts.Norm part() {
    return new FloatParts.Norm(gamma, beta, epsilon);
  }

  public void apply(float[] values, int rows, float[] result) {
    int columns = gamma.length;
    for (int r = 0; r < rows; r++) {
      int at = r * columns;
      double sum = 0;
      for (int c = 0; c < columns; c++) {
        sum += values[at + c];
      }
      double mean = sum / columns;
      double squares = 0;
      for (int c = 0; c < columns; c++) {
        double d = values[at + c] - mean;
        squares += d * d;
      }
      double inverse = 1 / Math.sqrt(squares / columns + epsilon);
      for (int c = 0; c < columns; c++) {
        // Without variance and without ε the row is its mean: β, and not NaN.
        double z = squares == 0 ? 0 : (values[at + c] - mean) * inverse;
        result[at + c] = (float) (z * gamma[c] + beta[c]);
      }
    }
  }
}
