package vit2rtl.golden.recipe;

import java.util.Arrays;
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.vit.Gelu;

/** Fills GELU tables. */
final class GeluCompiler {
  private static final int MAX_FINE_BITS = 8;

  private GeluCompiler() {}

  /**
   * The table onto a grid, channel c coarser by 2^shift_c.
   *
   * @param output grid of the finest channels
   */
  static GeluTable table(Grid input, Grid output, int[] shift) {
    int min = (int) input.codes().min();
    int fine = fineBits(output.scale(), input);
    int[] table = new int[(int) input.codes().max() - min + 1];
    for (int i = 0; i < table.length; i++) {
      double value = Gelu.of(input.value(min + i)) / output.scale();
      table[i] = (int) GeluTable.ENTRIES.saturate(Math.round(Math.scalb(value, fine)));
    }
    int[] right = new int[shift.length];
    Arrays.setAll(right, c -> shift[c] + fine);
    return new GeluTable(input.codes(), table, right, output.zeroPoint(), output.codes());
  }

  /** Fraction bits that the table's width has to spare: with them the second rounding hardly ever meets the first. */
  private static int fineBits(double scale, Grid input) {
    double greatest = Math.max(-Gelu.LEAST, Gelu.of(input.value((int) input.codes().max()))) / scale;
    int fine = 0;
    while (fine < MAX_FINE_BITS && Math.scalb(greatest, fine + 1) <= GeluTable.ENTRIES.max()) {
      fine++;
    }
    return fine;
  }
}
