package vit2rtl.golden.ops;

import java.util.Arrays;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;

/**
 * Integer GELU: one table per layer from the code of x to GELU(x) on a fine grid, then a power-of-two factor per channel
 * (docs/adr/0007-gelu.md),
 * <pre>
 *   g = table[x − x_min]                                       at most 18 bits, signed
 *   y = saturate(⌊(g + 2^(t_c−1)) / 2^t_c⌋ + zp)               t_c = 0: g + zp
 * </pre>
 * rounded half up. Channels of large values keep their range and channels of small ones their resolution; the factor
 * 2^t_c is folded into the next weights. A ROM of 2^bits entries and a shifter per lane in hardware, no multiplier.
 * Rounded values have at most 18 bits; zp has as many as the output, so the last sum is taken in 64.
 *
 * @param input     codes of x, at most 12 bits
 * @param table     GELU(x) for every input code
 * @param shift     t per channel, 0…15
 * @param zeroPoint zp, within the output
 * @param output    range of the output codes
 */
public record GeluTable(IntRange input, int[] table, int[] shift, int zeroPoint, IntRange output) {
  public static final int MAX_INPUT_BITS = 12;
  public static final int MAX_SHIFT = 15;
  /** What a table holds. */
  public static final IntRange ENTRIES = IntRange.signed(18);

  public GeluTable {
    table = table.clone();
    shift = shift.clone();
    if (input.bits() > MAX_INPUT_BITS || table.length != input.max() - input.min() + 1) {
      throw new InputException("a GELU table has " + table.length + " entries for codes " + input
          + "; needed: one for each of at most 12-bit codes");
    }
    if (!ENTRIES.contains(IntRange.of(table))) {
      throw new InputException("a GELU table holds " + IntRange.of(table) + "; allowed: " + ENTRIES);
    }
    for (int t : shift) {
      if (t < 0 || t > MAX_SHIFT) {
        throw new InputException("a GELU table has shift " + t + "; allowed: 0 to " + MAX_SHIFT);
      }
    }
    if (shift.length == 0 || !output.contains(zeroPoint)) {
      throw new InputException("a GELU table has " + shift.length + " channels and zero point " + zeroPoint
          + "; needed: a channel or more, and a zero point within " + output);
    }
  }

  /** Codes of whole rows, row-major [rows, channels]. */
  public int[] apply(int[] x) {
    int[] y = new int[x.length];
    int channels = shift.length;
    int min = (int) input.min();
    for (int row = 0; row < x.length; row += channels) {
      for (int c = 0; c < channels; c++) {
        int half = (1 << shift[c]) >> 1;
        y[row + c] = (int) output.saturate(((table[x[row + c] - min] + half) >> shift[c]) + (long) zeroPoint);
      }
    }
    return y;
  }

  @Override
  public int[] table() {
    return table.clone();
  }

  @Override
  public int[] shift() {
    return shift.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GeluTable g && input.equals(g.input) && Arrays.equals(table, g.table)
        && Arrays.equals(shift, g.shift) && zeroPoint == g.zeroPoint && output.equals(g.output);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(table) * 31 + Arrays.hashCode(shift);
  }
}
