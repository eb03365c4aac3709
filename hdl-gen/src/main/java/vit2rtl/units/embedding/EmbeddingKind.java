package vit2rtl.units.embedding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.io.Tensor;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.ops.WideEmbedding;
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

/** The patch embedding of a wide residual stream. */
public final class EmbeddingKind implements UnitKind {

  @Override
  public String name() {
    return "embedding";
  }

  @Override
  public int code() {
    return 9;
  }

  @Override
  public String title() {
    return "Patch embedding";
  }

  @Override
  public String summary() {
    return "Patch embedding: pixels of patches to the residual stream, positions added, leading tokens before";
  }

  @Override
  public String rowsName() {
    return "x_in";
  }

  @Override
  public String elements() {
    return "pixels of a patch";
  }

  @Override
  public String lengthSetting() {
    return "inner";
  }

  @Override
  public List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    settings.add(Setting.integer("inner", 16, 1, Rows.MAX_LENGTH, Decides.LAYER, "pixels of a patch, all channels"));
    settings.add(Setting.integer("width", 64, 1, Rows.MAX_LENGTH, Decides.LAYER, "elements of a token"));
    settings.add(Setting.integer("patches", 49, 1, Rows.MAX_LENGTH, Decides.LAYER, "patches of an image"));
    settings.add(Setting.integer("leading", 1, 1, 2, Decides.LAYER, "tokens before the first patch"));
    settings.addAll(MatmulSettings.codes());
    settings.add(Setting.integer("residual-bits", 18, 8, 24, Decides.MODEL, "bits of the residual stream"));
    settings.add(Setting.choice("tables", TableSource.BAKED, Decides.USER,
        "constants in the text, or loaded: any embedding of this shape"));
    settings.add(Setting.seed());
    return settings;
  }

  @Override
  public EmbeddingConfig config(Settings settings) {
    Random random = new Random(settings.integer("seed"));
    MatmulConfig product = MatmulSettings.config(MatmulSettings.drawn(settings.integer("inner"),
        settings.integer("width"), settings.codes("bits"), random), settings);
    IntRange stream = stream(settings);
    int width = product.results().length();
    int leading = settings.integer("leading");
    int[] table = random.ints((long) (leading + settings.integer("patches")) * width, (int) stream.min(),
        (int) stream.max() + 1).toArray();
    return config(product, new WideEmbedding(RequantizeSettings.drawn(width,
        MatmulConfig.proven(product.linear()).bits(), stream, 0, random), table), leading);
  }

  private static IntRange stream(Settings settings) {
    return IntRange.signed(settings.integer("residual-bits"));
  }

  /** With loadable tables a unit for any embedding of this shape. */
  private static EmbeddingConfig config(MatmulConfig product, WideEmbedding embedding, int leading) {
    EmbeddingConfig own = EmbeddingConfig.of(product, embedding, leading);
    return own.tables() == TableSource.BAKED ? own : own.forAnyScale();
  }

  @Override
  public EmbeddingConfig config(SafeTensors in, Settings settings) {
    settings.leaveToFile(in.file());
    Tensor rows = rows(in);
    MatmulConfig product = MatmulSettings.config(MatmulSettings.read(in, rows.shape().get(1), settings), settings);
    int[] table = in.tensor("table").ints();
    EmbeddingConfig config = config(product, new WideEmbedding(RequantizeSettings.read(in, 0, stream(settings)), table),
        in.tensor("leading").require(1).ints()[0]);
    if (rows.shape().get(0) % config.group().rows() != 0) {
      throw new InputException("tensor '" + rowsName() + "' of " + in.file() + " has " + rows.shape().get(0)
          + " rows; needed: whole images of " + config.group().rows() + " patches");
    }
    return config;
  }

  /** One, of a model with a wide residual stream. */
  @Override
  public Map<String, UnitConfig> layers(QuantizedVit model, Settings settings) {
    settings.leaveToModel();
    Map<String, UnitConfig> layers = new LinkedHashMap<>();
    if (model.embedding() instanceof WideEmbedding embedding) {
      layers.put("embed", EmbeddingConfig.of(MatmulSettings.own(model.patch(), settings), embedding,
          model.shape().leadingTokens()));
    }
    return layers;
  }
}
