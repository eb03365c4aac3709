package vit2rtl.accelerator.schedule;

import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.BitWriter;
import vit2rtl.golden.ops.Requantizer;

/** A column's constants in the drain's table: bias, multiplier, shift, GELU's shift, lowest first. */
public final class ColumnWord {
  public static final int SHIFT_BITS = 6;
  public static final int GELU_SHIFT_BITS = 4;

  private ColumnWord() {}

  /** Bits of one column. */
  public static int bits(AcceleratorConfig config) {
    return config.formats().accumulatorBits() + Requantizer.MULTIPLIER_BITS + SHIFT_BITS + GELU_SHIFT_BITS;
  }

  /** The bias is cut to the accumulator's bits: all sums are modulo these, and the finished ones fit. */
  static void put(BitWriter word, AcceleratorConfig config, long bias, int multiplier, int shift, int geluShift) {
    int bits = config.formats().accumulatorBits();
    word.put(bias & (1L << bits) - 1, bits).put(multiplier, Requantizer.MULTIPLIER_BITS).put(shift, SHIFT_BITS)
        .put(geluShift, GELU_SHIFT_BITS);
  }
}
