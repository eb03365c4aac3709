package vit2rtl.units.head;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.units.Rows;
import vit2rtl.units.Setting;
import vit2rtl.units.Setting.Decides;
import vit2rtl.units.Settings;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;
import vit2rtl.units.matmul.MatmulConfig;
import vit2rtl.units.matmul.MatmulSettings;
import vit2rtl.units.requantize.RequantizeSettings;

/** The classification head. */
public final class HeadKind implements UnitKind {

  /** A head of a model. */
  record Layer(LinearParams linear, Requantizer logits) {}

  @Override
  public String name() {
    return "head";
  }

  @Override
  public int code() {
    return 8;
  }

  @Override
  public String title() {
    return "Classification head";
  }

  @Override
  public String summary() {
    return "Classification head: the codes of a token by int8 weights to a logit code per class";
  }

  @Override
  public String rowsName() {
    return "x_in";
  }

  @Override
  public String elements() {
    return "inputs";
  }

  @Override
  public String lengthSetting() {
    return "inner";
  }

  @Override
  public List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    settings.add(Setting.integer("inner", 64, 1, Rows.MAX_LENGTH, Decides.LAYER, "codes of a token"));
    settings.add(Setting.integer("classes", 10, 1, Rows.MAX_LENGTH, Decides.LAYER, "logits"));
    settings.addAll(MatmulSettings.codes());
    settings.add(Setting.integer("logit-bits", 16, 2, 24, Decides.MODEL, "bits of a logit code, which is signed"));
    settings.add(Setting.choice("tables", TableSource.BAKED, Decides.USER,
        "constants in the text, or loaded: any head of this shape"));
    settings.add(Setting.seed());
    return settings;
  }

  @Override
  public HeadConfig config(Settings settings) {
    Random random = new Random(settings.integer("seed"));
    MatmulConfig product = MatmulSettings.config(MatmulSettings.drawn(settings.integer("inner"),
        settings.integer("classes"), settings.codes("bits"), random), settings);
    IntRange codes = codes(settings);
    int zeroPoint = random.nextInt((int) codes.min(), (int) codes.max() + 1) / 4;
    return config(product, RequantizeSettings.drawn(product.results().length(),
        MatmulConfig.proven(product.linear()).bits(), codes, zeroPoint, random));
  }

  private static IntRange codes(Settings settings) {
    return IntRange.signed(settings.integer("logit-bits"));
  }

  /** With loadable tables a unit for any head of this shape. */
  private static HeadConfig config(MatmulConfig product, Requantizer logits) {
    HeadConfig own = HeadConfig.of(product, logits);
    return own.tables() == TableSource.BAKED ? own : own.forAnyScale();
  }

  @Override
  public HeadConfig config(SafeTensors in, Settings settings) {
    settings.leaveToFile(in.file());
    return config(MatmulSettings.config(MatmulSettings.read(in, rows(in).shape().get(1), settings), settings),
        RequantizeSettings.read(in, in.tensor("zp_out").require(1).ints()[0], codes(settings)));
  }

  @Override
  public Map<String, UnitConfig> layers(QuantizedVit model, Settings settings) {
    settings.leaveToModel();
    Map<String, Layer> heads = new LinkedHashMap<>();
    for (int h = 0; h < model.heads().size(); h++) {
      heads.put(h == 0 ? "head" : "head_dist", new Layer(model.heads().get(h), model.logits().get(h)));
    }
    return UnitKind.configs(heads, settings, layer -> own(layer, settings),
        layers -> own(layers.get(0), settings).withRoomFor(
            layers.stream().map(layer -> MatmulConfig.proven(layer.linear())).reduce(IntRange::union).orElseThrow(),
            layers.stream().map(Layer::logits).toList()),
        HeadConfig::withLayer);
  }

  private static HeadConfig own(Layer layer, Settings settings) {
    return HeadConfig.of(MatmulSettings.own(layer.linear(), settings), layer.logits());
  }
}
