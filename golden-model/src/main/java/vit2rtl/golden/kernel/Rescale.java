package vit2rtl.golden.kernel;

import java.util.Arrays;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.kernel.library.Room;
import vit2rtl.golden.kernel.library.Struct;
import vit2rtl.golden.ops.Requantizer;

/**
 * Rescaling by the kernel: (a·M + h) &gt;&gt; s less b, for each channel, with h = 2^(s−1) + 2^62 and b = 2^62/2^s − zp: what
 * {@link Requantizer} says, for 2^62 is a multiple of 2^s. |a·M| &lt; 2^47 and s ≤ 47 keep the sum between 2^61 and 2^63, so that
 * a logical shift does, which every processor has for its vectors.
 */
final class Rescale {
  static final long LIFT = 1L << 62;

  private Rescale() {}

  /** The struct Rescale; {@code zeroPoint} in place of the requantiser's. */
  static Struct of(Requantizer r, int zeroPoint) {
    return limits(tables(r.multiplier(), r.shift(), zeroPoint), r.output());
  }

  /** The struct Rescale with its zero point. */
  static Struct of(Requantizer r) {
    return of(r, r.zeroPoint());
  }

  /** The struct Rescale of shifts alone. */
  static Struct of(int[] shift, int zeroPoint, IntRange output) {
    return limits(tables(new int[shift.length], shift, zeroPoint), output);
  }

  private static Struct limits(Struct tables, IntRange output) {
    return tables.number(output.min()).number(output.max());
  }

  private static Struct tables(int[] multiplier, int[] shift, int zeroPoint) {
    int columns = Room.padded(multiplier.length);
    long[] offset = new long[columns];
    long[] shifts = new long[columns];
    long[] back = new long[columns];
    Arrays.fill(offset, LIFT);
    Arrays.fill(back, LIFT);
    for (int c = 0; c < shift.length; c++) {
      offset[c] = LIFT + (1L << shift[c] >> 1);
      shifts[c] = shift[c];
      back[c] = (LIFT >> shift[c]) - zeroPoint;
    }
    return new Struct().pointer(longs(multiplier)).pointer(offset).pointer(shifts).pointer(back);
  }

  static long[] longs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }
}
