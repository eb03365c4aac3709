package vit2rtl.units.ptf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.golden.network.QuantizedSwin;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.units.ModelLayers;
import vit2rtl.units.Place;
import vit2rtl.units.Setting.Decides;
import vit2rtl.units.Setting;
import vit2rtl.units.Settings;
import vit2rtl.units.SwinLayers;
import vit2rtl.units.SwinPlaces;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;

/** The wide residual stream to PTF codes. */
public final class PtfKind implements UnitKind {

  @Override
  public String name() {
    return "ptf";
  }

  @Override
  public String summary() {
    return "Wide residual stream to Power-of-Two-Factor codes: a shift, a rounding, a clip";
  }

  @Override
  public int code() {
    return 3;
  }

  @Override
  public String title() {
    return "Residual stream to Power-of-Two-Factor codes";
  }

  @Override
  public String rowsName() {
    return "r_in";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.integer("channels", 192, 1, LayerNormParams.MAX_CHANNELS, Decides.LAYER, "residuals per row (C)"),
        Setting.lanes("residuals"),
        Setting.integer("residual-bits", 16, ResidualToPtfParams.MIN_RESIDUAL_BITS,
            ResidualToPtfParams.MAX_RESIDUAL_BITS, Decides.MODEL, "bits of a residual"),
        Setting.integer("shift", 6, 0, ResidualToPtfParams.MAX_SHIFT, Decides.LAYER, "residual grid: s/2^shift"),
        Setting.integer("alpha", 3, 0, LayerNormParams.MAX_ALPHA, Decides.LAYER, "greatest power-of-two factor (K)"),
        Setting.integer("bits", 8, 4, 8, Decides.MODEL, "bits of a code"),
        Setting.choice("sign", CodeFormat.Sign.UNSIGNED, Decides.MODEL, "kind of codes"),
        Setting.choice("tables", TableSource.BAKED, Decides.USER,
            "constants in the text, or loaded: any layer of this shape"),
        Setting.layers(),
        Setting.seed());
  }

  @Override
  public PtfConfig config(Settings settings) {
    int alpha = settings.integer("alpha");
    Random random = new Random(settings.integer("seed"));
    int[] alphas = random.ints(settings.integer("channels"), 0, alpha + 1).toArray();
    alphas[0] = alpha;
    CodeFormat codes = codes(settings);
    int zeroPoint = random.nextInt(codes.min(), codes.max() + 1);
    return config(new ResidualToPtfParams(settings.integer("residual-bits"), settings.integer("shift"), alphas,
        zeroPoint, codes), settings);
  }

  private static CodeFormat codes(Settings settings) {
    return new CodeFormat(settings.integer("bits"), settings.choice("sign", CodeFormat.Sign.class));
  }

  /** With loadable tables a unit for any layer of this shape. */
  private static PtfConfig config(ResidualToPtfParams params, Settings settings) {
    PtfConfig own = own(params, settings);
    return own.tables() == TableSource.BAKED ? own
        : own.withShifts(0, ResidualToPtfParams.MAX_SHIFT + LayerNormParams.MAX_ALPHA);
  }

  private static PtfConfig own(ResidualToPtfParams params, Settings settings) {
    return PtfConfig.of(params, settings.integer("lanes"), settings.tables()).withLayers(settings.integer("layers"));
  }

  private static PtfConfig shared(List<ResidualToPtfParams> layers, Settings settings) {
    List<PtfConfig> each = layers.stream().map(layer -> own(layer, settings)).toList();
    return each.get(0).withShifts(each.stream().mapToInt(PtfConfig::minShift).min().orElseThrow(),
        each.stream().mapToInt(PtfConfig::maxShift).max().orElseThrow());
  }

  @Override
  public PtfConfig config(SafeTensors in, Settings settings) {
    settings.leaveToFile(in.file());
    int channels = rows(in).shape().get(1);
    return config(new ResidualToPtfParams(settings.integer("residual-bits"), in.tensor("shift").require(1).ints()[0],
        in.tensor("alpha").require(channels).ints(), in.tensor("zp_out").require(1).ints()[0], codes(settings)),
        settings);
  }

  @Override
  public Map<String, UnitConfig> layers(QuantizedVit model, Settings settings) {
    settings.leaveToModel();
    return UnitKind.configs(ModelLayers.residualsToPtf(model), settings, layer -> config(layer, settings),
        layers -> shared(layers, settings), PtfConfig::withParams);
  }

  @Override
  public Map<String, UnitConfig> layers(QuantizedSwin model, Settings settings) {
    settings.leaveToModel();
    Map<String, ResidualToPtfParams> layers = new LinkedHashMap<>();
    SwinLayers.norms(model).forEach((name, norm) -> norm.input().ifPresent(input -> layers.put(name, input)));
    return SwinLayers.configs(layers, settings, layer -> config(layer, settings));
  }

  /** Named after the LayerNorm's input, which the codes are. */
  @Override
  public List<Place> places(QuantizedVit model) {
    return ModelLayers.residualsToPtf(model).keySet().stream().map(name ->
        new Place(name + ".in", name, ModelLayers.stream(model, name), 0, ModelLayers.elements(model, name))).toList();
  }

  @Override
  public List<Place> places(QuantizedSwin model) {
    return SwinPlaces.residualsToPtf(model);
  }
}
