package vit2rtl.golden.recipe;

import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.golden.quant.Bins;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.PtfCalibration;
import vit2rtl.golden.quant.PtfGrid;

/**
 * Finds the PTF grid of a LayerNorm input on a wide stream: of all shifts m and a few zero points the one whose codes,
 * each channel at its best factor, have the least squared error, a channel's error weighted by what LayerNorm and the
 * next layer make of it.
 */
final class PtfSearch {
  private static final int[] ZERO_POINTS = {64, 96, 112, 128, 144, 160, 192};
  private static final int REACH = 4;

  private final PtfCalibration stream;
  private final double residualScale;
  private final double[] weight;

  /**
   * @param stream        values of the stream
   * @param residualScale scale of the wide stream
   * @param weight        importance of a channel's squared error
   */
  PtfSearch(PtfCalibration stream, double residualScale, double[] weight) {
    this.stream = stream;
    this.residualScale = residualScale;
    this.weight = weight;
  }

  /** The best grid with factors up to 2^k; its scale is residualScale·2^m. */
  PtfGrid fit(int k) {
    double full = Grid.asymmetric(CodeFormat.UINT8, stream.interval()).scale() / residualScale;
    int top = Math.max(0, Math.min(ResidualToPtfParams.MAX_SHIFT, Math.getExponent(full) + 1 - k));
    int bottom = Math.max(0, top - REACH);
    double[][][] errors = errors(bottom, top + k);
    PtfGrid best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int m = bottom; m <= top; m++) {
      for (int z = 0; z < ZERO_POINTS.length; z++) {
        int[] alpha = new int[stream.channels()];
        double error = 0;
        for (int c = 0; c < alpha.length; c++) {
          double channelLeast = Double.POSITIVE_INFINITY;
          for (int a = 0; a <= k; a++) {
            double e = errors[c][m + a - bottom][z];
            if (e < channelLeast) {
              channelLeast = e;
              alpha[c] = a;
            }
          }
          error += weight[c] * channelLeast;
        }
        if (error < least) {
          least = error;
          best = new PtfGrid(CodeFormat.UINT8, Math.scalb(residualScale, m), ZERO_POINTS[z], alpha);
        }
      }
    }
    return best;
  }

  /** Squared errors by channel, exponent of the scale from {@code first} to {@code last}, and zero point: shifts share them. */
  private double[][][] errors(int first, int last) {
    double[][][] errors = new double[stream.channels()][last - first + 1][ZERO_POINTS.length];
    for (int c = 0; c < errors.length; c++) {
      Bins bins = stream.channel(c).bins();
      for (int exponent = first; exponent <= last; exponent++) {
        double scale = Math.scalb(residualScale, exponent);
        for (int z = 0; z < ZERO_POINTS.length; z++) {
          errors[c][exponent - first][z] = bins.squaredError(new Grid(IntRange.unsigned(8), scale, ZERO_POINTS[z]));
        }
      }
    }
    return errors;
  }

  /** The shift m of a grid this search found. */
  int shift(PtfGrid grid) {
    return Math.getExponent(grid.scale() / residualScale * 1.5);
  }
}
