package vit2rtl.golden.kernel;

import java.util.Arrays;
import vit2rtl.golden.kernel.library.Room;
import vit2rtl.golden.kernel.library.Struct;
import vit2rtl.golden.ops.GeluTable;

/** A GELU's codes by the kernel: for each shift that channels have one table from the code of x to the code that comes out. */
final class NativeGelu {
  private final Struct struct;

  NativeGelu(GeluTable gelu) {
    int[] shift = gelu.shift();
    int[] shifts = Arrays.stream(shift).distinct().toArray();
    int[] values = gelu.table();
    int[] tables = new int[shifts.length * values.length];
    for (int t = 0; t < shifts.length; t++) {
      int half = (1 << shifts[t]) >> 1;
      for (int i = 0; i < values.length; i++) {
        tables[t * values.length + i] =
            (int) gelu.output().saturate(((values[i] + half) >> shifts[t]) + (long) gelu.zeroPoint());
      }
    }
    long[] base = new long[Room.padded(shift.length)];
    Arrays.setAll(base, c -> (c < shift.length ? (long) indexOf(shifts, shift[c]) * values.length : 0) - gelu.input().min());
    this.struct = new Struct().pointer(Room.of(tables)).pointer(base);
  }

  private static int indexOf(int[] values, int value) {
    int at = 0;
    while (values[at] != value) {
      at++;
    }
    return at;
  }

  long address() {
    return struct.address();
  }
}
