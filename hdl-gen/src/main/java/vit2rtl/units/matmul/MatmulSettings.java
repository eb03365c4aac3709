package vit2rtl.units.matmul;

import java.util.List;
import java.util.Random;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.io.Tensor;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.units.Setting;
import vit2rtl.units.Setting.Decides;
import vit2rtl.units.Settings;
import vit2rtl.units.TableSource;

/** What the units with a matrix product have in common: their settings, random layers, layers in files. */
public final class MatmulSettings {
  private MatmulSettings() {}

  /** Codes and parallelism. */
  public static List<Setting> codes() {
    return List.of(
        Setting.lanes("inputs"),
        Setting.outLanes(4, "outputs computed at once, and"),
        Setting.integer("bits", 8, 2, 8, Decides.MODEL, "bits of an input code"),
        Setting.choice("sign", CodeFormat.Sign.UNSIGNED, Decides.MODEL, "kind of input codes"));
  }

  /** A layer with an output of the least weights, one of the greatest, and others of any. */
  public static LinearParams drawn(int inputs, int outputs, IntRange codes, Random random) {
    byte[] weights = new byte[inputs * outputs];
    random.nextBytes(weights);
    for (int i = 0; i < inputs; i++) {
      weights[i] = Byte.MIN_VALUE;
      weights[(outputs - 1) * inputs + i] = i % 3 == 0 ? Byte.MIN_VALUE : Byte.MAX_VALUE;
    }
    int most = 1 << 14;
    return new LinearParams("matmul", inputs, outputs, weights, random.ints(outputs, -most, most).toArray(), codes);
  }

  /** The layer of a file: {@code weight} [outputs, inputs] and {@code bias} [outputs]. */
  public static LinearParams read(SafeTensors in, int inputs, Settings settings) {
    Tensor weight = in.tensor("weight");
    if (weight.shape().size() != 2 || weight.shape().get(1) != inputs || weight.size() == 0) {
      throw new InputException("tensor 'weight' of " + in.file() + " has shape " + weight.shape()
          + "; needed: [outputs, " + inputs + "], as the rows have " + inputs + " inputs");
    }
    int outputs = weight.shape().get(0);
    int[] values = weight.ints();
    byte[] weights = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      if (values[i] != (byte) values[i]) {
        throw new InputException("tensor 'weight' of " + in.file() + " holds " + values[i]
            + "; allowed: -128 to 127");
      }
      weights[i] = (byte) values[i];
    }
    return new LinearParams("matmul", inputs, outputs, weights, in.tensor("bias").require(outputs).ints(),
        settings.codes("bits"));
  }

  /** The unit for a layer that settings or a file give; with loadable tables for any layer of this shape. */
  public static MatmulConfig config(LinearParams layer, Settings settings) {
    MatmulConfig own = own(layer, settings);
    return own.tables() == TableSource.BAKED ? own : own.withAccumulators(any(layer).union(own.accumulators()));
  }

  /** The narrowest unit for a layer. */
  public static MatmulConfig own(LinearParams layer, Settings settings) {
    return MatmulConfig.of(layer, settings.integer("lanes"), settings.integer("out-lanes"), settings.tables());
  }

  /** Sums of any weights, and biases as large. */
  private static IntRange any(LinearParams layer) {
    long most = Math.max(layer.input().max(), -layer.input().min());
    return IntRange.signed(IntRange.signed(2).union(new IntRange(0, 2L * 128 * most * layer.inputs())).bits());
  }
}
