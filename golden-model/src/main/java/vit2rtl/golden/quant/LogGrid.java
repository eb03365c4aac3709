package vit2rtl.golden.quant;

import vit2rtl.golden.InputException;

/**
 * The log2 quantiser (FQ-ViT, section 3.1) for values in (0, 1], used in calibration and figures only:
 * <pre>
 *   q = clip(round(−log2 r), 0, 2^b − 1)    r ≤ 0 takes the greatest code
 *   r' = 2^−q
 * </pre>
 * It rounds the logarithm, so its steps meet at geometric middles; {@link vit2rtl.golden.softmax.LogIntSoftmax} meets
 * at linear middles, as the reference's integer softmax does.
 *
 * @param bits b, 1…8
 */
public record LogGrid(int bits) {

  public LogGrid {
    if (bits < 1 || bits > 8) {
      throw new InputException("a log2 quantiser has " + bits + " bits; allowed: 1 to 8");
    }
  }

  public int code(double value) {
    int max = (1 << bits) - 1;
    if (!(value > 0)) {
      return max;
    }
    return (int) Math.max(0, Math.min(max, Math.rint(-Math.log(value) / Math.log(2))));
  }

  public double value(int code) {
    return Math.scalb(1.0, -code);
  }
}
