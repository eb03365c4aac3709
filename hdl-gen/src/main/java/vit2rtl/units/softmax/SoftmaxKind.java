package vit2rtl.units.softmax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.network.QuantizedSwin;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.units.ModelLayers;
import vit2rtl.units.Place;
import vit2rtl.units.Rows;
import vit2rtl.units.Setting.Decides;
import vit2rtl.units.Setting;
import vit2rtl.units.Settings;
import vit2rtl.units.SwinLayers;
import vit2rtl.units.SwinPlaces;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;

/** Log-Int-Softmax. */
public final class SoftmaxKind implements UnitKind {
  /** Finest scale that a loadable unit takes where no model and no setting asks for a finer one. */
  static final double ANY_SCALE = 1.0 / 64;

  @Override
  public String name() {
    return "softmax";
  }

  @Override
  public String summary() {
    return "Log-Int-Softmax: integer scores to logarithmic attention codes, no divider, no multiplier";
  }

  @Override
  public int code() {
    return 2;
  }

  @Override
  public String title() {
    return "Integer logarithmic softmax";
  }

  @Override
  public String elements() {
    return "scores per row";
  }

  @Override
  public String lengthSetting() {
    return "length";
  }

  @Override
  public List<Setting> settings() {
    List<Setting> settings = new ArrayList<>(List.of(
        Setting.integer("length", 197, 1, Rows.MAX_LENGTH, Decides.LAYER, "scores per row (N)"),
        Setting.lanes("scores"),
        Setting.number("scale", "0.0625", 5e-8, 1.67, "5e-8 to 1.67", Decides.LAYER, "score scale"),
        Setting.integer("score-bits", 8, 4, 8, Decides.MODEL, "bits of a score"),
        Setting.integer("n", 30, 1, IExp.REFERENCE_N, Decides.MODEL, "greatest number of halvings of i-exp")));
    settings.addAll(SoftmaxSettings.codes());
    settings.addAll(List.of(
        Setting.choice("exp", SoftmaxConfig.ExpStyle.TABLE, Decides.USER, "how e is found; serial: by a table, with a row at a time and codes one after another"),
        Setting.choice("tables", TableSource.BAKED, Decides.USER, "constants in the text, or loaded: any layer with"
            + " a scale from 1/64 (or that set, if finer) on"),
        Setting.layers()));
    return settings;
  }

  @Override
  public SoftmaxConfig config(Settings settings) {
    return config(settings, settings.number("scale"), settings.integer("length"));
  }

  private static SoftmaxConfig config(Settings settings, double scale, int length) {
    IExp exp = IExp.ofScale(scale, settings.integer("score-bits"), settings.integer("n"));
    return config(settings, length, SoftmaxSettings.params(exp, settings));
  }

  /** With loadable tables a unit for any score scale from 1/64 (or a finer one that is set) on. */
  private static SoftmaxConfig config(Settings settings, int length, SoftmaxParams params) {
    IExp exp = params.exp();
    return config(settings, length, params, settings.tables() == TableSource.BAKED
        ? ExpFormat.of(params) : ExpFormat.any(Math.min(ANY_SCALE, exp.scale()), exp.scoreBits(), exp.n()));
  }

  private static SoftmaxConfig config(Settings settings, int length, SoftmaxParams params, ExpFormat format) {
    return new SoftmaxConfig(params, new Rows(length, settings.integer("lanes")),
        settings.choice("exp", SoftmaxConfig.ExpStyle.class), settings.tables(), format, settings.integer("layers"));
  }

  @Override
  public SoftmaxConfig config(SafeTensors in, Settings settings) {
    settings.leaveToFile(in.file());
    int length = rows(in).shape().get(1);
    return config(settings, in.tensor("scale_in").require(1).requireFinite().doubles()[0], length);
  }

  @Override
  public Map<String, UnitConfig> layers(QuantizedVit model, Settings settings) {
    settings.leaveToModel();
    int length = model.shape().tokens();
    return UnitKind.configs(ModelLayers.softmaxes(model), settings, layer -> config(settings, length, layer),
        layers -> config(settings, length, layers.get(0), ExpFormat.of(layers)), SoftmaxConfig::withParams);
  }

  /** One per block, of the length of a window; where a query sees fewer keys rows are shorter. */
  @Override
  public Map<String, UnitConfig> layers(QuantizedSwin model, Settings settings) {
    settings.leaveToModel();
    return SwinLayers.configs(SwinLayers.softmaxes(model, (softmax, length) -> config(settings, length, softmax)),
        settings, config -> config);
  }

  /** One per head. */
  @Override
  public List<Place> places(QuantizedVit model) {
    int each = model.shape().tokens() * model.shape().tokens();
    List<Place> places = new ArrayList<>();
    for (String layer : ModelLayers.softmaxes(model).keySet()) {
      for (int head = 0; head < model.shape().heads(); head++) {
        places.add(new Place(layer + "[" + head + "]", layer, layer.replaceAll("softmax$", "scores"), head * each,
            each));
      }
    }
    return places;
  }

  @Override
  public List<Place> places(QuantizedSwin model) {
    return SwinPlaces.softmaxes(model);
  }
}
