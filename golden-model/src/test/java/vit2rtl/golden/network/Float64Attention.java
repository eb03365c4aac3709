package vit2rtl.golden.network;

import java.util.Arrays;
import java.util.stream.IntStream;
import vit2rtl.golden.ops.AttentionParams;
import vit2rtl.golden.ops.AttentionWeights;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;

/**
 * Attention of {@link Float64Simulation}.
 *
 * @param exponential of scores below their row's greatest
 */
record Float64Attention(AttentionParams params, int tokens, TensorGrid qkv, TensorGrid scoreGrid, TensorGrid contextGrid,
    Exp exponential) {

  /** Which exponential the graph is taken to have. */
  enum Exp {
    /** The exact one: what the polynomial is there for. */
    EXACT,
    /** The parabola and the halvings with the model's constants, in floats: the graph as it is. */
    PARABOLA
  }

  private int width() {
    return params.heads() * params.headWidth();
  }

  /** Real numbers of a head's queries (part 0), keys (1) or values (2), [tokens, head width]. */
  private double[] real(double[] codes, int part, int head) {
    double[] scale = qkv.scale();
    double[] real = new double[tokens * params.headWidth()];
    int first = part * width() + head * params.headWidth();
    for (int i = 0; i < real.length; i++) {
      int column = first + i % params.headWidth();
      double code = codes[i / params.headWidth() * 3 * width() + column];
      real[i] = (code - params.zeroPoint()) * scale[column % scale.length];
    }
    return real;
  }

  double[] scores(double[] codes) {
    double[] scores = new double[params.heads() * tokens * tokens];
    double unit = scoreGrid.scale()[0] * Math.sqrt(params.headWidth());
    for (int h = 0; h < params.heads(); h++) {
      double[] sums = new double[tokens * tokens];
      Float64Product.add(real(codes, 0, h), transposed(real(codes, 1, h)), sums, tokens);
      for (int i = 0; i < sums.length; i++) {
        scores[h * sums.length + i] = Float64Simulation.clip(
            Float64Simulation.round(sums[i] / unit) + scoreGrid.zeroPoint(), params.scores().output());
      }
    }
    return scores;
  }

  private double[] transposed(double[] keys) {
    double[] transposed = new double[keys.length];
    for (int i = 0; i < keys.length; i++) {
      transposed[i % params.headWidth() * tokens + i / params.headWidth()] = keys[i];
    }
    return transposed;
  }

  /** e^(steps·scale) up to a common factor, no smaller than its n halvings, which is where i-exp ends by definition. */
  private double exponential(double steps) {
    IExp exp = params.weights().exp();
    if (exponential == Exp.EXACT) {
      return Math.max(Math.pow(2, -exp.n()), Math.exp(steps * scoreGrid.scale()[0]));
    }
    double d = Math.max(steps, exp.n() * (double) exp.x0());
    double halvings = Math.floor(d / exp.x0());
    double rest = d - halvings * exp.x0();
    return (rest * rest + exp.b() * rest + exp.c()) * Math.scalb(1.0, (int) -halvings);
  }

  double[] softmax(double[] scores) {
    double[] codes = new double[scores.length];
    double[] e = new double[tokens];
    int span = (int) (Arrays.stream(scores).max().orElseThrow() - Arrays.stream(scores).min().orElseThrow());
    double[] exponentials = IntStream.rangeClosed(0, span)
        .mapToDouble(steps -> exponential(-steps)).toArray();
    for (int row = 0; row < scores.length; row += tokens) {
      double max = scores[row];
      for (int i = 0; i < tokens; i++) {
        max = Math.max(max, scores[row + i]);
      }
      double sum = 0;
      for (int i = 0; i < tokens; i++) {
        e[i] = exponentials[(int) (max - scores[row + i])];
        sum += e[i];
      }
      for (int i = 0; i < tokens; i++) {
        codes[row + i] = code(sum / e[i]);
      }
    }
    return codes;
  }

  /** The code of a probability given as its inverse. */
  private double code(double inverse) {
    if (params.weights() instanceof AttentionWeights.Uniform uniform) {
      return Math.min(uniform.maxCode(), Float64Simulation.round(uniform.levels() / inverse));
    }
    SoftmaxParams softmax = ((AttentionWeights.Log) params.weights()).softmax();
    double step = softmax.base() == LogBase.TWO ? fullStep(inverse) : halfStep(inverse);
    return Math.min(step, softmax.maxCode());
  }

  /** The logarithm of the rounded ratio, rounded at the middle between two powers of two. */
  private static double fullStep(double inverse) {
    double ratio = Math.rint(inverse);
    int octave = Math.getExponent(ratio);
    return octave + (ratio >= 1.5 * Math.scalb(1.0, octave) ? 1 : 0);
  }

  /** Half octaves; they meet at 19/16 and 27/16 of an octave's start. */
  private static double halfStep(double inverse) {
    int octave = Math.getExponent(inverse);
    double within = inverse / Math.scalb(1.0, octave);
    return 2 * octave + (within >= 27 / 16.0 ? 2 : within >= 19 / 16.0 ? 1 : 0);
  }

  private double weight(double code) {
    if (params.weights() instanceof AttentionWeights.Uniform uniform) {
      return code / uniform.levels();
    }
    SoftmaxParams softmax = ((AttentionWeights.Log) params.weights()).softmax();
    return softmax.isZero((int) code) ? 0 : Math.pow(2, softmax.base() == LogBase.TWO ? -code : -code / 2);
  }

  double[] context(double[] attention, double[] codes) {
    double[] context = new double[tokens * width()];
    int codesOfWeights = 1 + (int) Arrays.stream(attention).max().orElseThrow();
    double[] weightOf = IntStream.range(0, codesOfWeights).mapToDouble(this::weight).toArray();
    int headWidth = params.headWidth();
    for (int h = 0; h < params.heads(); h++) {
      double[] weights = new double[tokens * tokens];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = weightOf[(int) attention[h * weights.length + i]];
      }
      double[] sums = new double[tokens * headWidth];
      Float64Product.add(weights, real(codes, 2, h), sums, tokens);
      for (int t = 0; t < tokens; t++) {
        System.arraycopy(sums, t * headWidth, context, t * width() + h * headWidth, headWidth);
      }
    }
    return Float64Simulation.quantise(context, contextGrid, params.context().output());
  }
}
