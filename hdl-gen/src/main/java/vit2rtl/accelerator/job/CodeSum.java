package vit2rtl.accelerator.job;

import java.util.Arrays;
import vit2rtl.golden.ops.PtfAdd;

/**
 * A {@link PtfAdd} as the drain carries it out: of a code from the drain, without its zero point, and a code that the
 * memory of the residual stream holds.
 *
 * @param heldZero   zero point of what is held
 * @param heldAlpha  its factors per channel
 * @param heldFactor its factor, 16 bits
 * @param factor     factor of the drain's code, 16 bits
 * @param shift      t per channel
 * @param zero       zero point of the sum
 */
public record CodeSum(int heldZero, int[] heldAlpha, int heldFactor, int factor, int[] shift, int zero) {
  /** Of a job that adds nothing. */
  public static final CodeSum NONE = new CodeSum(0, new int[0], 0, 0, new int[0], 0);
  /** Bits of a factor's exponent. */
  public static final int ALPHA_BITS = 3;
  /** Bits of a factor. */
  public static final int FACTOR_BITS = 16;

  /** The stream is the first operand. */
  public static CodeSum onStream(PtfAdd add) {
    return new CodeSum(add.a().zero(), add.a().alpha(), add.aFactor(), add.bFactor(), shifts(add), add.zero());
  }

  /** The drain's code is the first operand, positions are the second. */
  public static CodeSum onPositions(PtfAdd add) {
    return new CodeSum(add.bZero(), new int[add.alpha().length], add.bFactor(), add.aFactor(), shifts(add), add.zero());
  }

  private static int[] shifts(PtfAdd add) {
    return Arrays.stream(add.alpha()).map(alpha -> add.shift() + alpha).toArray();
  }
}
