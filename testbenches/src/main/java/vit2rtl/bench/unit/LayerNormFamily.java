package vit2rtl.bench.unit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import vit2rtl.bench.LayerNormBench;
import vit2rtl.bench.UnitBench;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.io.Tensor;
import vit2rtl.golden.layernorm.LayerNormCompiler;
import vit2rtl.golden.layernorm.LayerNormFloat;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.units.MultiplierStyle;
import vit2rtl.units.TableSource;
import vit2rtl.units.layernorm.LayerNormConfig;
import vit2rtl.units.layernorm.LayerNormFormat;

/** Power-of-Two-Factor LayerNorm. */
public final class LayerNormFamily implements UnitFamily {
  /** Greatest factor that a loadable unit takes where no model and no setting asks for more. */
  private static final int ANY_ALPHA = 3;

  @Override
  public String name() {
    return "layernorm";
  }

  @Override
  public String summary() {
    return "Power-of-Two-Factor LayerNorm: PTF codes to normalised codes, the factors by shift";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        new Setting("channels", "192", "1 to 4096", "codes per row (C)"),
        new Setting("lanes", "2", "1 to 64", "codes per cycle"),
        new Setting("alpha", "3", "0 to 7", "greatest power-of-two factor (K)"),
        new Setting("bits", "8", "4 to 8", "bits of an input code"),
        new Setting("out-bits", "8", "4 to 8", "bits of an output code"),
        new Setting("sign", "unsigned", "unsigned, signed", "kind of output codes"),
        new Setting("epsilon", "1e-6", "0 or more", "epsilon of the float layer"),
        new Setting("multipliers", "dsp", "dsp, logic, mixed", "products in DSP blocks, of adders, or in DSP blocks"
            + " per element and of adders per row"),
        new Setting("tables", "baked", "baked, loadable", "constants in the text, or loaded: any layer with"
            + " alpha to 3 (or that set), greatest |gamma/scale_out| 0 or 0.25 to 256, epsilon C^2/scale^2 below 2^32"),
        new Setting("seed", "1", "an integer", "of the random constants where no model gives them"));
  }

  @Override
  public UnitBench bench(Settings settings) {
    int channels = settings.integer("channels");
    if (channels < 1 || channels > LayerNormParams.MAX_CHANNELS) {
      throw new InputException("layernorm: channels=" + channels + "; allowed: 1 to " + LayerNormParams.MAX_CHANNELS);
    }
    int alpha = settings.integer("alpha");
    if (alpha < 0 || alpha > LayerNormParams.MAX_ALPHA) {
      throw new InputException("layernorm: alpha=" + alpha + "; allowed: 0 to " + LayerNormParams.MAX_ALPHA);
    }
    Random random = new Random(settings.integer("seed"));
    CodeFormat in = CodeFormat.unsigned(settings.integer("bits"));
    CodeFormat out = new CodeFormat(settings.integer("out-bits"), settings.choice("sign", CodeFormat.Sign.class));
    int[] alphas = random.ints(channels, 0, alpha + 1).toArray();
    alphas[0] = alpha;
    return bench(LayerNormCompiler.compile(new LayerNormFloat(in, 0.02,
        random.nextInt(in.max() / 3, in.max() * 2 / 3 + 1), alphas,
        random.doubles(channels, 0.2, 2.0).toArray(), random.doubles(channels, -0.8, 0.8).toArray(),
        settings.number("epsilon"), out, 8.0 / (out.max() - out.min()), (out.max() + out.min()) / 2)), settings);
  }

  /** With loadable tables a unit for any layer of this shape, see {@link LayerNormFormat#any}. */
  private static LayerNormBench bench(LayerNormParams params, Settings settings) {
    return bench(params, settings, settings.choice("tables", TableSource.class) == TableSource.BAKED
        ? LayerNormFormat.of(params) : LayerNormFormat.any(params.input(), Math.max(ANY_ALPHA, params.maxAlpha())));
  }

  private static LayerNormBench bench(LayerNormParams params, Settings settings, LayerNormFormat format) {
    return new LayerNormBench(new LayerNormConfig(params, settings.integer("lanes"),
        settings.choice("multipliers", MultiplierStyle.class), settings.choice("tables", TableSource.class), format));
  }

  @Override
  public UnitBench bench(SafeTensors in, Settings settings) {
    settings.leaveToFile(in.file(), "channels", "alpha", "seed");
    int channels = codes(in).shape().get(1);
    return bench(LayerNormTensors.read(in, channels, settings), settings);
  }

  @Override
  public List<String> notices(SafeTensors in, Settings settings) {
    return LayerNormTensors.loss(in, codes(in).shape().get(1), settings).stream().toList();
  }

  @Override
  public Map<String, UnitBench> benches(QuantizedVit model, Settings settings) {
    settings.leaveToFile("the model", "channels", "alpha", "bits", "out-bits", "sign", "epsilon", "seed");
    Map<String, UnitBench> benches = new LinkedHashMap<>();
    Map<String, LayerNormParams> layers = ModelLayers.layerNorms(model);
    if (settings.choice("tables", TableSource.class) == TableSource.BAKED) {
      layers.forEach((name, params) -> benches.put(name, bench(params, settings)));
      return benches;
    }
    LayerNormBench unit = bench(layers.values().iterator().next(), settings, LayerNormFormat.of(layers.values()));
    layers.forEach((name, params) -> benches.put(name, unit.withLayer(params)));
    return benches;
  }

  private static Tensor codes(SafeTensors in) {
    Tensor rows = in.tensor("q_in");
    if (rows.shape().size() != 2 || rows.size() == 0) {
      throw new InputException("tensor 'q_in' of " + in.file() + " has shape " + rows.shape()
          + "; needed: [rows, channels], both at least 1");
    }
    return rows;
  }

  @Override
  public int[] rows(SafeTensors in) {
    return codes(in).ints();
  }

  @Override
  public SafeTensorsWriter result(SafeTensors in, UnitBench bench, int[] out) {
    List<Integer> shape = codes(in).shape();
    LayerNormParams params = ((LayerNormBench) bench).config().params();
    SafeTensorsWriter writer = new SafeTensorsWriter();
    return params.output().sign() == CodeFormat.Sign.SIGNED
        ? writer.i8("q_out", out, shape.get(0), shape.get(1))
        : writer.u8("q_out", out, shape.get(0), shape.get(1));
  }
}
