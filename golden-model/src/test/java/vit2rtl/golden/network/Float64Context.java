package vit2rtl.golden.network;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import vit2rtl.golden.ops.AttentionWeights;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.golden.softmax.ZeroState;

/**
 * Attention·V of {@link Float64Simulation}. Three things are the graph's own and come from the specification, the class
 * comment of {@link vit2rtl.golden.ops.ShiftAccumulate}: logarithmic weights below 2^−20 are zero, half steps have
 * 46341/65536 for 1/√2, and what that constant has multiplied is rounded to the least weight's step.
 */
final class Float64Context {
  private static final double INVERSE_ROOT = 46341 / 65536.0;
  private static final int MOST_HALVINGS = 20;

  private Float64Context() {}

  /**
   * One head's sums of values times attention, in steps of the values.
   *
   * @param attention codes [tokens, tokens]
   * @param values    [tokens, head width], in steps
   */
  static double[] sums(AttentionWeights weights, double[] attention, double[] values, int tokens) {
    if (weights instanceof AttentionWeights.Uniform uniform) {
      return product(attention, code -> code / uniform.levels(), values, tokens);
    }
    SoftmaxParams softmax = ((AttentionWeights.Log) weights).softmax();
    if (softmax.base() == LogBase.TWO) {
      return product(attention, code -> weight(softmax, code, code), values, tokens);
    }
    DoubleUnaryOperator evenWeight = code -> code % 2 == 0 ? weight(softmax, code, code / 2) : 0;
    DoubleUnaryOperator oddWeight = code -> code % 2 == 0 ? 0 : weight(softmax, code, (code - 1) / 2);
    double[] even = product(attention, evenWeight, values, tokens);
    double[] odd = product(attention, oddWeight, values, tokens);
    double step = Math.pow(2, -Math.min(MOST_HALVINGS, greatest(softmax) / 2));
    return IntStream.range(0, even.length)
        .mapToDouble(i -> even[i] + Math.floor(odd[i] * INVERSE_ROOT / step + 0.5) * step).toArray();
  }

  /** The greatest code that is not zero. */
  private static int greatest(SoftmaxParams softmax) {
    return softmax.zero() == ZeroState.CLIP ? softmax.maxCode() : softmax.maxCode() - 1;
  }

  private static double weight(SoftmaxParams softmax, double code, double halvings) {
    return softmax.isZero((int) code) || halvings > MOST_HALVINGS ? 0 : Math.pow(2, -halvings);
  }

  private static double[] product(double[] codes, DoubleUnaryOperator weight, double[] values, int tokens) {
    int greatest = (int) Arrays.stream(codes).max().orElseThrow();
    double[] weightOf = IntStream.rangeClosed(0, greatest).asDoubleStream().map(weight).toArray();
    double[] weights = Arrays.stream(codes).map(code -> weightOf[(int) code]).toArray();
    double[] sums = new double[values.length];
    Float64Product.add(weights, values, sums, tokens);
    return sums;
  }
}
