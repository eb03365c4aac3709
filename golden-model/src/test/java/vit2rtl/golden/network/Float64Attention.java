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
 * @param bias        constants added to the sums of queries and keys, [heads, tokens, tokens], in their steps; or none
 * @param exponential of scores below their row's greatest
 */
record Float64Attention(AttentionParams params, int tokens, int[] bias, TensorGrid qkv, TensorGrid scoreGrid,
    TensorGrid contextGrid, Exp exponential) implements Float64Attending {

  private static final int QUERIES = 0;
  private static final int KEYS = 1;
  private static final int VALUES = 2;

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

  /** A head's queries, keys or values in steps of their grid, [tokens, head width]. */
  private double[] steps(double[] codes, int part, int head) {
    double[] steps = new double[tokens * params.headWidth()];
    int first = part * width() + head * params.headWidth();
    for (int i = 0; i < steps.length; i++) {
      int row = i / params.headWidth();
      steps[i] = codes[row * 3 * width() + first + i % params.headWidth()] - params.zeroPoint();
    }
    return steps;
  }

  /** What they stand for. */
  private double[] real(double[] codes, int part, int head) {
    double[] scale = qkv.scale();
    double[] real = steps(codes, part, head);
    int first = part * width() + head * params.headWidth();
    for (int i = 0; i < real.length; i++) {
      real[i] *= scale[(first + i % params.headWidth()) % scale.length];
    }
    return real;
  }

  @Override
  public double[] scores(double[] codes) {
    double[] scores = new double[params.heads() * tokens * tokens];
    double unit = scoreGrid.scale()[0] * Math.sqrt(params.headWidth());
    for (int h = 0; h < params.heads(); h++) {
      double[] sums = new double[tokens * tokens];
      Float64Product.add(real(codes, QUERIES, h), transposed(real(codes, KEYS, h)), sums, tokens);
      for (int i = 0; i < sums.length && bias.length > 0; i++) {
        sums[i] += bias[h * sums.length + i] * step(h);
      }
      for (int i = 0; i < sums.length; i++) {
        scores[h * sums.length + i] = Float64Simulation.clip(
            Float64Simulation.round(sums[i] / unit) + scoreGrid.zeroPoint(), params.scores().output());
      }
    }
    return scores;
  }

  /** What a step of a head's products is worth: every channel's scales multiply to it. */
  private double step(int head) {
    double[] scale = qkv.scale();
    int query = head * params.headWidth();
    return scale[query % scale.length] * scale[(width() + query) % scale.length];
  }

  private double[] transposed(double[] keys) {
    double[] transposed = new double[keys.length];
    for (int i = 0; i < keys.length; i++) {
      transposed[i % params.headWidth() * tokens + i / params.headWidth()] = keys[i];
    }
    return transposed;
  }

  /** e^(steps·scale) up to a common factor, no smaller than its n halvings, where i-exp ends by definition. */
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

  @Override
  public double[] softmax(double[] scores) {
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

  @Override
  public double[] context(double[] attention, double[] codes) {
    double[] context = new double[tokens * width()];
    double[] scale = qkv.scale();
    int headWidth = params.headWidth();
    for (int h = 0; h < params.heads(); h++) {
      double[] weights = Arrays.copyOfRange(attention, h * tokens * tokens, (h + 1) * tokens * tokens);
      double[] sums = Float64Context.sums(params.weights(), weights, steps(codes, VALUES, h), tokens);
      for (int i = 0; i < sums.length; i++) {
        int column = h * headWidth + i % headWidth;
        context[i / headWidth * width() + column] = sums[i] * scale[(VALUES * width() + column) % scale.length];
      }
    }
    return Float64Simulation.quantise(context, contextGrid, params.context().output());
  }
}
