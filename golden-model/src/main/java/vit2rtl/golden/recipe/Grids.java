package vit2rtl.golden.recipe;

import java.util.LinkedHashMap;
import java.util.Map;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.network.TensorGrid;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.Interval;
import vit2rtl.golden.quant.PtfGrid;

/** Collects what the integers of each tensor stand for while a model is compiled. */
final class Grids {
  /** Greatest score scale: beyond it i-exp has no meaning ({@link vit2rtl.golden.softmax.IExp}). */
  private static final double MAX_SCORE_SCALE = 1.6;
  private static final double MIN_SCORE_SCALE = 1e-4;

  private final Map<String, TensorGrid> grids = new LinkedHashMap<>();

  Grid put(String name, Grid grid) {
    grids.put(name, TensorGrid.of(grid.zeroPoint(), grid.scale()));
    return grid;
  }

  void put(String name, double[] scale) {
    put(name, 0, scale);
  }

  void put(String name, int zeroPoint, double[] scale) {
    grids.put(name, new TensorGrid(zeroPoint, scale));
  }

  PtfGrid put(String name, PtfGrid grid) {
    double[] scale = new double[grid.channels()];
    int[] alpha = grid.alpha();
    for (int c = 0; c < scale.length; c++) {
      scale[c] = Math.scalb(grid.scale(), alpha[c]);
    }
    grids.put(name, new TensorGrid(grid.zeroPoint(), scale));
    return grid;
  }

  Map<String, TensorGrid> all() {
    return grids;
  }

  /**
   * The grid of attention scores. Only differences from the row's greatest score count, so where the interval is too
   * wide for i-exp its lower end is given up: what lies 400 below has no weight in any float either.
   */
  static Grid scores(IntRange codes, Interval interval) {
    double span = codes.max() - codes.min();
    double low = Math.max(interval.min(), interval.max() - MAX_SCORE_SCALE * span);
    return from(codes, low, Math.max(MIN_SCORE_SCALE, (interval.max() - low) / span));
  }

  /**
   * The same with a scale of which ln 2 is a whole number of steps, the nearest one: i-exp counts halvings in whole
   * steps ({@link vit2rtl.golden.softmax.IExp}, x0 = ⌊−ln 2/s⌋), so only then does each halve. Between two such scales
   * the exponent is wrong by up to a step in each halving.
   */
  static Grid scoresOnHalvings(IntRange codes, Interval interval) {
    double wanted = scores(codes, interval).scale();
    double scale = Math.log(2) / Math.max(1, Math.rint(Math.log(2) / wanted));
    return from(codes, interval.max() - scale * (codes.max() - codes.min()), scale);
  }

  /** Not extended to zero, and the zero point may lie outside the codes: softmax never needs it. */
  private static Grid from(IntRange codes, double low, double scale) {
    int zero = (int) (codes.min() - Math.round(low / scale));
    return new Grid(new IntRange(Math.min(codes.min(), zero), Math.max(codes.max(), zero)), scale, zero);
  }
}
