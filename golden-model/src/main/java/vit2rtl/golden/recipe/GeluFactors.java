package vit2rtl.golden.recipe;

import java.util.Arrays;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.calibration.TensorStatistics;
import vit2rtl.golden.quant.Bins;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.Interval;

/**
 * The output grid of a GELU and its channels' power-of-two factors.
 *
 * @param finest grid of the channels with factor 1
 * @param shift  exponent of each channel's factor
 */
record GeluFactors(Grid finest, int[] shift) {
  private static final IntRange CODES = IntRange.unsigned(8);
  /** A zero point beyond takes too many codes from the positive side. */
  private static final long MAX_ZERO = 64;

  /**
   * Of the greatest factors 2^0…2^k the one whose codes, each channel at its best factor, and whose weights behind err
   * least at the outputs of the next layer. The coarsest channels cover the interval.
   *
   * @param bound what no value is below
   */
  static GeluFactors best(TensorStatistics gelu, Interval interval, double bound, LinearCompiler next,
      int k) {
    GeluFactors best = null;
    double least = Double.POSITIVE_INFINITY;
    double[] energy = new double[gelu.columns()];
    Bins[] bins = new Bins[energy.length];
    Arrays.setAll(bins, c -> gelu.column(c).bins());
    Arrays.setAll(energy, c -> bins[c].sum(x -> x * x) / gelu.column(c).total());
    for (int greatest = 0; greatest <= k; greatest++) {
      Grid finest = finest(interval, bound, greatest);
      int[] shift = new int[energy.length];
      double[] error = new double[energy.length];
      for (int c = 0; c < shift.length; c++) {
        error[c] = Double.POSITIVE_INFINITY;
        for (int t = 0; t <= greatest; t++) {
          double e = bins[c].squaredError(new Grid(CODES, Math.scalb(finest.scale(), t), finest.zeroPoint()))
              / gelu.column(c).total();
          if (e < error[c]) {
            error[c] = e;
            shift[c] = t;
          }
        }
      }
      GeluFactors candidate = new GeluFactors(finest, shift);
      double result = next.outputError(candidate.powers(), error, energy);
      if (result < least) {
        least = result;
        best = candidate;
      }
    }
    return best;
  }

  private static Grid finest(Interval interval, double bound, int k) {
    double scale = Math.scalb(Grid.asymmetric(CODES, interval).scale(), -k);
    long zero = Math.round(-Math.max(bound, Math.min(0, interval.min())) / scale);
    return new Grid(CODES, scale, (int) Math.min(MAX_ZERO, zero));
  }

  double[] powers() {
    double[] powers = new double[shift.length];
    Arrays.setAll(powers, c -> Math.scalb(1.0, shift[c]));
    return powers;
  }
}
