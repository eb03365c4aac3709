package vit2rtl.golden.recipe;

import vit2rtl.golden.IntRange;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.Interval;

/**
 * How values pass from one operator to the weights of the next: x' = (x_c − offset_c)/factor_c on one symmetric int8
 * grid. Factor and offset are folded into γ, β (or the requantiser) before and the weights and bias behind, so they cost
 * nothing in hardware.
 *
 * @param factor per channel, above 0
 * @param offset per channel
 * @param grid   of x'
 */
record Handoff(double[] factor, double[] offset, Grid grid) {
  private static final IntRange CODES = new IntRange(-127, 127);
  private static final double[] EXPONENTS = {-1, 0, 0.2, 0.35, 0.5, 0.65, 0.8, 1};
  private static final double LEAST_SHARE = 1e-3;

  /**
   * Scales that share the spread of the channels between activations and weights:
   * factor_c = a_c^p / w_c^(1−p), a_c half the width of the channel's interval, w_c its greatest weight.
   *
   * @param intervals of the channels
   * @param offset    per channel, within the intervals
   * @param next      the layer that reads them
   * @param p         exponent, 0…1; below 0 leaves all factors at 1
   */
  static Handoff of(Interval[] intervals, double[] offset, LinearCompiler next, double p) {
    int channels = intervals.length;
    double[] reach = new double[channels];
    double[] weight = new double[channels];
    double largest = 0;
    double heaviest = 0;
    for (int c = 0; c < channels; c++) {
      reach[c] = Math.max(intervals[c].max() - offset[c], offset[c] - intervals[c].min());
      weight[c] = next.magnitude(c);
      // What varies by less than a thousandth of its own size is taken to vary by that much.
      largest = Math.max(largest, Math.max(reach[c], intervals[c].magnitude() * LEAST_SHARE));
      heaviest = Math.max(heaviest, weight[c]);
    }
    double[] factor = new double[channels];
    double magnitude = 0;
    for (int c = 0; c < channels; c++) {
      double a = largest == 0 ? 1 : Math.max(reach[c], largest * LEAST_SHARE);
      double w = heaviest == 0 ? 1 : Math.max(weight[c], heaviest * LEAST_SHARE);
      factor[c] = p < 0 ? 1 : Math.pow(a, p) / Math.pow(w, 1 - p);
      magnitude = Math.max(magnitude, reach[c] / factor[c]);
    }
    return new Handoff(factor, offset, Grid.symmetric(CODES, magnitude));
  }

  /**
   * The best of several exponents, by what the rounding of x' and of the weights behind does to the outputs.
   *
   * @param energy mean of (x − offset)² per channel
   */
  static Handoff best(Interval[] intervals, double[] offset, double[] energy, LinearCompiler next) {
    Handoff best = null;
    double least = Double.POSITIVE_INFINITY;
    for (double p : EXPONENTS) {
      Handoff candidate = of(intervals, offset, next, p);
      double[] error = new double[offset.length];
      for (int c = 0; c < error.length; c++) {
        double step = candidate.grid.scale() * candidate.factor[c];
        error[c] = step * step / 12;
      }
      double result = next.outputError(candidate.factor, error, energy);
      if (result < least) {
        least = result;
        best = candidate;
      }
    }
    return best;
  }

  /** Mean of x' from the mean of x. */
  double[] mean(double[] mean) {
    double[] result = new double[mean.length];
    for (int c = 0; c < mean.length; c++) {
      result[c] = (mean[c] - offset[c]) / factor[c];
    }
    return result;
  }

  /** What one step of a channel is worth. */
  double[] scales() {
    double[] scales = new double[factor.length];
    for (int c = 0; c < scales.length; c++) {
      scales[c] = grid.scale() * factor[c];
    }
    return scales;
  }
}
