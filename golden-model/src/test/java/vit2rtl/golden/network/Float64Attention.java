package vit2rtl.golden.network;

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

  /** Queries, keys and values as real numbers, by token. */
  private double[][] real(double[] codes) {
    double[] scale = qkv.scale();
    double[][] real = new double[tokens][3 * width()];
    for (int t = 0; t < tokens; t++) {
      for (int c = 0; c < real[t].length; c++) {
        real[t][c] = (codes[t * real[t].length + c] - params.zeroPoint()) * scale[c % scale.length];
      }
    }
    return real;
  }

  double[] scores(double[] codes) {
    double[] scores = new double[params.heads() * tokens * tokens];
    double[][] real = real(codes);
    double unit = scoreGrid.scale()[0] * Math.sqrt(params.headWidth());
    for (int h = 0; h < params.heads(); h++) {
      int first = h * params.headWidth();
      for (int i = 0; i < tokens; i++) {
        for (int j = 0; j < tokens; j++) {
          double sum = 0;
          for (int d = first; d < first + params.headWidth(); d++) {
            sum += real[i][d] * real[j][width() + d];
          }
          scores[(h * tokens + i) * tokens + j] = Float64Simulation.clip(
              Float64Simulation.round(sum / unit) + scoreGrid.zeroPoint(), params.scores().output());
        }
      }
    }
    return scores;
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
    return (rest * rest + exp.b() * rest + exp.c()) * Math.pow(2, -halvings);
  }

  double[] softmax(double[] scores) {
    double[] codes = new double[scores.length];
    double[] e = new double[tokens];
    for (int row = 0; row < scores.length; row += tokens) {
      double max = scores[row];
      for (int i = 0; i < tokens; i++) {
        max = Math.max(max, scores[row + i]);
      }
      double sum = 0;
      for (int i = 0; i < tokens; i++) {
        e[i] = exponential(scores[row + i] - max);
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
    double octave = Math.floor(Math.log(ratio) / Math.log(2) + 1e-12);
    return octave + (ratio >= 1.5 * Math.pow(2, octave) ? 1 : 0);
  }

  /** Half octaves; they meet at 19/16 and 27/16 of an octave's start. */
  private static double halfStep(double inverse) {
    double octave = Math.floor(Math.log(inverse) / Math.log(2));
    double within = inverse / Math.pow(2, octave);
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
    double[] sums = new double[tokens * width()];
    double[][] real = real(codes);
    for (int h = 0; h < params.heads(); h++) {
      for (int i = 0; i < tokens; i++) {
        for (int j = 0; j < tokens; j++) {
          double weight = weight(attention[(h * tokens + i) * tokens + j]);
          for (int c = h * params.headWidth(); weight != 0 && c < (h + 1) * params.headWidth(); c++) {
            sums[i * width() + c] += weight * real[j][2 * width() + c];
          }
        }
      }
    }
    return Float64Simulation.quantise(sums, contextGrid, params.context().output());
  }
}
