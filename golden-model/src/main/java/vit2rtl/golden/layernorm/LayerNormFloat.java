package vit2rtl.golden.layernorm;

import java.util.Arrays;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;

/**
 * A calibrated LayerNorm layer in floats, as calibration delivers it and before it is compiled to integers. A channel's
 * value is (q − zeroPoint) · 2^alpha · scale.
 *
 * @param input        format of the PTF codes
 * @param scale        base scale s, the smallest of the layer, &gt; 0
 * @param zeroPoint    zero point of the codes
 * @param alpha        power-of-two factor per channel
 * @param gamma        γ per channel
 * @param beta         β per channel
 * @param epsilon      ε of the float layer, ≥ 0 (timm: 1e-6)
 * @param output       format of the result
 * @param outScale     scale of the result, &gt; 0
 * @param outZeroPoint zero point of the result
 */
public record LayerNormFloat(
    CodeFormat input,
    double scale,
    int zeroPoint,
    int[] alpha,
    double[] gamma,
    double[] beta,
    double epsilon,
    CodeFormat output,
    double outScale,
    int outZeroPoint) {

  public LayerNormFloat {
    alpha = alpha.clone();
    gamma = gamma.clone();
    beta = beta.clone();
    positive("input scale", scale);
    positive("output scale", outScale);
    if (!(epsilon >= 0) || Double.isInfinite(epsilon)) {
      throw new InputException("LayerNorm: epsilon is " + epsilon + "; allowed: a finite number, 0 or more");
    }
    if (outZeroPoint < output.min() || outZeroPoint > output.max()) {
      throw new InputException("LayerNorm: output zero point is " + outZeroPoint + "; allowed: " + output.min()
          + " to " + output.max() + " for " + output + " codes");
    }
    finite("gamma", gamma, alpha.length);
    finite("beta", beta, alpha.length);
  }

  private static void positive(String what, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new InputException("LayerNorm: " + what + " is " + value + "; allowed: a finite number above 0");
    }
  }

  private static void finite(String what, double[] values, int channels) {
    if (values.length != channels) {
      throw new InputException("LayerNorm: " + what + " has " + values.length + " values; alpha has " + channels
          + ": one per channel is needed");
    }
    for (int c = 0; c < channels; c++) {
      if (!Double.isFinite(values[c])) {
        throw new InputException("LayerNorm: " + what + " of channel " + c + " is " + values[c]
            + "; allowed: finite numbers");
      }
    }
  }

  @Override
  public int[] alpha() {
    return alpha.clone();
  }

  @Override
  public double[] gamma() {
    return gamma.clone();
  }

  @Override
  public double[] beta() {
    return beta.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerNormFloat f
        && input.equals(f.input) && scale == f.scale && zeroPoint == f.zeroPoint && Arrays.equals(alpha, f.alpha)
        && Arrays.equals(gamma, f.gamma) && Arrays.equals(beta, f.beta) && epsilon == f.epsilon
        && output.equals(f.output) && outScale == f.outScale && outZeroPoint == f.outZeroPoint;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(gamma) * 31 + Arrays.hashCode(beta);
  }
}
