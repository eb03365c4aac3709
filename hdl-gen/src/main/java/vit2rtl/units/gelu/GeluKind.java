package vit2rtl.units.gelu;

import java.util.List;
import java.util.Map;
import java.util.Random;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.units.ModelLayers;
import vit2rtl.units.Rows;
import vit2rtl.units.Setting;
import vit2rtl.units.Setting.Decides;
import vit2rtl.units.Settings;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;

/** Integer GELU. */
public final class GeluKind implements UnitKind {

  @Override
  public String name() {
    return "gelu";
  }

  @Override
  public int code() {
    return 5;
  }

  @Override
  public String title() {
    return "Integer GELU";
  }

  @Override
  public String summary() {
    return "Integer GELU: a table, a power-of-two factor per channel, a rounding, a saturation";
  }

  @Override
  public String rowsName() {
    return "x_in";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.integer("channels", 768, 1, Rows.MAX_LENGTH, Decides.LAYER, "codes per row (C)"),
        Setting.lanes("codes"),
        Setting.integer("input-bits", 10, 2, GeluTable.MAX_INPUT_BITS, Decides.MODEL,
            "bits of an input code, which is signed"),
        Setting.integer("shift", 10, 0, GeluTable.MAX_SHIFT, Decides.LAYER, "greatest power-of-two factor of a channel"),
        Setting.integer("bits", 8, 2, GeluTable.ENTRIES.bits(), Decides.MODEL, "bits of an output code"),
        Setting.choice("sign", CodeFormat.Sign.UNSIGNED, Decides.MODEL, "kind of output codes"),
        Setting.choice("tables", TableSource.BAKED, Decides.USER,
            "constants in the text, or loaded: any layer of this shape"),
        Setting.seed());
  }

  @Override
  public GeluConfig config(Settings settings) {
    Random random = new Random(settings.integer("seed"));
    IntRange input = input(settings);
    int[] table = entriesToTheLimits(input, random);
    int[] shift = random.ints(settings.integer("channels"), 0, settings.integer("shift") + 1).toArray();
    shift[0] = settings.integer("shift");
    IntRange codes = settings.codes("bits");
    int zeroPoint = random.nextInt((int) codes.min(), (int) codes.max() + 1);
    return config(new GeluTable(input, table, shift, zeroPoint, codes), settings);
  }

  /** Entries of every magnitude, so that channels of every shift have some that do not saturate. */
  static int[] entries(IntRange input, Random random) {
    return random.ints(1L << input.bits(), (int) GeluTable.ENTRIES.min(), (int) GeluTable.ENTRIES.max() + 1)
        .map(entry -> entry >> random.nextInt(GeluTable.ENTRIES.bits())).toArray();
  }

  /** The same, the first and the last of them the least and the greatest that there are. */
  static int[] entriesToTheLimits(IntRange input, Random random) {
    int[] table = entries(input, random);
    table[0] = (int) GeluTable.ENTRIES.min();
    table[table.length - 1] = (int) GeluTable.ENTRIES.max();
    return table;
  }

  private static IntRange input(Settings settings) {
    return IntRange.signed(settings.integer("input-bits"));
  }

  /** With loadable tables a unit for any layer of this shape. */
  private static GeluConfig config(GeluTable layer, Settings settings) {
    GeluConfig own = own(layer, settings);
    return own.tables() == TableSource.BAKED ? own : own.withShifts(0, GeluTable.MAX_SHIFT);
  }

  private static GeluConfig own(GeluTable layer, Settings settings) {
    return GeluConfig.of(layer, settings.integer("lanes"), settings.tables());
  }

  @Override
  public GeluConfig config(SafeTensors in, Settings settings) {
    settings.leaveToFile(in.file());
    IntRange input = input(settings);
    return config(new GeluTable(input, in.tensor("table").require(1 << input.bits()).ints(),
        in.tensor("shift").require(rows(in).shape().get(1)).ints(), in.tensor("zp_out").require(1).ints()[0],
        settings.codes("bits")), settings);
  }

  @Override
  public Map<String, UnitConfig> layers(QuantizedVit model, Settings settings) {
    settings.leaveToModel();
    return UnitKind.configs(ModelLayers.gelus(model), settings, layer -> own(layer, settings),
        layers -> shared(layers, settings), GeluConfig::withLayer);
  }

  private static GeluConfig shared(List<GeluTable> layers, Settings settings) {
    List<GeluFormat> formats = layers.stream().map(GeluFormat::of).toList();
    return own(layers.get(0), settings).withShifts(
        formats.stream().mapToInt(GeluFormat::minShift).min().orElseThrow(),
        formats.stream().mapToInt(GeluFormat::maxShift).max().orElseThrow());
  }
}
