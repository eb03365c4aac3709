package vit2rtl.golden.onnx;

import java.util.Optional;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.onnx.graph.ElementType;
import vit2rtl.golden.onnx.graph.Value;
import vit2rtl.golden.ops.AttentionWeights;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;

/**
 * {@link vit2rtl.golden.softmax.LogIntSoftmax} and {@link vit2rtl.golden.ops.UniformIntSoftmax}: exponentials from a table of
 * distances, their sum S, then the number of {@link Steps} that R reaches, R = ⌊16·S/e⌋ in base √2; in base 2
 * R = ⌊(2S + e)/e⌋, less 1 where 2S = 5e, the one tie that rounds down. Keys that a query does not see take part in neither
 * maximum nor sum and have the code of exactly zero.
 */
final class SoftmaxGraph {
  private static final long SIXTEENTHS = 16;
  private static final long TIE = 5;
  private static final long MOST = 1L << 59;

  private final Value exponentials;
  private final Value sum;

  private SoftmaxGraph(IExp exp, Value scores, int length, Optional<Value> seen) {
    Value all = scores.to(ElementType.INT32);
    Value wide = seen.map(s -> s.where(all, all.graph().scalar(all.type(), all.range().min()))).orElse(all);
    Value distance = wide.greatest().minus(wide).known(IntRange.unsigned(exp.scoreBits()));
    long[] table = exp.table();
    this.exponentials = scores.graph().vector(ElementType.INT64, table).lookup(distance);
    Value sum = seen.map(s -> s.where(exponentials, scores.graph().scalar(ElementType.INT64, 0))).orElse(exponentials)
        .sum(length);
    if (sum.range().max() > MOST) {
      throw new InputException("export onnx: at score scale " + exp.scale() + " a row of " + length + " exponentials can sum to "
          + sum.range().max() + "; allowed: 2^59, for 16 times as much must fit 64 bits; quantise for larger score steps");
    }
    // The greatest score of a row has distance 0, so S is at least that entry, and no less than any e.
    this.sum = sum.known(new IntRange(table[0], sum.range().max()));
  }

  /**
   * Codes of rows along the last axis.
   *
   * @param seen which elements of a row take part, if not all; at least one of each row
   */
  static Value apply(AttentionWeights weights, Value scores, int length, Optional<Value> seen) {
    SoftmaxGraph softmax = new SoftmaxGraph(weights.exp(), scores, length, seen);
    Value codes = weights instanceof AttentionWeights.Log log ? softmax.logarithmic(log.softmax())
        : softmax.uniform((AttentionWeights.Uniform) weights);
    long zero = weights instanceof AttentionWeights.Log log ? log.softmax().maxCode() : 0;
    return seen.map(s -> s.where(codes, codes.graph().scalar(codes.type(), zero))).orElse(codes);
  }

  private Value logarithmic(SoftmaxParams params) {
    Value ratio = params.base() == LogBase.SQRT_TWO
        ? sum.times(SIXTEENTHS).over(exponentials)
        : sum.times(2).plus(exponentials).over(exponentials).minus(
            sum.times(2).equalTo(exponentials.times(TIE)).to(ElementType.INT64));
    Value positive = ratio.known(new IntRange(0, ratio.range().max()));
    return Steps.of(params, positive.range().max()).codes(positive)
        .known(new IntRange(0, params.maxCode()));
  }

  private Value uniform(AttentionWeights.Uniform params) {
    return exponentials.times(2L * params.levels()).plus(sum).over(sum.times(2))
        .known(new IntRange(0, params.levels())).saturate(new IntRange(0, params.maxCode()));
  }
}
