package vit2rtl.cli.limit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.units.Place;
import vit2rtl.units.Setting;
import vit2rtl.units.Setting.Decides;
import vit2rtl.units.Settings;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;

/** Codes of at most a limit per channel: the unit of docs/add-a-unit.md. */
public final class LimitKind implements UnitKind {
  private static final int OF_SCORES = 200;

  @Override
  public String name() {
    return "limit";
  }

  @Override
  public int code() {
    return 200;
  }

  @Override
  public String title() {
    return "Codes of at most a limit per channel";
  }

  @Override
  public String summary() {
    return "Codes to codes of at most a limit per channel";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.integer("channels", 16, 1, 4096, Decides.LAYER, "codes per row"),
        Setting.lanes("codes"),
        Setting.choice("tables", TableSource.BAKED, Decides.USER, "limits in the text, or loaded"),
        Setting.seed());
  }

  @Override
  public UnitConfig config(Settings settings) {
    Random random = new Random(settings.integer("seed"));
    return config(random.ints(settings.integer("channels"), 0, 256).toArray(), settings);
  }

  private static LimitConfig config(int[] limits, Settings settings) {
    return new LimitConfig(limits, settings.integer("lanes"), settings.tables());
  }

  @Override
  public UnitConfig config(SafeTensors in, Settings settings) {
    settings.leaveToFile(in.file());
    return config(in.tensor("limit").require(rows(in).shape().get(1)).ints(), settings);
  }

  /** One per block, for its attention scores. */
  @Override
  public Map<String, UnitConfig> layers(QuantizedVit model, Settings settings) {
    settings.leaveToModel();
    Map<String, UnitConfig> layers = new LinkedHashMap<>();
    int[] limits = new int[model.shape().tokens()];
    Arrays.fill(limits, OF_SCORES);
    for (int block = 0; block < model.blocks().size(); block++) {
      layers.put("blocks." + block + ".attn.scores", config(limits, settings));
    }
    return layers;
  }

  @Override
  public List<Place> places(QuantizedVit model) {
    int scores = model.shape().heads() * model.shape().tokens() * model.shape().tokens();
    return layers(model, Settings.of(this, Map.of())).keySet().stream()
        .map(layer -> new Place(layer, layer, layer, 0, scores)).toList();
  }
}
