package vit2rtl.golden.network;

import java.util.Arrays;

/**
 * LayerNorm with the quantisers that FQ-ViT's public reference has inside it: the factor of x is a mantissa M of 8 bits
 * over 2^N, everything added to it an integer over 2^N,
 * <pre>
 *   A = γ/σ,  N = clip(7 − ⌊log2 |A|⌋, 0, 31),  M = ⌊|A|·2^N⌋,  B = round((β − µ·A)·2^N)
 *   y = round((sign(A)·M·x + B)/2^N)
 * </pre>
 * with γ and β in output steps. Not this project's LayerNorm: a measure for what such formats do to a network.
 */
final class Float64ReferenceNorm {

  private Float64ReferenceNorm() {}

  /** A {@link Float64Norm}. */
  static double[] row(Float64Norm.Layer layer, double[] x) {
    double mean = Arrays.stream(x).average().orElseThrow();
    double deviation = layer.deviation(x, mean);
    double[] y = new double[x.length];
    for (int c = 0; c < y.length; c++) {
      double factor = layer.gamma()[c] / deviation;
      double unit = Math.scalb(1.0, -Math.max(0, Math.min(31, 7 - Math.getExponent(factor))));
      double product = Math.signum(factor) * Math.floor(Math.abs(factor) / unit) * x[c];
      double sum = product + Math.rint((layer.beta()[c] - mean * factor) / unit);
      y[c] = Float64Simulation.clip(Math.rint(sum * unit), layer.output());
    }
    return y;
  }
}
