package vit2rtl.golden.network;

import java.util.Arrays;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.layernorm.LayerNorm;
import vit2rtl.golden.layernorm.LayerNormParams;

/** LayerNorm of {@link Float64Simulation}: output codes of rows of input codes. */
interface Float64Norm {

  /**
   * @param params γ and β on the output grid, ε and the output format
   * @param input  the input codes' grid
   * @param codes  rows of input codes
   */
  double[] apply(LayerNormParams params, TensorGrid input, double[] codes);

  /** From the real values of the codes, with a real root. */
  static double[] exact(LayerNormParams params, TensorGrid input, double[] codes) {
    int channels = params.channels();
    double[] gamma = Arrays.stream(params.gain())
        .mapToDouble(gain -> gain * Math.pow(2, LayerNorm.Z_FRACTION - params.fraction())).toArray();
    double[] beta = Arrays.stream(params.offset())
        .mapToDouble(offset -> offset * Math.pow(2, -params.offsetFraction()) - 0.5).toArray();
    double[] scale = input.scale();
    double base = scale[0] * Math.pow(2, -params.alpha()[0]);
    double epsilon = params.epsilon() * base * base / channels / channels;
    double[] out = new double[codes.length];
    double[] x = new double[channels];
    for (int row = 0; row < out.length; row += channels) {
      for (int c = 0; c < channels; c++) {
        x[c] = (codes[row + c] - input.zeroPoint()) * scale[c % scale.length];
      }
      double mean = Arrays.stream(x).average().orElseThrow();
      double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      double deviation = Math.sqrt(variance + epsilon);
      for (int c = 0; c < channels; c++) {
        out[row + c] = Float64Simulation.clip(Float64Simulation.round((x[c] - mean) / deviation * gamma[c] + beta[c]),
            IntRange.of(params.output()));
      }
    }
    return out;
  }

  /** The integer one: what the simulation gives when nothing but LayerNorm is as in the network. */
  static double[] integer(LayerNormParams params, TensorGrid input, double[] codes) {
    int[] integers = Arrays.stream(codes).mapToInt(code -> (int) code).toArray();
    return Arrays.stream(new LayerNorm(params).apply(integers)).asDoubleStream().toArray();
  }
}
