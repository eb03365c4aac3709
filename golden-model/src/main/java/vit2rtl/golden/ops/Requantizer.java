package vit2rtl.golden.ops;

import java.util.Arrays;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;

/**
 * The one rule by which integers change their grid (docs/adr/0005-requantisation.md): per channel c a multiplier M_c and
 * a shift s_c,
 * <pre>
 *   y = saturate(⌊(a·M_c + 2^(s_c−1)) / 2^s_c⌋ + zp)        s_c = 0: a·M_c + zp
 * </pre>
 * which is a·M_c/2^s_c rounded half up. M is unsigned with 16 bits, the greatest one set wherever the ratio of the grids
 * allows it, so that M/2^s is within 2^−16 of the ratio, relatively: less than half a step of a 16-bit result.
 *
 * <p><b>No overflow.</b> |a| ≤ 2^31, M &lt; 2^16 and s ≤ 47 keep the sum below 2^48: one 48-bit multiply-add, as one
 * DSP slice has it.
 *
 * @param multiplier M, 0…2^16 − 1
 * @param shift      s, 0…47
 * @param zeroPoint  zp, added after the shift
 * @param output     what y saturates to
 */
public record Requantizer(int[] multiplier, int[] shift, int zeroPoint, IntRange output) {
  public static final int MULTIPLIER_BITS = 16;
  public static final int MAX_SHIFT = 47;

  public Requantizer {
    multiplier = multiplier.clone();
    shift = shift.clone();
    if (multiplier.length != shift.length || multiplier.length == 0) {
      throw new InputException("a requantiser has " + multiplier.length + " multipliers and " + shift.length
          + " shifts; needed: one of each per channel");
    }
    for (int c = 0; c < multiplier.length; c++) {
      if (multiplier[c] < 0 || multiplier[c] >= 1 << MULTIPLIER_BITS || shift[c] < 0 || shift[c] > MAX_SHIFT) {
        throw new InputException("a requantiser has multiplier " + multiplier[c] + " and shift " + shift[c]
            + " for channel " + c + "; allowed: 0 to 65535 and 0 to " + MAX_SHIFT);
      }
    }
    if (!IntRange.INT32.contains(output)) {
      throw new InputException("a requantiser's output range is " + output + "; allowed: 32-bit integers");
    }
  }

  public int channels() {
    return multiplier.length;
  }

  /** Rescales without offset or saturation: ⌊(a·M_c + 2^(s_c−1)) / 2^s_c⌋, of up to 48 bits. */
  public long rescale(int a, int channel) {
    return rescale(a, multiplier[channel], shift[channel]);
  }

  static long rescale(int a, int multiplier, int shift) {
    // 2^(s−1) for s ≥ 1, and 0 for s = 0.
    long half = (1L << shift) >> 1;
    return ((long) a * multiplier + half) >> shift;
  }

  /**
   * Requantises rows in which the channel changes from element to element.
   *
   * @param a row-major [rows, channels]
   * @return codes, same shape
   */
  public int[] columns(int[] a) {
    int[] y = new int[a.length];
    int channels = multiplier.length;
    for (int row = 0; row < a.length; row += channels) {
      for (int c = 0; c < channels; c++) {
        y[row + c] = (int) output.saturate(rescale(a[row + c], multiplier[c], shift[c]) + zeroPoint);
      }
    }
    return y;
  }

  /**
   * Requantises blocks of equal size, one channel each, in place.
   *
   * @param a     channels blocks one after another
   * @param block elements of a block
   */
  public void blocks(int[] a, int block) {
    blocks(a, 0, block);
  }

  /** The same from element {@code from} on. */
  public void blocks(int[] a, int from, int block) {
    for (int c = 0; c < multiplier.length; c++) {
      for (int i = from + c * block; i < from + (c + 1) * block; i++) {
        a[i] = (int) output.saturate(rescale(a[i], multiplier[c], shift[c]) + zeroPoint);
      }
    }
  }

  /** Where the results of inputs in a range lie before saturation, over all channels. */
  public IntRange reach(IntRange input) {
    IntRange reach = null;
    for (int c = 0; c < multiplier.length; c++) {
      IntRange one = reach(input, c);
      reach = reach == null ? one : reach.union(one);
    }
    return reach;
  }

  /** The same for one channel; monotone in a, so the ends decide. */
  public IntRange reach(IntRange input, int channel) {
    return new IntRange(rescale((int) input.min(), channel), rescale((int) input.max(), channel)).plus(zeroPoint);
  }

  @Override
  public int[] multiplier() {
    return multiplier.clone();
  }

  @Override
  public int[] shift() {
    return shift.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Requantizer r && Arrays.equals(multiplier, r.multiplier) && Arrays.equals(shift, r.shift)
        && zeroPoint == r.zeroPoint && output.equals(r.output);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(multiplier) * 31 + Arrays.hashCode(shift);
  }
}
