package vit2rtl.golden.recipe;

import vit2rtl.golden.ops.PtfAdd;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.PtfGrid;

/**
 * A compiled {@link PtfAdd} and the grids it works on: those of the branch and the result are moved by half a step of the
 * multipliers, so that what the multipliers say is what the scales say.
 *
 * @param branch grid of B
 * @param result grid of the sum
 * @param add    the sum
 */
record PtfSum(Grid branch, PtfGrid result, PtfAdd add) {

  /** The sum of A and B, their scales against the result's. */
  static PtfSum of(PtfGrid a, Grid b, PtfGrid result) {
    double forA = a.scale() / result.scale();
    double forB = b.scale() / result.scale();
    int shift = Math.max(0, Math.min(PtfAdd.MAX_SHIFT, 15 - Math.getExponent(Math.max(forA, forB))));
    if (Math.round(Math.scalb(Math.max(forA, forB), shift)) > PtfAdd.MAX_FACTOR && shift > 0) {
      shift--;
    }
    int aFactor = factor(forA, shift);
    int bFactor = factor(forB, shift);
    PtfAdd add = new PtfAdd(new PtfAdd.Operand(a.zeroPoint(), a.alpha()), aFactor, b.zeroPoint(), bFactor, shift,
        result.alpha(), result.zeroPoint(), result.format());
    double sum = exact(aFactor, forA, shift) ? a.scale() / Math.scalb((double) aFactor, -shift) : result.scale();
    double branch = exact(bFactor, forB, shift) ? sum * Math.scalb((double) bFactor, -shift) : b.scale();
    return new PtfSum(b.withScale(branch), result.withScale(sum), add);
  }

  private static int factor(double ratio, int shift) {
    return (int) Math.min(PtfAdd.MAX_FACTOR, Math.round(Math.scalb(ratio, shift)));
  }

  /** Whether a factor is near enough to its ratio for the scale to follow it: half a step of the 8-bit codes at most. */
  private static boolean exact(int factor, double ratio, int shift) {
    double wanted = Math.scalb(ratio, shift);
    return factor > 0 && Math.abs(factor - wanted) <= wanted / 512;
  }
}
