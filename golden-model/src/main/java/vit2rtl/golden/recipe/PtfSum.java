package vit2rtl.golden.recipe;

import vit2rtl.golden.ops.PtfAdd;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.PtfGrid;

/**
 * A compiled {@link PtfAdd} and the grids it works on: those of the branch and the result are moved so that what the
 * multipliers say is what the scales say: by half a step of the 8-bit codes at most where a multiplier comes that near its
 * ratio, else to the coarser side by up to one step of the multiplier, so that nothing is cut off that was not before.
 *
 * @param branch grid of B
 * @param result grid of the sum
 * @param add    the sum
 */
record PtfSum(Grid branch, PtfGrid result, PtfAdd add) {
  /** Below this a multiplier is too coarse for the result's scale to follow it. */
  private static final int LEAST_FACTOR = 8;

  /** The sum of A and B, their scales against the result's. */
  static PtfSum of(PtfGrid a, Grid b, PtfGrid result) {
    double forA = a.scale() / result.scale();
    double forB = b.scale() / result.scale();
    int shift = Math.max(0, Math.min(PtfAdd.MAX_SHIFT, 15 - Math.getExponent(Math.max(forA, forB))));
    if (Math.round(Math.scalb(Math.max(forA, forB), shift)) > PtfAdd.MAX_FACTOR && shift > 0) {
      shift--;
    }
    int aFactor = exact(forA, shift) || Math.scalb(forA, shift) < LEAST_FACTOR ? factor(forA, shift)
        : (int) Math.floor(Math.scalb(forA, shift));
    double sum = aFactor >= LEAST_FACTOR || exact(forA, shift)
        ? a.scale() / Math.scalb((double) aFactor, -shift) : result.scale();
    int bFactor = exact(forB, shift) ? factor(forB, shift) : (int) Math.min(PtfAdd.MAX_FACTOR, Math.max(1,
        Math.ceil(Math.scalb(b.scale() / sum, shift))));
    PtfAdd add = new PtfAdd(new PtfAdd.Operand(a.zeroPoint(), a.alpha()), aFactor, b.zeroPoint(), bFactor, shift,
        result.alpha(), result.zeroPoint(), result.format());
    double branch = sum * Math.scalb((double) bFactor, -shift);
    return new PtfSum(b.withScale(branch), result.withScale(sum), add);
  }

  private static int factor(double ratio, int shift) {
    return (int) Math.min(PtfAdd.MAX_FACTOR, Math.round(Math.scalb(ratio, shift)));
  }

  /** Whether the multiplier comes near enough to a ratio: half a step of the 8-bit codes at most. */
  private static boolean exact(double ratio, int shift) {
    double wanted = Math.scalb(ratio, shift);
    int factor = factor(ratio, shift);
    return factor > 0 && Math.abs(factor - wanted) <= wanted / 512;
  }
}
