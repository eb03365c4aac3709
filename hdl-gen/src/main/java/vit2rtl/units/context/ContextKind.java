package vit2rtl.units.context;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.io.Tensor;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.units.ModelLayers;
import vit2rtl.units.Rows;
import vit2rtl.units.Setting;
import vit2rtl.units.Setting.Decides;
import vit2rtl.units.Settings;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;
import vit2rtl.units.softmax.SoftmaxSettings;

/** Attention times V, the values of a head held inside. */
public final class ContextKind implements UnitKind {
  /** What codes mean does not depend on the scale of the scores. */
  private static final double ANY_SCALE = 0.0625;

  @Override
  public String name() {
    return "context";
  }

  @Override
  public int code() {
    return 6;
  }

  @Override
  public String title() {
    return "Attention times V by shifts";
  }

  @Override
  public String summary() {
    return "Attention times V: logarithmic codes by the values of a head, shifts and additions only";
  }

  @Override
  public String rowsName() {
    return "code_in";
  }

  @Override
  public String elements() {
    return "codes per row";
  }

  @Override
  public String lengthSetting() {
    return "tokens";
  }

  @Override
  public List<Setting> settings() {
    List<Setting> settings = new ArrayList<>(List.of(
        Setting.integer("tokens", 197, 1, Rows.MAX_LENGTH, Decides.LAYER, "codes per row, and tokens (N)"),
        Setting.lanes("codes"),
        Setting.integer("width", 64, 1, Rows.MAX_LENGTH, Decides.LAYER, "elements of a token's value (d)"),
        Setting.integer("value-lanes", 16, 1, Rows.MAX_LANES, Decides.USER,
            "elements summed at once (A); where it is not set, no more than there are"),
        Setting.outLanes(1, "accumulators")));
    settings.addAll(SoftmaxSettings.codes());
    settings.addAll(List.of(
        Setting.integer("value-bits", 8, 2, 9, Decides.MODEL, "bits of a value, which is signed"),
        Setting.choice("tables", TableSource.LOADABLE, Decides.USER, "values in the text, or loaded"),
        Setting.seed()));
    return settings;
  }

  @Override
  public HeldContextConfig config(Settings settings) {
    int tokens = settings.integer("tokens");
    int width = settings.integer("width");
    IntRange range = IntRange.signed(settings.integer("value-bits"));
    return config(params(settings), tokens, width, range, drawn(tokens, width, range, new Random(settings.integer("seed"))),
        settings);
  }

  private static SoftmaxParams params(Settings settings) {
    return SoftmaxSettings.params(IExp.ofScale(ANY_SCALE), settings);
  }

  /** Values with their extremes: whole columns of them, of both in turn, and of any. */
  static int[] drawn(int tokens, int width, IntRange range, Random random) {
    int least = (int) range.min();
    int most = (int) range.max();
    int[] values = new int[tokens * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = switch (i % width % 5) {
        case 0 -> most;
        case 1 -> least;
        case 2 -> random.nextBoolean() ? least : most;
        default -> random.nextInt(least, most + 1);
      };
    }
    return values;
  }

  private static HeldContextConfig config(SoftmaxParams params, int tokens, int width, IntRange range, int[] values,
      Settings settings) {
    int lanes = settings.integer("value-lanes");
    return new HeldContextConfig(new ContextConfig(params, tokens, width, settings.integer("lanes"),
        settings.isSet("value-lanes") ? lanes : Math.min(lanes, width), settings.integer("out-lanes"), range), values,
        settings.tables());
  }

  @Override
  public HeldContextConfig config(SafeTensors in, Settings settings) {
    settings.leaveToFile(in.file());
    Tensor rows = rows(in);
    Tensor value = in.tensor("value");
    int tokens = rows.shape().get(1);
    if (value.shape().size() != 2 || value.shape().get(0) != tokens || value.size() == 0) {
      throw new InputException("tensor 'value' of " + in.file() + " has shape " + value.shape()
          + "; needed: [" + tokens + ", elements], as " + rowsName() + " has " + tokens + " codes per row");
    }
    HeldContextConfig config = config(params(settings), tokens, value.shape().get(1),
        IntRange.signed(settings.integer("value-bits")), value.ints(), settings);
    requireWeights(config, rows.ints(), in.file());
    return config;
  }

  /** The sums are proven for what a softmax gives, and no more. */
  private void requireWeights(HeldContextConfig config, int[] codes, String file) {
    int n = config.context().tokens();
    for (int row = 0; row < codes.length / n; row++) {
      int[] one = Arrays.copyOfRange(codes, row * n, (row + 1) * n);
      if (!config.inputs().contains(IntRange.of(one))
          || !Arrays.equals(one, config.context().admissible(one, 0))) {
        throw new InputException("row " + row + " of tensor '" + rowsName() + "' of " + file + " is not what a softmax"
            + " gives; allowed: codes " + config.inputs() + " whose weights sum to "
            + config.context().golden().weights(n) + "/2^" + config.context().golden().fraction() + " at most");
      }
    }
  }

  /** One per block; the values, which images bring, are drawn. */
  @Override
  public Map<String, UnitConfig> layers(QuantizedVit model, Settings settings) {
    settings.leaveToModel();
    return UnitKind.configs(ModelLayers.contexts(model), settings, layer -> own(layer, layer.values(), settings),
        layers -> own(layers.get(0), layers.stream().map(ModelLayers.Context::values).reduce(IntRange::union)
            .orElseThrow(), settings),
        (unit, layer) -> unit.withValues(drawn(layer.tokens(), layer.width(), layer.values(), new Random(settings.integer("seed")))));
  }

  private static HeldContextConfig own(ModelLayers.Context layer, IntRange range, Settings settings) {
    return config(layer.softmax(), layer.tokens(), layer.width(), range,
        drawn(layer.tokens(), layer.width(), range, new Random(settings.integer("seed"))), settings);
  }
}
