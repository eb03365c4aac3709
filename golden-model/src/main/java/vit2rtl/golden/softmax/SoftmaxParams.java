package vit2rtl.golden.softmax;

import vit2rtl.golden.InputException;

/**
 * Everything the integer softmax of one attention layer needs.
 *
 * @param exp  the integer exponential, compiled for the score scale
 * @param bits b, width of a code, 4…8
 * @param base logarithmic grid of the codes
 * @param zero encoding of the exact zero
 */
public record SoftmaxParams(IExp exp, int bits, LogBase base, ZeroState zero) {

  public SoftmaxParams {
    if (bits < 4 || bits > 8) {
      throw new InputException("softmax: codes have " + bits + " bits; allowed: 4 to 8");
    }
  }

  /** FQ-ViT's LIS: base 2, all 2^b + 1 states. */
  public static SoftmaxParams reference(double scale, int bits) {
    return new SoftmaxParams(IExp.ofScale(scale), bits, LogBase.TWO, ZeroState.EXTRA_BIT);
  }

  /** Bits of the code field: b, and one more with {@link ZeroState#EXTRA_BIT}. */
  public int fieldBits() {
    return zero == ZeroState.EXTRA_BIT ? bits + 1 : bits;
  }

  /** Greatest value of the code field. */
  public int maxCode() {
    return zero == ZeroState.EXTRA_BIT ? 1 << bits : (1 << bits) - 1;
  }

  /** Whether a code means exactly zero. */
  public boolean isZero(int code) {
    return zero != ZeroState.CLIP && code == maxCode();
  }

  /** The code for a grid step k ≥ 0: k itself, or what stands for a probability too small to have a code. */
  public int encode(int k) {
    return Math.min(k, maxCode());
  }
}
