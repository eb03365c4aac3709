package vit2rtl.golden.onnx;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.layernorm.LayerNorm;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ReciprocalRoot;
import vit2rtl.golden.onnx.graph.ElementType;
import vit2rtl.golden.onnx.graph.Value;

/**
 * {@link LayerNorm} without logarithm: U is compared with 4^0 … 4^30, so that the count i is e + 10, and tables of i hold the
 * powers of two that e asks for. Every quotient has an offset that keeps its numerator from being negative, taken back behind
 * it or folded into the next constant. Several norms side by side, those of heads, are one graph.
 */
final class LayerNormGraph {
  /** U is below 2^61. */
  private static final int POWERS = 31;
  private static final int EXPONENT_OFFSET = ReciprocalRoot.MANTISSA_BITS / 2;
  private static final IntRange MANTISSA = IntRange.unsigned(ReciprocalRoot.MANTISSA_BITS);
  private static final IntRange DEVIATION = IntRange.signed(29);
  private static final IntRange ALIGNED = IntRange.signed(25);
  private static final IntRange NORMALISED = IntRange.signed(26);
  private static final int DEVIATION_LIFT = 28;
  private static final int PRODUCT_LIFT = 44;
  private static final int OUTPUT_LIFT = 54;

  private final List<LayerNormParams> norms;
  private final LayerNormParams first;
  private final int channels;

  private LayerNormGraph(List<LayerNormParams> norms) {
    this.norms = norms;
    this.first = norms.get(0);
    this.channels = first.channels();
  }

  /** Rows [batch, rows, channels]. */
  static Value apply(LayerNormParams norm, Value codes) {
    return new LayerNormGraph(List.of(norm)).rows(codes);
  }

  /** Rows [batch, norms, rows, channels]; the norms have one format. */
  static Value apply(List<LayerNormParams> norms, Value codes) {
    return new LayerNormGraph(norms).rows(codes);
  }

  private Value rows(Value codes) {
    Value x = codes.to(ElementType.INT32).minus(perRow(codes, ElementType.INT32, LayerNormParams::zeroPoint))
        .times(perChannel(codes, ElementType.INT32, norm -> IntStream.of(norm.alpha()).mapToLong(a -> 1L << a).toArray()));
    Value sum = x.sum(channels);
    Value u = variance(x, sum);
    Value exponent = exponent(u);
    long[] e = LongStream.rangeClosed(0, POWERS).map(i -> i - EXPONENT_OFFSET).toArray();
    Value mantissa = u.times(table(u, e, k -> -2 * k).lookup(exponent), u.range().union(MANTISSA))
        .over(table(u, e, k -> 2 * k).lookup(exponent)).known(MANTISSA);
    Value root = Reciprocal.of(mantissa);
    Value deviation = x.times(channels).minus(sum).known(DEVIATION).to(ElementType.INT64);
    Value raised = deviation.times(table(u, e, k -> LayerNorm.ALIGN - k).lookup(exponent), DEVIATION);
    Value divisor = table(u, e, k -> k - LayerNorm.ALIGN).lookup(exponent);
    Value back = table(u, e, k -> DEVIATION_LIFT - Math.max(0, k - LayerNorm.ALIGN)).lookup(exponent);
    Value aligned = raised.plus(1L << DEVIATION_LIFT).over(divisor).minus(back).known(ALIGNED);
    Value z = aligned.times(root).plus(1L << PRODUCT_LIFT).over(1L << LayerNorm.Z_SHIFT);
    return output(z).saturate(IntRange.of(first.output()));
  }

  /** U = C·S2 − S1² + ε. */
  private Value variance(Value x, Value sum) {
    Value wide = x.to(ElementType.INT64);
    long greatest = Math.max(-x.range().min(), x.range().max());
    Value squares = wide.times(wide).known(new IntRange(0, greatest * greatest)).sum(channels);
    Value wideSum = sum.to(ElementType.INT64);
    IntRange v = new IntRange(0, channels * squares.range().max());
    return squares.times(channels).minus(wideSum.times(wideSum)).known(v)
        .plus(perRow(x, ElementType.INT64, LayerNormParams::epsilon));
  }

  /** i = e + 10: how many of 4^0 … 4^30 are at most U; 0 where U = 0. */
  private static Value exponent(Value u) {
    Value powers = u.graph().vector(ElementType.INT64, LongStream.range(0, POWERS).map(i -> 1L << 2 * i).toArray());
    return u.atLeast(powers).to(ElementType.INT32).sum(POWERS);
  }

  /** 2^max(0, shift(e)) for every e. */
  private static Value table(Value near, long[] e, LongUnaryOperator shift) {
    return near.graph().vector(ElementType.INT64,
        LongStream.of(e).map(k -> 1L << Math.max(0, shift.applyAsLong(k))).toArray());
  }

  /** z arrives with 2^28 added to it, which the offset takes away again. */
  private Value output(Value z) {
    Value gain = perChannel(z, ElementType.INT64, norm -> RequantizeGraph.longs(norm.gain()));
    Value offset = perChannel(z, ElementType.INT64, LayerNormGraph::liftedOffsets);
    IntRange reach = norms.stream().map(LayerNormGraph::reach).reduce(IntRange::union).orElseThrow();
    return z.times(gain).plus(offset)
        .over(perRow(z, ElementType.INT64, norm -> 1L << norm.fraction()))
        .minus(perRow(z, ElementType.INT64, norm -> 1L << OUTPUT_LIFT - norm.fraction())).known(reach);
  }

  private static long[] liftedOffsets(LayerNormParams norm) {
    int[] gain = norm.gain();
    long[] offset = offsets(norm);
    for (int c = 0; c < gain.length; c++) {
      offset[c] += (1L << OUTPUT_LIFT) - ((long) gain[c] << PRODUCT_LIFT - LayerNorm.Z_SHIFT);
    }
    return offset;
  }

  private static long[] offsets(LayerNormParams norm) {
    return LongStream.of(norm.offset()).map(b -> b << norm.fraction() - norm.offsetFraction()).toArray();
  }

  private static IntRange reach(LayerNormParams norm) {
    int[] gain = norm.gain();
    long[] offset = offsets(norm);
    return IntStream.range(0, gain.length).mapToObj(c -> {
      long most = NORMALISED.max() * Math.abs(gain[c]);
      return new IntRange(offset[c] - most >> norm.fraction(), offset[c] + most >> norm.fraction());
    }).reduce(IntRange::union).orElseThrow();
  }

  private Value perRow(Value near, ElementType type, ToLongFunction<LayerNormParams> constant) {
    long[] values = norms.stream().mapToLong(constant).toArray();
    return norms.size() == 1 ? near.graph().scalar(type, values[0]) : near.graph().constant(type, values, values.length, 1, 1);
  }

  private Value perChannel(Value near, ElementType type, Function<LayerNormParams, long[]> constants) {
    long[] values = norms.stream().map(constants).flatMapToLong(LongStream::of).toArray();
    return norms.size() == 1 ? near.graph().vector(type, values)
        : near.graph().constant(type, values, norms.size(), 1, channels);
  }
}
