package vit2rtl.units.requantize;

import java.util.List;
import java.util.Map;
import java.util.Random;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.units.Rows;
import vit2rtl.units.Setting;
import vit2rtl.units.Setting.Decides;
import vit2rtl.units.Settings;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;

/** Accumulators to codes. */
public final class RequantizeKind implements UnitKind {

  /** Which elements share a multiplier and a shift. */
  private enum Constants { CHANNEL, ROW }

  @Override
  public String name() {
    return "requantize";
  }

  @Override
  public int code() {
    return 4;
  }

  @Override
  public String title() {
    return "Accumulators to codes";
  }

  @Override
  public String summary() {
    return "Accumulators to codes: a product with 16 bits, a shift, a rounding, a saturation";
  }

  @Override
  public String rowsName() {
    return "a_in";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.integer("channels", 192, 1, Rows.MAX_LENGTH, Decides.LAYER, "accumulators per row (C)"),
        Setting.lanes("accumulators"),
        Setting.integer("accumulator-bits", 24, 8, 31, Decides.MODEL, "bits of an accumulator"),
        Setting.integer("bits", 8, 2, 24, Decides.MODEL, "bits of a code"),
        Setting.choice("sign", CodeFormat.Sign.SIGNED, Decides.MODEL, "kind of codes"),
        Setting.choice("constants", Constants.CHANNEL, Decides.LAYER,
            "a multiplier and a shift per channel, or one for all"),
        Setting.choice("codes", RequantizePlace.QKV, Decides.USER, "which codes of a model's blocks"),
        Setting.choice("tables", TableSource.BAKED, Decides.USER,
            "constants in the text, or loaded: any layer of this shape"),
        Setting.seed());
  }

  @Override
  public RequantizeConfig config(Settings settings) {
    Rows rows = new Rows(settings.integer("channels"), settings.integer("lanes"));
    int channels = settings.choice("constants", Constants.class) == Constants.ROW ? 1 : rows.length();
    Random random = new Random(settings.integer("seed"));
    IntRange codes = settings.codes("bits");
    int zeroPoint = random.nextInt((int) codes.min(), (int) codes.max() + 1);
    return config(RequantizeSettings.drawn(channels, settings.integer("accumulator-bits"), codes, zeroPoint, random),
        rows, settings);
  }

  /** With loadable tables a unit for any layer of this shape. */
  private static RequantizeConfig config(Requantizer layer, Rows rows, Settings settings) {
    IntRange accumulators = IntRange.signed(settings.integer("accumulator-bits"));
    RequantizeConfig own = RequantizeConfig.of(layer, rows, accumulators, RequantizeConfig.Addend.ZERO_POINT,
        settings.tables());
    return own.tables() == TableSource.BAKED ? own : own.forAnyScale();
  }

  @Override
  public RequantizeConfig config(SafeTensors in, Settings settings) {
    settings.leaveToFile(in.file());
    return config(RequantizeSettings.read(in, in.tensor("zp_out").require(1).ints()[0], settings.codes("bits")),
        new Rows(rows(in).shape().get(1), settings.integer("lanes")), settings);
  }

  @Override
  public Map<String, UnitConfig> layers(QuantizedVit model, Settings settings) {
    settings.leaveToModel();
    return UnitKind.configs(settings.choice("codes", RequantizePlace.class).layers(model), settings,
        layer -> own(layer, settings), layers -> shared(layers, settings),
        (unit, layer) -> unit.withLayer(layer.rescale()));
  }

  private static RequantizeConfig own(RequantizePlace.Layer layer, Settings settings) {
    return RequantizeConfig.of(layer.rescale(), new Rows(layer.length(), settings.integer("lanes")),
        layer.accumulators(), RequantizeConfig.Addend.ZERO_POINT, settings.tables());
  }

  private static RequantizeConfig shared(List<RequantizePlace.Layer> layers, Settings settings) {
    return own(layers.get(0), settings).withFormat(layers.stream()
        .map(layer -> RequantizeFormat.of(layer.rescale(), layer.accumulators()))
        .reduce(RequantizeFormat::union).orElseThrow());
  }
}
