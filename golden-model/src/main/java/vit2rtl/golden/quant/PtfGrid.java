package vit2rtl.golden.quant;

import java.util.Arrays;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.IntRange;

/**
 * A Power-of-Two-Factor quantiser (FQ-ViT, section 3.2), used in calibration only:
 * <pre>
 *   q_c = clip(round(r_c/(2^α_c·s)) + zp)    ties to even
 *   r'_c = (q_c − zp) · 2^α_c · s
 * </pre>
 *
 * @param format    format of the codes
 * @param scale     s, the smallest scale
 * @param zeroPoint zp
 * @param alpha     α_c ≥ 0 per channel
 */
public record PtfGrid(CodeFormat format, double scale, int zeroPoint, int[] alpha) {

  public PtfGrid {
    alpha = alpha.clone();
  }

  public int channels() {
    return alpha.length;
  }

  /** The same codes, zero point and factors with another scale. */
  public PtfGrid withScale(double other) {
    return new PtfGrid(format, other, zeroPoint, alpha);
  }

  public int code(int channel, double value) {
    return grid(channel).code(value);
  }

  public double value(int channel, int code) {
    return grid(channel).value(code);
  }

  /** The uniform quantiser of one channel. */
  public Grid grid(int channel) {
    return new Grid(IntRange.of(format), Math.scalb(scale, alpha[channel]), zeroPoint);
  }

  @Override
  public int[] alpha() {
    return alpha.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PtfGrid p && format.equals(p.format) && scale == p.scale && zeroPoint == p.zeroPoint
        && Arrays.equals(alpha, p.alpha);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(alpha) * 31 + Double.hashCode(scale);
  }
}
