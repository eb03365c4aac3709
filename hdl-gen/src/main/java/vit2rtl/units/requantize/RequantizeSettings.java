package vit2rtl.units.requantize;

import java.util.Random;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.ops.Requantizer;

/** Random requantisers, and those of files, for all units that end in one. */
public final class RequantizeSettings {
  private RequantizeSettings() {}

  /** The greatest accumulators reach from a quarter of the codes to four times beyond them. */
  public static Requantizer drawn(int channels, int accumulatorBits, IntRange codes, int zeroPoint, Random random) {
    int[] multiplier = random.ints(channels, 1 << 15, 1 << Requantizer.MULTIPLIER_BITS).toArray();
    multiplier[random.nextInt(channels)] = (1 << Requantizer.MULTIPLIER_BITS) - 1;
    int even = accumulatorBits + Requantizer.MULTIPLIER_BITS - codes.bits();
    int[] shift = random.ints(channels, Math.max(0, even - 2), even + 3).map(s -> Math.min(Requantizer.MAX_SHIFT, s))
        .toArray();
    return new Requantizer(multiplier, shift, zeroPoint, codes);
  }

  /** Tensors {@code multiplier} and {@code shift} of a file, one element per channel. */
  public static Requantizer read(SafeTensors in, int zeroPoint, IntRange codes) {
    int[] multiplier = in.tensor("multiplier").ints();
    return new Requantizer(multiplier, in.tensor("shift").require(multiplier.length).ints(), zeroPoint, codes);
  }

  /** The same tensors behind those of a file that is written. */
  public static SafeTensorsWriter write(Requantizer rescale, SafeTensorsWriter file) {
    return file.i32("multiplier", rescale.multiplier(), rescale.channels())
        .i32("shift", rescale.shift(), rescale.channels());
  }
}
