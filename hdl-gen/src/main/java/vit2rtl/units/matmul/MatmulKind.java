package vit2rtl.units.matmul;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.units.Rows;
import vit2rtl.units.Setting;
import vit2rtl.units.Setting.Decides;
import vit2rtl.units.Settings;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;

/** Rows of codes by a matrix of weights. */
public final class MatmulKind implements UnitKind {

  @Override
  public String name() {
    return "matmul";
  }

  @Override
  public int code() {
    return 7;
  }

  @Override
  public String title() {
    return "Integer matrix product";
  }

  @Override
  public String summary() {
    return "Integer matrix product: rows of codes by int8 weights, and biases, on the accelerator's engine columns";
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
    settings.add(Setting.integer("inner", 64, 1, Rows.MAX_LENGTH, Decides.LAYER, "inputs per row"));
    settings.add(Setting.integer("columns", 64, 1, Rows.MAX_LENGTH, Decides.LAYER, "outputs per row"));
    settings.addAll(MatmulSettings.codes());
    settings.add(Setting.choice("product", MatmulPlace.QKV, Decides.USER, "which product of a model's blocks"));
    settings.add(Setting.choice("tables", TableSource.BAKED, Decides.USER,
        "weights and biases in the text, or loaded: any layer of this shape"));
    settings.add(Setting.seed());
    return settings;
  }

  @Override
  public MatmulConfig config(Settings settings) {
    return MatmulSettings.config(MatmulSettings.drawn(settings.integer("inner"), settings.integer("columns"),
        settings.codes("bits"), new Random(settings.integer("seed"))), settings);
  }

  @Override
  public MatmulConfig config(SafeTensors in, Settings settings) {
    settings.leaveToFile(in.file());
    return MatmulSettings.config(MatmulSettings.read(in, rows(in).shape().get(1), settings), settings);
  }

  @Override
  public Map<String, UnitConfig> layers(QuantizedVit model, Settings settings) {
    settings.leaveToModel();
    return UnitKind.configs(settings.choice("product", MatmulPlace.class).layers(model), settings,
        layer -> MatmulSettings.own(layer, settings),
        layers -> MatmulSettings.own(layers.get(0), settings).withAccumulators(
            layers.stream().map(MatmulConfig::proven).reduce(IntRange::union).orElseThrow()),
        MatmulConfig::withLayer);
  }
}
