package vit2rtl.golden.quant;

import java.util.Arrays;

/**
 * Weights quantised symmetrically to int8, one scale per output channel: w ≈ code · scale_o, |code| ≤ 127, so that
 * every code has its negative. Ties to even.
 *
 * @param codes   row-major [outputs, inputs]
 * @param scale   one per output channel, above 0
 * @param inputs  weights per output channel
 */
public record WeightCodes(byte[] codes, double[] scale, int inputs) {
  public static final int MAX_CODE = 127;

  public WeightCodes {
    codes = codes.clone();
    scale = scale.clone();
  }

  /**
   * The usual scales of [outputs, inputs] weights, s_o = max(max|w_o|/127, floor_o). A floor keeps the bias of a channel
   * whose weights are all (nearly) zero within reach of its accumulator; 0 where there is none.
   */
  public static double[] scales(double[] weights, int inputs, double[] floor) {
    double[] scale = new double[weights.length / inputs];
    for (int o = 0; o < scale.length; o++) {
      double largest = 0;
      for (int i = 0; i < inputs; i++) {
        largest = Math.max(largest, Math.abs(weights[o * inputs + i]));
      }
      double wanted = Math.max(largest / MAX_CODE, floor[o]);
      scale[o] = wanted < Grid.MIN_SCALE ? 1 : wanted;
    }
    return scale;
  }

  /** Quantises [outputs, inputs] weights with given scales; what lies beyond 127 becomes 127. */
  public static WeightCodes of(double[] weights, int inputs, double[] scale) {
    byte[] codes = new byte[weights.length];
    for (int i = 0; i < codes.length; i++) {
      double code = Math.rint(weights[i] / scale[i / inputs]);
      codes[i] = (byte) Math.max(-MAX_CODE, Math.min(MAX_CODE, code));
    }
    return new WeightCodes(codes, scale, inputs);
  }

  public int outputs() {
    return scale.length;
  }

  @Override
  public byte[] codes() {
    return codes.clone();
  }

  @Override
  public double[] scale() {
    return scale.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WeightCodes w && inputs == w.inputs && Arrays.equals(codes, w.codes)
        && Arrays.equals(scale, w.scale);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(codes);
  }
}
