package vit2rtl.bench.unit;

import java.util.Optional;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.layernorm.LayerNormCompiler;
import vit2rtl.golden.layernorm.LayerNormFloat;
import vit2rtl.golden.layernorm.LayerNormParams;

/**
 * A LayerNorm layer and its rows as a file of tensors. Always {@code q_in} [L, C], {@code alpha} [C] and {@code zp_in}
 * [1]; then either the floats of a calibrated layer, {@code scale_in}, {@code gamma}, {@code beta}, {@code scale_out},
 * {@code zp_out}, or the integers of a compiled one, {@code gain} [C], {@code offset} [C], {@code fraction} [1],
 * {@code epsilon} [1].
 */
public final class LayerNormTensors {
  private LayerNormTensors() {}

  /** The layer of a file; code widths and the float layer's ε are settings. */
  static LayerNormParams read(SafeTensors in, int channels, Settings settings) {
    if (in.has("gain")) {
      settings.leaveToFile(in.file(), "epsilon");
      return integers(in, channels, input(settings), output(settings));
    }
    return LayerNormCompiler.compile(floats(in, channels, settings));
  }

  /** What compiling the floats of a file costs, where that is much. */
  static Optional<String> loss(SafeTensors in, int channels, Settings settings) {
    return in.has("gain") ? Optional.empty() : LayerNormCompiler.loss(floats(in, channels, settings));
  }

  private static CodeFormat input(Settings settings) {
    return CodeFormat.unsigned(settings.integer("bits"));
  }

  private static CodeFormat output(Settings settings) {
    return new CodeFormat(settings.integer("out-bits"), settings.choice("sign", CodeFormat.Sign.class));
  }

  private static LayerNormParams integers(SafeTensors in, int channels, CodeFormat format, CodeFormat out) {
    return new LayerNormParams(format, number(in, "zp_in"), in.tensor("alpha").require(channels).ints(),
        in.tensor("epsilon").require(1).longs()[0], out, in.tensor("gain").require(channels).ints(),
        in.tensor("offset").require(channels).longs(), number(in, "fraction"));
  }

  private static LayerNormFloat floats(SafeTensors in, int channels, Settings settings) {
    return new LayerNormFloat(input(settings), scalar(in, "scale_in"), number(in, "zp_in"),
        in.tensor("alpha").require(channels).ints(), in.tensor("gamma").require(channels).requireFinite().doubles(),
        in.tensor("beta").require(channels).requireFinite().doubles(), settings.number("epsilon"), output(settings),
        scalar(in, "scale_out"), number(in, "zp_out"));
  }

  /** A compiled layer and rows for it. */
  public static SafeTensorsWriter write(LayerNormParams layer, int[] rows) {
    if (layer.input().sign() == CodeFormat.Sign.SIGNED) {
      throw new InputException("LayerNorm: a layer with signed input codes has no file of tensors");
    }
    int channels = layer.channels();
    return new SafeTensorsWriter()
        .u8("q_in", rows, rows.length / channels, channels)
        .u8("alpha", layer.alpha(), channels)
        .i32("zp_in", new int[] {layer.zeroPoint()}, 1)
        .i32("gain", layer.gain(), channels)
        .i64("offset", layer.offset(), channels)
        .i32("fraction", new int[] {layer.fraction()}, 1)
        .i64("epsilon", new long[] {layer.epsilon()}, 1);
  }

  /** The settings that go with {@link #write}, as arguments of the command line. */
  public static String settings(LayerNormParams layer) {
    return " --set bits=" + layer.input().bits() + " --set out-bits=" + layer.output().bits() + " --set sign="
        + Settings.word(layer.output().sign());
  }

  private static double scalar(SafeTensors in, String name) {
    return in.tensor(name).require(1).requireFinite().doubles()[0];
  }

  private static int number(SafeTensors in, String name) {
    return in.tensor(name).require(1).ints()[0];
  }
}
