package vit2rtl.golden.recipe;

import vit2rtl.golden.ops.GeluTable;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.vit.Gelu;

/** Fills GELU tables. */
final class GeluCompiler {
  private GeluCompiler() {}

  /**
   * The table onto a grid, channel c coarser by 2^shift_c.
   *
   * @param output grid of the finest channels
   */
  static GeluTable table(Grid input, Grid output, int[] shift) {
    int min = (int) input.codes().min();
    int[] table = new int[(int) input.codes().max() - min + 1];
    for (int i = 0; i < table.length; i++) {
      table[i] = (int) GeluTable.ENTRIES.saturate(Math.round(Gelu.of(input.value(min + i)) / output.scale()));
    }
    return new GeluTable(input.codes(), table, shift, output.zeroPoint(), output.codes());
  }
}
