package vit2rtl.units.layernorm;

import java.util.List;
import java.util.Map;
import java.util.Random;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.layernorm.LayerNormCompiler;
import vit2rtl.golden.layernorm.LayerNormFloat;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.network.QuantizedSwin;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.units.ModelLayers;
import vit2rtl.units.MultiplierStyle;
import vit2rtl.units.Place;
import vit2rtl.units.Setting.Decides;
import vit2rtl.units.Setting;
import vit2rtl.units.Settings;
import vit2rtl.units.SwinLayers;
import vit2rtl.units.SwinPlaces;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;

/** Power-of-Two-Factor LayerNorm. */
public final class LayerNormKind implements UnitKind {
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
  public int code() {
    return 1;
  }

  @Override
  public String title() {
    return "Integer Power-of-Two-Factor LayerNorm";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.integer("channels", 192, 1, LayerNormParams.MAX_CHANNELS, Decides.LAYER, "codes per row (C)"),
        Setting.lanes("codes"),
        Setting.integer("alpha", 3, 0, LayerNormParams.MAX_ALPHA, Decides.LAYER, "greatest power-of-two factor (K)"),
        Setting.integer("bits", 8, 4, 8, Decides.MODEL, "bits of an input code"),
        Setting.integer("out-bits", 8, 4, 8, Decides.MODEL, "bits of an output code"),
        Setting.choice("sign", CodeFormat.Sign.UNSIGNED, Decides.MODEL, "kind of output codes"),
        Setting.number("epsilon", "1e-6", 0, Double.MAX_VALUE, "0 or more", Decides.MODEL,
            "epsilon of the float layer"),
        Setting.choice("multipliers", MultiplierStyle.DSP, Decides.USER, "products in DSP blocks, of adders, in DSP"
            + " blocks per element and of adders per row, or a bit per cycle by one adder each, an element every 19 to 26"
            + " cycles, or shared: all by one multiplier, a row at a time"),
        Setting.choice("tables", TableSource.BAKED, Decides.USER, "constants in the text, or loaded: any layer with"
            + " alpha to 3 (or that set), greatest |gamma/scale_out| 0 or 0.25 to 256, epsilon C^2/scale^2 below 2^32"),
        Setting.layers(),
        Setting.seed());
  }

  @Override
  public LayerNormConfig config(Settings settings) {
    int channels = settings.integer("channels");
    int alpha = settings.integer("alpha");
    Random random = new Random(settings.integer("seed"));
    CodeFormat in = CodeFormat.unsigned(settings.integer("bits"));
    CodeFormat out = new CodeFormat(settings.integer("out-bits"), settings.choice("sign", CodeFormat.Sign.class));
    int[] alphas = random.ints(channels, 0, alpha + 1).toArray();
    alphas[0] = alpha;
    return config(LayerNormCompiler.compile(new LayerNormFloat(in, 0.02,
        random.nextInt(in.max() / 3, in.max() * 2 / 3 + 1), alphas,
        random.doubles(channels, 0.2, 2.0).toArray(), random.doubles(channels, -0.8, 0.8).toArray(),
        settings.number("epsilon"), out, 8.0 / (out.max() - out.min()), (out.max() + out.min()) / 2)), settings);
  }

  /** With loadable tables a unit for any layer of this shape, see {@link LayerNormFormat#any}. */
  private static LayerNormConfig config(LayerNormParams params, Settings settings) {
    return config(params, settings, settings.tables() == TableSource.BAKED
        ? LayerNormFormat.of(params) : LayerNormFormat.any(params.input(), Math.max(ANY_ALPHA, params.maxAlpha())));
  }

  private static LayerNormConfig config(LayerNormParams params, Settings settings, LayerNormFormat format) {
    return new LayerNormConfig(params, settings.integer("lanes"),
        settings.choice("multipliers", MultiplierStyle.class), settings.tables(), format,
        settings.integer("layers"));
  }

  @Override
  public LayerNormConfig config(SafeTensors in, Settings settings) {
    settings.leaveToFile(in.file());
    return config(LayerNormTensors.read(in, rows(in).shape().get(1), settings), settings);
  }

  @Override
  public List<String> notices(SafeTensors in, Settings settings) {
    return LayerNormTensors.loss(in, rows(in).shape().get(1), settings).stream().toList();
  }

  @Override
  public Map<String, UnitConfig> layers(QuantizedVit model, Settings settings) {
    settings.leaveToModel();
    return UnitKind.configs(ModelLayers.layerNorms(model), settings, layer -> config(layer, settings),
        layers -> config(layers.get(0), settings, LayerNormFormat.of(layers)), LayerNormConfig::withParams);
  }

  @Override
  public Map<String, UnitConfig> layers(QuantizedSwin model, Settings settings) {
    settings.leaveToModel();
    return SwinLayers.configs(SwinLayers.norms(model), settings, layer -> config(layer.norm(), settings));
  }

  @Override
  public List<Place> places(QuantizedVit model) {
    return ModelLayers.layerNorms(model).keySet().stream()
        .map(name -> new Place(name, name, name + ".in", 0, ModelLayers.elements(model, name))).toList();
  }

  @Override
  public List<Place> places(QuantizedSwin model) {
    return SwinPlaces.norms(model);
  }
}
