package vit2rtl.golden.recipe;

import java.util.Arrays;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.WeightCodes;

/**
 * Compiles a float linear layer y = W·x + b, whose input arrives as codes of a grid:
 * <pre>
 *   s_o = max(max_i|W_oi|/127, |b_o|/(s_x·2^28)),   w = round(W/s_o)
 *   bias_o = round(b_o/(s_x·s_o)) − zp·Σ_i w_oi
 * </pre>
 * The floor keeps the bias of an output whose weights are (nearly) zero within 2^28. s_o is then moved so that the
 * requantiser behind meets its ratio exactly ({@link Ratios#exact}). With the mean of x known, b is first corrected by
 * Σ_i (W_oi − s_o·w_oi)·mean_i, the mean error of the rounded weights.
 */
record LinearCompiler(String name, double[] weights, double[] bias, int inputs) {
  private static final double MAX_BIAS = 1 << 28;

  /** Integers and what one step of each accumulator is worth. */
  record Compiled(LinearParams params, double[] scale) {}

  /**
   * Compiles.
   *
   * @param mean mean of x per input; zeros for no correction
   * @param next scale that each output is requantised to
   */
  Compiled compile(Grid x, double[] mean, double[] next) {
    int outputs = bias.length;
    double[] floor = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      floor[o] = Math.abs(bias[o]) / (x.scale() * MAX_BIAS);
    }
    double[] scale = WeightCodes.scales(weights, inputs, floor);
    for (int o = 0; o < outputs; o++) {
      scale[o] = Ratios.exact(scale[o] * x.scale(), next[o]) / x.scale();
    }
    byte[] codes = WeightCodes.of(weights, inputs, scale).codes();
    int[] integers = new int[outputs];
    double[] accumulator = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      long sum = 0;
      double correction = 0;
      for (int i = 0; i < inputs; i++) {
        int w = codes[o * inputs + i];
        sum += w;
        correction += (weights[o * inputs + i] - scale[o] * w) * mean[i];
      }
      accumulator[o] = x.scale() * scale[o];
      integers[o] = Math.toIntExact(Math.round((bias[o] + correction) / accumulator[o]) - x.zeroPoint() * sum);
    }
    return new Compiled(new LinearParams(name, inputs, outputs, codes, integers, x.codes()), accumulator);
  }

  /** One scale behind all outputs. */
  double[] everyOutput(double scale) {
    double[] all = new double[bias.length];
    Arrays.fill(all, scale);
    return all;
  }

  /** The layer for inputs x' = (x − offset)/factor: W' = W·factor, b' = b + W·offset. */
  LinearCompiler scaled(double[] factor, double[] offset) {
    double[] w = new double[weights.length];
    double[] b = bias.clone();
    for (int o = 0; o < bias.length; o++) {
      for (int i = 0; i < inputs; i++) {
        w[o * inputs + i] = weights[o * inputs + i] * factor[i];
        b[o] += weights[o * inputs + i] * offset[i];
      }
    }
    return new LinearCompiler(name, w, b, inputs);
  }

  /** Greatest magnitude of the weights of an input. */
  double magnitude(int input) {
    double largest = 0;
    for (int o = 0; o < bias.length; o++) {
      largest = Math.max(largest, Math.abs(weights[o * inputs + input]));
    }
    return largest;
  }

  /** Sum of the squares of the weights of an input. */
  double squares(int input) {
    double sum = 0;
    for (int o = 0; o < bias.length; o++) {
      sum += weights[o * inputs + input] * weights[o * inputs + input];
    }
    return sum;
  }

  /**
   * Expected squared error of the outputs for inputs x' = (x − offset)/factor with an error of their own, the rounding
   * of the weights W·factor to int8 included: Σ_c error_c·Σ_o W_oc² + Σ_c energy_c/factor_c² · Σ_o s_o²/12.
   *
   * @param factor per input
   * @param error  squared error of x per input
   * @param energy mean of (x − offset)² per input
   */
  double outputError(double[] factor, double[] error, double[] energy) {
    double steps = 0;
    for (int o = 0; o < bias.length; o++) {
      double largest = 0;
      for (int i = 0; i < inputs; i++) {
        largest = Math.max(largest, Math.abs(weights[o * inputs + i]) * factor[i]);
      }
      steps += largest * largest / (WeightCodes.MAX_CODE * WeightCodes.MAX_CODE) / 12;
    }
    double sum = 0;
    for (int i = 0; i < inputs; i++) {
      sum += error[i] * squares(i) + energy[i] / (factor[i] * factor[i]) * steps;
    }
    return sum;
  }
}
