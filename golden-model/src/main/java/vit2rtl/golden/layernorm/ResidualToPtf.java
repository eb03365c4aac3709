package vit2rtl.golden.layernorm;

import vit2rtl.golden.InputException;

/**
 * From the wide residual stream to the Power-of-Two-Factor codes of a LayerNorm input: a shift, a rounding and a clip;
 * the definition that hardware is compared with.
 *
 * <p>With the residual r on the grid s/2^m, and t_c = m + α_c:
 * <pre>
 *   q_c = saturate(⌊(r_c + 2^(t_c − 1)) / 2^t_c⌋ + zp)      (t_c = 0: r_c + zp)
 * </pre>
 * which is r_c/2^t_c rounded half up. {@link LayerNorm} shifts the code back by α_c: power-of-two factors all the way.
 *
 * <p><b>No overflow.</b> |r| ≤ 2^23 and t ≤ 23 keep the rounded sum below 2^24.
 *
 * <p>Immutable; rows are independent, so any number of threads may share one instance.
 */
public final class ResidualToPtf {
  private final ResidualToPtfParams params;
  private final int[] alpha;

  public ResidualToPtf(ResidualToPtfParams params) {
    this.params = params;
    this.alpha = params.alpha();
  }

  public ResidualToPtfParams params() {
    return params;
  }

  /**
   * Codes of whole rows.
   *
   * @param residual row-major [rows, C], each −2^(residualBits−1)…2^(residualBits−1) − 1
   * @return codes of the output format, same shape
   */
  public int[] apply(int[] residual) {
    int channels = alpha.length;
    if (residual.length % channels != 0) {
      throw new InputException("residual to PTF codes: " + residual.length + " values do not make whole rows of "
          + channels + " channels");
    }
    int limit = 1 << (params.residualBits() - 1);
    int[] codes = new int[residual.length];
    for (int row = 0; row < residual.length; row += channels) {
      for (int c = 0; c < channels; c++) {
        int value = residual[row + c];
        if (value < -limit || value >= limit) {
          throw new InputException("residual to PTF codes: residual " + value + " at row " + row / channels
              + ", channel " + c + " is outside " + -limit + " to " + (limit - 1));
        }
        int shift = params.shift() + alpha[c];
        int half = shift == 0 ? 0 : 1 << (shift - 1);
        codes[row + c] = params.output().saturate(((value + half) >> shift) + params.zeroPoint());
      }
    }
    return codes;
  }
}
