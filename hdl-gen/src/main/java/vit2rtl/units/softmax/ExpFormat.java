package vit2rtl.units.softmax;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.SoftmaxParams;

/**
 * How wide the exponentials are that a unit can work with.
 *
 * @param max          greatest e, ≥ 1
 * @param mantissaBits bits of e's normalised mantissa, trailing zeros not counted: e = z·2^(P−p) has those of z
 */
public record ExpFormat(long max, int mantissaBits) {

  /** The narrowest format that holds every e of these layers. */
  public static ExpFormat of(Collection<SoftmaxParams> layers) {
    long max = 1;
    int mantissa = 2;
    for (SoftmaxParams layer : layers) {
      for (long e : layer.exp().table()) {
        max = Math.max(max, e);
        mantissa = Math.max(mantissa, bits(e) - Long.numberOfTrailingZeros(e));
      }
    }
    return new ExpFormat(max, mantissa);
  }

  /** The narrowest format for one layer. */
  public static ExpFormat of(SoftmaxParams layer) {
    return of(List.of(layer));
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

  /** The words of the exponential-sum memory: e by distance. */
  public long[] expWords(IExp exp) {
    return exp.table();
  }

  /** The words of the code memory: position of the leading one of e, then its mantissa with the leading one on top. */
  public long[] codeWords(IExp exp) {
    return Arrays.stream(exp.table()).map(this::codeWord).toArray();
  }

  private long codeWord(long e) {
    int position = bits(e) - 1;
    int shift = mantissaBits - 1 - position;
    long mantissa = shift >= 0 ? e << shift : e >> -shift;
    return (long) position << mantissaBits | mantissa;
  }
}
