package vit2rtl.golden.quant;

import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;

/**
 * A uniform quantiser (FQ-ViT, section 3.1), used in calibration only:
 * <pre>
 *   q = clip(round(r/s) + zp, min, max)    ties to even
 *   r' = (q − zp) · s
 * </pre>
 *
 * @param codes     the codes there are
 * @param scale     s, finite and above 0
 * @param zeroPoint zp, the code of zero, within the codes
 */
public record Grid(IntRange codes, double scale, int zeroPoint) {
  /** Below this a range is taken as constant; single precision carries no smaller scale. */
  public static final double MIN_SCALE = 0x1p-100;

  public Grid {
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new InputException("a quantiser has scale " + scale + "; allowed: a finite number above 0");
    }
    if (!codes.contains(zeroPoint)) {
      throw new InputException("a quantiser has zero point " + zeroPoint + "; allowed: " + codes);
    }
  }

  /**
   * The asymmetric grid of an interval: s = (max − min)/(number of codes − 1), zp = code_min − round(min/s), the
   * interval first extended to hold zero, as zero must have a code. An interval of one point, zero, gets scale 1.
   */
  public static Grid asymmetric(IntRange codes, Interval interval) {
    Interval wide = interval.withZero();
    double scale = wide.width() / (codes.max() - codes.min());
    if (scale < MIN_SCALE) {
      return new Grid(codes, 1, (int) codes.saturate(0));
    }
    long zeroPoint = codes.min() - (long) Math.rint(wide.min() / scale);
    return new Grid(codes, scale, (int) codes.saturate(zeroPoint));
  }

  public static Grid asymmetric(CodeFormat format, Interval interval) {
    return asymmetric(IntRange.of(format), interval);
  }

  /** The symmetric grid on signed codes: zero point 0, the magnitude on the greatest code. */
  public static Grid symmetric(IntRange codes, double magnitude) {
    double scale = magnitude / codes.max();
    return new Grid(codes, scale < MIN_SCALE ? 1 : scale, 0);
  }

  /** The same codes and zero point with another scale. */
  public Grid withScale(double other) {
    return new Grid(codes, other, zeroPoint);
  }

  /** The code of a real value. */
  public int code(double value) {
    return (int) codes.saturate((long) Math.rint(value / scale) + zeroPoint);
  }

  /** The real value of a code. */
  public double value(int code) {
    return (code - zeroPoint) * scale;
  }
}
