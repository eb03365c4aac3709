package vit2rtl.golden.recipe;

import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.Histogram;
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
    PtfGrid best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int m = Math.max(0, top - REACH); m <= top; m++) {
      for (int zero : ZERO_POINTS) {
        int[] alpha = new int[stream.channels()];
        double error = 0;
        for (int c = 0; c < alpha.length; c++) {
          double channelLeast = Double.POSITIVE_INFINITY;
          for (int a = 0; a <= k; a++) {
            Grid grid = new Grid(IntRange.unsigned(8), Math.scalb(residualScale, m + a), zero);
            double e = error(stream.channel(c), grid);
            if (e < channelLeast) {
              channelLeast = e;
              alpha[c] = a;
            }
          }
          error += weight[c] * channelLeast;
        }
        if (error < least) {
          least = error;
          best = new PtfGrid(CodeFormat.UINT8, Math.scalb(residualScale, m), zero, alpha);
        }
      }
    }
    return best;
  }

  /** The shift m of a grid this search found. */
  int shift(PtfGrid grid) {
    return Math.getExponent(grid.scale() / residualScale * 1.5);
  }

  /** Squared error: the rounding's, and the exact loss of what is clipped. */
  private static double error(Histogram histogram, Grid grid) {
    return histogram.sum(value -> {
      double difference = grid.value(grid.code(value)) - value;
      return difference * difference;
    });
  }
}
