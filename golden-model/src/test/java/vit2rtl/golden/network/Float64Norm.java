package vit2rtl.golden.network;

import java.util.Arrays;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.layernorm.LayerNormParams;

/**
 * LayerNorm of {@link Float64Simulation}. The graph has quantisers inside it ({@link Float64NormQuantisers}); a real
 * root without any of them ({@link #realRoot}) says what they cost, the reference's other ones
 * ({@link Float64ReferenceNorm}) how much they matter to a network.
 */
@FunctionalInterface
interface Float64Norm {

  /**
   * Output codes of one row.
   *
   * @param x the row in units of the smallest channel's step, zero point removed: integers
   */
  double[] row(Layer layer, double[] x);

  /**
   * A layer's constants as real numbers.
   *
   * @param gamma   γ in output steps
   * @param beta    β in output steps, the output zero point included
   * @param epsilon ε in squared units of x/C, an integer as the graph has it
   * @param output  codes of the result
   */
  record Layer(double[] gamma, double[] beta, double epsilon, IntRange output) {

    /** The gain carries F − 18 fraction bits, the offset the rounding half. */
    static Layer of(LayerNormParams params) {
      return new Layer(
          Arrays.stream(params.gain()).mapToDouble(gain -> gain * Math.pow(2, 18 - params.fraction())).toArray(),
          Arrays.stream(params.offset())
              .mapToDouble(offset -> offset * Math.pow(2, -params.offsetFraction()) - 0.5).toArray(),
          params.epsilon(), IntRange.of(params.output()));
    }

    /** √(σ² + ε) of a row with a mean, a real root. */
    double deviation(double[] x, double mean) {
      double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      return Math.sqrt(variance + epsilon / x.length / x.length);
    }
  }

  /** Codes of rows of codes of a grid. */
  default double[] apply(LayerNormParams params, TensorGrid input, double[] codes) {
    Layer layer = Layer.of(params);
    double[] scale = input.scale();
    double unit = scale[0] * Math.pow(2, -params.alpha()[0]);
    double[] x = new double[params.channels()];
    double[] out = new double[codes.length];
    for (int row = 0; row < out.length; row += x.length) {
      for (int c = 0; c < x.length; c++) {
        x[c] = (codes[row + c] - input.zeroPoint()) * (scale[c % scale.length] / unit);
      }
      System.arraycopy(row(layer, x), 0, out, row, x.length);
    }
    return out;
  }

  /** (x − µ)/√(σ² + ε)·γ + β, rounded once. */
  static double[] realRoot(Layer layer, double[] x) {
    double mean = Arrays.stream(x).average().orElseThrow();
    double deviation = layer.deviation(x, mean);
    double[] y = new double[x.length];
    for (int c = 0; c < y.length; c++) {
      y[c] = Float64Simulation.clip(
          Float64Simulation.round((x[c] - mean) / deviation * layer.gamma()[c] + layer.beta()[c]), layer.output());
    }
    return y;
  }
}
