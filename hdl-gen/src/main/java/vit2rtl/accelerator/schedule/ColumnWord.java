package vit2rtl.accelerator.schedule;

import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.BitWriter;
import vit2rtl.accelerator.StreamFormat;
import vit2rtl.accelerator.job.CodeSum;
import vit2rtl.golden.ops.Requantizer;

/**
 * A column's constants in the drain's table, lowest first: bias, multiplier, shift, GELU's shift; for a stream of PTF codes
 * also the factor of what the stream holds, and the shift of the sum.
 */
public final class ColumnWord {
  public static final int SHIFT_BITS = 6;
  public static final int GELU_SHIFT_BITS = 4;

  private ColumnWord() {}

  /** Bits of one column. */
  public static int bits(AcceleratorConfig config) {
    return sumAt(config) + (config.formats().stream() instanceof StreamFormat.Codes ? CodeSum.ALPHA_BITS + SHIFT_BITS : 0);
  }

  /** Where the factor and the shift of a sum of codes begin. */
  public static int sumAt(AcceleratorConfig config) {
    return config.formats().accumulatorBits() + Requantizer.MULTIPLIER_BITS + SHIFT_BITS + GELU_SHIFT_BITS;
  }

  /** A column that nothing comes of. */
  static void putNothing(BitWriter word, AcceleratorConfig config) {
    word.put(0, bits(config));
  }

  /** Column {@code c}. The bias is cut to the accumulator's bits: all sums are modulo these, and the finished ones fit. */
  static void put(BitWriter word, AcceleratorConfig config, long bias, Conversion conversion, int c) {
    int bits = config.formats().accumulatorBits();
    word.put(bias & (1L << bits) - 1, bits).put(at(conversion.rescale().multiplier(), c), Requantizer.MULTIPLIER_BITS)
        .put(at(conversion.rescale().shift(), c), SHIFT_BITS)
        .put(conversion.table().map(table -> at(table.shift(), c)).orElse(0), GELU_SHIFT_BITS);
    if (config.formats().stream() instanceof StreamFormat.Codes) {
      word.put(conversion.sum().map(sum -> sum.heldAlpha()[c]).orElse(0), CodeSum.ALPHA_BITS)
          .put(conversion.sum().map(sum -> sum.shift()[c]).orElse(0), SHIFT_BITS);
    }
  }

  /** Constants of one channel serve all. */
  private static int at(int[] constants, int c) {
    return constants[Math.min(c, constants.length - 1)];
  }
}
