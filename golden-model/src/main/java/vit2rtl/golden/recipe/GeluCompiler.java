package vit2rtl.golden.recipe;

import vit2rtl.golden.ops.GeluTable;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.vit.Gelu;

/** Fills GELU tables. */
final class GeluCompiler {
  private GeluCompiler() {}

  static GeluTable table(Grid input, Grid output) {
    int min = (int) input.codes().min();
    int[] table = new int[(int) input.codes().max() - min + 1];
    for (int i = 0; i < table.length; i++) {
      table[i] = output.code(Gelu.of(input.value(min + i)));
    }
    return new GeluTable(input.codes(), table, output.codes());
  }
}
