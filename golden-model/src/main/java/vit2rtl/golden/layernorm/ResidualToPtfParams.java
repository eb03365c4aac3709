package vit2rtl.golden.layernorm;

import java.util.Arrays;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;

/**
 * Parameters of {@link ResidualToPtf}: the residual lies on the grid s/2^shift, the codes on s·2^alpha_c.
 *
 * @param residualBits width of the residual, two's complement, 8…24
 * @param shift        m, 0…16
 * @param alpha        power-of-two factor per channel, 0…7
 * @param zeroPoint    zero point of the codes, within the output format
 * @param output       format of the codes
 */
public record ResidualToPtfParams(int residualBits, int shift, int[] alpha, int zeroPoint, CodeFormat output) {
  public static final int MIN_RESIDUAL_BITS = 8;
  public static final int MAX_RESIDUAL_BITS = 24;
  public static final int MAX_SHIFT = 16;

  public ResidualToPtfParams {
    alpha = alpha.clone();
    require(residualBits >= MIN_RESIDUAL_BITS && residualBits <= MAX_RESIDUAL_BITS, "residual width", residualBits,
        MIN_RESIDUAL_BITS + " to " + MAX_RESIDUAL_BITS + " bits");
    require(shift >= 0 && shift <= MAX_SHIFT, "shift", shift, "0 to " + MAX_SHIFT);
    require(alpha.length >= 1 && alpha.length <= LayerNormParams.MAX_CHANNELS, "number of channels", alpha.length,
        "1 to " + LayerNormParams.MAX_CHANNELS);
    require(zeroPoint >= output.min() && zeroPoint <= output.max(), "zero point", zeroPoint,
        output.min() + " to " + output.max() + " for " + output + " codes");
    for (int c = 0; c < alpha.length; c++) {
      require(alpha[c] >= 0 && alpha[c] <= LayerNormParams.MAX_ALPHA, "alpha of channel " + c, alpha[c],
          "0 to " + LayerNormParams.MAX_ALPHA);
    }
  }

  private static void require(boolean holds, String what, int found, String allowed) {
    if (!holds) {
      throw new InputException("residual to PTF codes: " + what + " is " + found + "; allowed: " + allowed);
    }
  }

  public int channels() {
    return alpha.length;
  }

  /** What t_c = m + α_c of all channels lie in. */
  public IntRange shifts() {
    return IntRange.of(alpha).plus(shift);
  }

  @Override
  public int[] alpha() {
    return alpha.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResidualToPtfParams p && residualBits == p.residualBits && shift == p.shift
        && Arrays.equals(alpha, p.alpha) && zeroPoint == p.zeroPoint && output.equals(p.output);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(alpha) * 31 + shift;
  }
}
