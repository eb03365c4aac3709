package vit2rtl.units.softmax;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import vit2rtl.golden.InputException;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.SoftmaxParams;

/**
 * How wide the exponentials are that a unit can work with.
 *
 * @param max          greatest e, ≥ 1
 * @param mantissaBits bits of e's normalised mantissa, trailing zeros not counted: e = z·2^(P−p) has those of z
 */
public record ExpFormat(long max, int mantissaBits) {

  private static final double LN2 = 0.6931;

  /** The narrowest format that holds every e of these layers. */
  public static ExpFormat of(Collection<SoftmaxParams> layers) {
    long max = 1;
    int mantissa = 2;
    for (SoftmaxParams layer : layers) {
      for (long e : layer.exp().table()) {
        max = Math.max(max, e);
        mantissa = Math.max(mantissa, significantBits(e));
      }
    }
    return new ExpFormat(max, mantissa);
  }

  /** The narrowest format for one layer. */
  public static ExpFormat of(SoftmaxParams layer) {
    return of(List.of(layer));
  }

  /**
   * A format for layers that are not known yet: any score scale from {@code scale} on, up to 1.67, with this score
   * width and at most n halvings. With k = |x0|, the step of ln 2 on the grid of the scores, e is at most c·2^min(n,
   * ⌊greatest distance/k⌋), and c at most that of the finest scale with this k, 0.6931/k.
   */
  public static ExpFormat any(double scale, int scoreBits, int n) {
    IExp finest = IExp.ofScale(scale, scoreBits, n);
    long max = 1;
    for (int k = 1; k <= -finest.x0(); k++) {
      long c = Math.min(finest.c(), IExp.ofScale(LN2 / k, scoreBits, n).c() + 1);
      max = Math.max(max, c << Math.min(n, ((1 << scoreBits) - 1) / k));
    }
    return new ExpFormat(max, Math.max(2, bits(finest.c())));
  }

  /** Whether a layer fits. */
  boolean holds(SoftmaxParams layer) {
    ExpFormat own = of(layer);
    return own.max <= max && own.mantissaBits <= mantissaBits;
  }

  /** Refuses a layer that does not fit. */
  public void require(SoftmaxParams layer) {
    if (!holds(layer)) {
      ExpFormat own = of(layer);
      throw new InputException("softmax: a layer of score scale " + layer.exp().scale() + " has exponentials up to "
          + own.max + " with " + own.mantissaBits + " significant bits; the unit with loadable tables takes up to "
          + max + " with " + mantissaBits + ": make the unit for this layer");
    }
  }

  private static int significantBits(long e) {
    return bits(e) - Long.numberOfTrailingZeros(e);
  }

  static int bits(long value) {
    return Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(value));
  }

  /** Bits of e. */
  public int expBits() {
    return bits(max);
  }

  /** Bits of the position of e's leading one. */
  public int exponentBits() {
    return bits(expBits() - 1);
  }

  /** Whether an e ≥ 1 fits. */
  boolean holds(long e) {
    return e <= max && significantBits(e) <= mantissaBits;
  }

  /** The words of the code memory: position of the leading one of e, then its mantissa with the leading one on top. */
  public long[] codeWords(long[] exponentials) {
    return Arrays.stream(exponentials).map(this::codeWord).toArray();
  }

  private long codeWord(long e) {
    int position = bits(e) - 1;
    int shift = mantissaBits - 1 - position;
    long mantissa = shift >= 0 ? e << shift : e >> -shift;
    return (long) position << mantissaBits | mantissa;
  }
}
