package vit2rtl.bench.network;

import java.util.Arrays;
import java.util.function.IntFunction;
import vit2rtl.golden.quant.Grid;

/** Codes of one place, image after image. */
final class CodeCollector {
  private final int images;
  private int[] codes = new int[0];
  private int filled;

  /** @param images how many additions are to be expected */
  CodeCollector(int images) {
    this.images = images;
  }

  /** Quantises {@code count} values from {@code from} on, each with the grid of its index. */
  void add(float[] values, int from, int count, IntFunction<Grid> grid) {
    if (filled + count > codes.length) {
      codes = Arrays.copyOf(codes, filled == 0 ? count * images : 2 * codes.length);
    }
    for (int i = 0; i < count; i++) {
      codes[filled++] = grid.apply(i).code(values[from + i]);
    }
  }

  int[] codes() {
    return Arrays.copyOf(codes, filled);
  }
}
