package vit2rtl.golden.ops;

import java.util.Arrays;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;

/**
 * Integer GELU: one table per layer from the code of x to the code of GELU(x) (docs/adr/0007-gelu.md),
 * <pre>
 *   y = table[x − x_min]
 * </pre>
 * exact to the rounding of the two grids; a ROM of 2^bits output codes in hardware.
 *
 * @param input  codes of x, at most 12 bits
 * @param table  output code for every input code
 * @param output range of the output codes
 */
public record GeluTable(IntRange input, int[] table, IntRange output) {
  public static final int MAX_INPUT_BITS = 12;

  public GeluTable {
    table = table.clone();
    if (input.bits() > MAX_INPUT_BITS || table.length != input.max() - input.min() + 1) {
      throw new InputException("a GELU table has " + table.length + " entries for codes " + input
          + "; needed: one for each of at most 12-bit codes");
    }
    if (!output.contains(IntRange.of(table))) {
      throw new InputException("a GELU table holds " + IntRange.of(table) + "; allowed: " + output);
    }
  }

  public int[] apply(int[] x) {
    int[] y = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = table[x[i] - (int) input.min()];
    }
    return y;
  }

  @Override
  public int[] table() {
    return table.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GeluTable g && input.equals(g.input) && Arrays.equals(table, g.table)
        && output.equals(g.output);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(table);
  }
}
