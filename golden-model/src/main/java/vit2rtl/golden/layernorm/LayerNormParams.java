package vit2rtl.golden.layernorm;

import java.util.Arrays;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;

/**
 * Everything the integer LayerNorm of one layer needs: integers only. {@link LayerNormCompiler} makes it from a
 * checkpoint's floats.
 *
 * @param input     format of the PTF codes q
 * @param zeroPoint zero point of q, within the input format
 * @param alpha     power-of-two factor per channel, 0…7: X_c = (q_c − zeroPoint) · 2^alpha_c
 * @param epsilon   the integer ε·C²/s² added to V, 0…2^60 (0: the reference's integer mode, which has none)
 * @param output    format of the result
 * @param gain      G_c, signed, |G_c| ≤ 2^17 − 1
 * @param offset    B_c in units of 2^−b, b = min(F, 12), the rounding constant ½ included; |B_c|·2^(F−b) &lt; 2^52
 * @param fraction  F, 1…40: y_c = ⌊(z_c·G_c + B_c·2^(F−b)) / 2^F⌋, saturated to the output format
 */
public record LayerNormParams(
    CodeFormat input,
    int zeroPoint,
    int[] alpha,
    long epsilon,
    CodeFormat output,
    int[] gain,
    long[] offset,
    int fraction) {

  public static final int MAX_CHANNELS = 4096;
  public static final int MAX_ALPHA = 7;
  public static final int MAX_GAIN = (1 << 17) - 1;
  public static final long MAX_EPSILON = 1L << 60;
  public static final int MAX_FRACTION = 40;
  /** Greatest b. */
  public static final int OFFSET_FRACTION = 12;
  /** Bound of |B_c|·2^(F−b). */
  public static final long MAX_OFFSET = (1L << 52) - 1;

  public LayerNormParams {
    alpha = alpha.clone();
    gain = gain.clone();
    offset = offset.clone();
    int channels = alpha.length;
    require(channels >= 1 && channels <= MAX_CHANNELS, "number of channels", channels, "1 to " + MAX_CHANNELS);
    require(gain.length == channels, "number of gains", gain.length, channels + ", one per channel");
    require(offset.length == channels, "number of offsets", offset.length, channels + ", one per channel");
    require(zeroPoint >= input.min() && zeroPoint <= input.max(),
        "input zero point", zeroPoint, input.min() + " to " + input.max() + " for " + input + " codes");
    require(epsilon >= 0 && epsilon <= MAX_EPSILON, "epsilon", epsilon, "0 to 2^60");
    require(fraction >= 1 && fraction <= MAX_FRACTION, "fraction bits", fraction, "1 to " + MAX_FRACTION);
    long offsetLimit = MAX_OFFSET >> (fraction - Math.min(fraction, OFFSET_FRACTION));
    for (int c = 0; c < channels; c++) {
      require(alpha[c] >= 0 && alpha[c] <= MAX_ALPHA, "alpha of channel " + c, alpha[c], "0 to " + MAX_ALPHA);
      require(Math.abs(gain[c]) <= MAX_GAIN, "gain of channel " + c, gain[c], "-" + MAX_GAIN + " to " + MAX_GAIN);
      require(Math.abs(offset[c]) <= offsetLimit, "offset of channel " + c, offset[c],
          -offsetLimit + " to " + offsetLimit + " with " + fraction + " fraction bits");
    }
  }

  private static void require(boolean holds, String what, long found, String allowed) {
    if (!holds) {
      throw new InputException("LayerNorm: " + what + " is " + found + "; allowed: " + allowed);
    }
  }

  /** C, the row length. */
  public int channels() {
    return alpha.length;
  }

  /** b, the fraction bits of B. */
  public int offsetFraction() {
    return Math.min(fraction, OFFSET_FRACTION);
  }

  /** K, the largest power-of-two factor in use. */
  public int maxAlpha() {
    return Arrays.stream(alpha).max().orElseThrow();
  }

  @Override
  public int[] alpha() {
    return alpha.clone();
  }

  @Override
  public int[] gain() {
    return gain.clone();
  }

  @Override
  public long[] offset() {
    return offset.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerNormParams p
        && input.equals(p.input) && zeroPoint == p.zeroPoint && Arrays.equals(alpha, p.alpha)
        && epsilon == p.epsilon && output.equals(p.output) && Arrays.equals(gain, p.gain)
        && Arrays.equals(offset, p.offset) && fraction == p.fraction;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(gain) * 31 + Arrays.hashCode(offset);
  }
}
