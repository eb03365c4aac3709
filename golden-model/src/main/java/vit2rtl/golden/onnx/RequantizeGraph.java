package vit2rtl.golden.onnx;

import java.util.stream.IntStream;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.onnx.graph.ElementType;
import vit2rtl.golden.onnx.graph.Shift;
import vit2rtl.golden.onnx.graph.Value;
import vit2rtl.golden.ops.Requantizer;

/** {@link Requantizer} in 64 bits: the product with M, the rounding shift, saturation. */
final class RequantizeGraph {
  private RequantizeGraph() {}

  /** Codes of sums whose channel is the last axis. */
  static Value columns(Requantizer rule, Value sums) {
    return codes(rule, sums, rule.channels());
  }

  /** Codes of sums [batch, channels, rows, columns]: attention's scores, a channel for each head. */
  static Value blocks(Requantizer rule, Value sums) {
    return codes(rule, sums, rule.channels(), 1, 1);
  }

  private static Value codes(Requantizer rule, Value sums, int... dims) {
    return rescaled(rule, sums, rule.zeroPoint(), dims).saturate(rule.output());
  }

  /** ⌊(a·M + 2^(s−1)) / 2^s⌋ + offset before saturation. */
  static Value rescaled(Requantizer rule, Value sums, long offset, int... dims) {
    Value factors = sums.graph().constant(ElementType.INT64, longs(rule.multiplier()), dims);
    IntRange reach = rule.reach(sums.range()).plus(offset - rule.zeroPoint());
    return sums.to(ElementType.INT64).times(factors).rounded(new Shift(rule.shift(), dims), offset, reach);
  }

  static long[] longs(int[] values) {
    return IntStream.of(values).asLongStream().toArray();
  }
}
