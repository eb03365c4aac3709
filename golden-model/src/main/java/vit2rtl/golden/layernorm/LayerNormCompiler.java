package vit2rtl.golden.layernorm;

import java.util.Locale;
import java.util.Optional;
import vit2rtl.golden.InputException;

/**
 * Compiles a calibrated LayerNorm layer into integers. With g such that the greatest |γ/s_out|·2^g just fits 18 signed
 * bits (and g ≤ 22, beyond which z·G no longer moves the output), F = 18 + g, b = min(F, 12):
 * <pre>
 *   G_c = round(γ_c/s_out · 2^g)
 *   B_c = round((β_c/s_out + zp_out) · 2^b) + 2^(b−1)
 *   ε   = round(C²·ε/s²)
 * </pre>
 * So y = ⌊(z·G + B·2^(F−b))/2^F⌋ rounds half up. Where ⌊B/2^b⌋ would not be β/s_out + zp_out rounded half to even, as
 * float frameworks do, B is the nearest number for which it is, so that a row without variance gives β exactly. B is
 * bounded where the output is saturated whatever z is: that changes no result.
 */
public final class LayerNormCompiler {
  private static final int MAX_GAIN_FRACTION = LayerNormParams.MAX_FRACTION - LayerNorm.Z_FRACTION;

  private LayerNormCompiler() {}

  public static LayerNormParams compile(LayerNormFloat layer) {
    double[] gamma = layer.gamma();
    double[] beta = layer.beta();
    int channels = gamma.length;
    int gainFraction = gainFraction(gamma, layer.outScale());
    int fraction = LayerNorm.Z_FRACTION + gainFraction;
    int[] gain = new int[channels];
    long[] offset = new long[channels];
    for (int c = 0; c < channels; c++) {
      gain[c] = (int) Math.rint(Math.scalb(gamma[c] / layer.outScale(), gainFraction));
      offset[c] = offset(beta[c] / layer.outScale() + layer.outZeroPoint(), fraction);
    }
    return new LayerNormParams(layer.input(), layer.zeroPoint(), layer.alpha(), epsilon(layer), layer.output(), gain,
        offset, fraction);
  }

  /**
   * What it costs that all gains share one binary point: a sentence where one gain is so far beyond the others that some
   * channel's codes may be off by more than a half. |z| is at most √(C − 1).
   */
  public static Optional<String> loss(LayerNormFloat layer) {
    double[] gamma = layer.gamma();
    int g = gainFraction(gamma, layer.outScale());
    int greatest = 0;
    int worst = 0;
    double most = 0;
    for (int c = 0; c < gamma.length; c++) {
      double exact = gamma[c] / layer.outScale();
      double error = Math.abs(Math.scalb(Math.rint(Math.scalb(exact, g)), -g) - exact) * Math.sqrt(gamma.length - 1);
      greatest = Math.abs(gamma[c]) > Math.abs(gamma[greatest]) ? c : greatest;
      worst = error > most ? c : worst;
      most = Math.max(most, error);
    }
    return most <= 0.5 ? Optional.empty() : Optional.of(String.format(Locale.ROOT, "LayerNorm: gamma[%d] = %s leaves the"
        + " gains of the other channels few bits: channel %d (gamma %s) may be off by %.1f codes", greatest,
        gamma[greatest], worst, gamma[worst], most));
  }

  private static int gainFraction(double[] gamma, double outScale) {
    double largest = 0;
    for (double value : gamma) {
      largest = Math.max(largest, Math.abs(value) / outScale);
    }
    if (largest == 0) {
      return MAX_GAIN_FRACTION;
    }
    int g = 16 - Math.getExponent(largest);
    if (Math.rint(Math.scalb(largest, g)) > LayerNormParams.MAX_GAIN) {
      g--;
    }
    if (LayerNorm.Z_FRACTION + g < 1) {
      throw new InputException("LayerNorm: gamma / output scale reaches " + largest
          + "; allowed: below 2^34; the output scale " + outScale + " is too small for this gamma");
    }
    return Math.min(g, MAX_GAIN_FRACTION);
  }

  /** |z·G| is below 2^42, so what is further out than 2^(43−F) and the widest format saturates whatever z is. */
  private static long offset(double centre, int fraction) {
    int bits = Math.min(fraction, LayerNormParams.OFFSET_FRACTION);
    double limit = Math.scalb(1.0, 43 - fraction) + 1024;
    double bounded = Math.max(-limit, Math.min(limit, centre));
    long constant = (long) Math.rint(Math.scalb(bounded, bits)) + (1L << bits >> 1);
    long exact = (long) Math.rint(bounded);
    return Math.max(exact << bits, Math.min((exact + 1 << bits) - 1, constant));
  }

  private static long epsilon(LayerNormFloat layer) {
    double channels = layer.gamma().length;
    double value = channels * channels * layer.epsilon() / (layer.scale() * layer.scale());
    if (value > LayerNormParams.MAX_EPSILON) {
      throw new InputException("LayerNorm: epsilon " + layer.epsilon() + " on the grid of input scale " + layer.scale()
          + " is " + value + "; allowed: at most 2^60; the input scale is too small to carry a signal");
    }
    return (long) Math.rint(value);
  }
}
