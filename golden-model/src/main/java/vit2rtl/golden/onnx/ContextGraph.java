package vit2rtl.golden.onnx;

import java.util.stream.IntStream;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.onnx.graph.ElementType;
import vit2rtl.golden.onnx.graph.Shift;
import vit2rtl.golden.onnx.graph.Value;
import vit2rtl.golden.ops.AttentionWeights;
import vit2rtl.golden.ops.ShiftAccumulate;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;

/**
 * Attention times V: {@link ShiftAccumulate} as products with powers of two, which a table has for every code; even and odd
 * codes apart in base √2, the odd sum times 46341/2^16 in 64 bits. Uniform codes are multiplied as they are.
 */
final class ContextGraph {
  private static final int ROOT_SHIFT = 16;

  private ContextGraph() {}

  /**
   * Sums [batch, heads, tokens, width of a head].
   *
   * @param values without their zero point, 32 bits
   * @param proven range of the sums
   */
  static Value apply(AttentionWeights weights, Value codes, Value values, int tokens, IntRange proven) {
    Value places = codes.to(ElementType.INT32);
    if (!(weights instanceof AttentionWeights.Log log)) {
      return places.matmul(values, proven);
    }
    SoftmaxParams softmax = log.softmax();
    IntRange one = new ShiftAccumulate(softmax, null).sum(tokens, values.range());
    Value even = powers(softmax, codes, 0).lookup(places).matmul(values, one);
    if (softmax.base() == LogBase.TWO) {
      return even.known(proven);
    }
    Value odd = powers(softmax, codes, 1).lookup(places).matmul(values, one).to(ElementType.INT64)
        .times(ShiftAccumulate.INVERSE_ROOT);
    Shift shift = new Shift(new int[] {ROOT_SHIFT});
    Value half = odd.rounded(shift, 0, shift.reach(odd.range(), 0)).to(ElementType.INT32);
    return even.plus(half, proven);
  }

  /** 2^(F − k) for every code of one parity; 0 for the others, for the exact zero, and for what is beyond F halvings. */
  private static Value powers(SoftmaxParams softmax, Value near, int parity) {
    int fraction = ShiftAccumulate.fraction(softmax);
    boolean whole = softmax.base() == LogBase.TWO;
    return near.graph().vector(ElementType.INT32, IntStream.rangeClosed(0, softmax.maxCode()).mapToLong(code -> {
      int halvings = whole ? code : code >> 1;
      boolean counts = whole || (code & 1) == parity;
      return !counts || softmax.isZero(code) || halvings > fraction ? 0 : 1L << fraction - halvings;
    }).toArray());
  }
}
