package vit2rtl.bench.unit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import vit2rtl.bench.GeluBench;
import vit2rtl.bench.UnitBench;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.io.Tensor;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.units.Rows;
import vit2rtl.units.TableSource;
import vit2rtl.units.gelu.GeluConfig;

/** Integer GELU. */
public final class GeluFamily implements UnitFamily {

  @Override
  public String name() {
    return "gelu";
  }

  @Override
  public String summary() {
    return "Integer GELU: a table, a power-of-two factor per channel, a rounding, a saturation";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        new Setting("channels", "768", "1 to 4096", "codes per row (C)"),
        new Setting("lanes", "2", "1 to 64", "codes per cycle"),
        new Setting("input-bits", "10", "2 to " + GeluTable.MAX_INPUT_BITS, "bits of an input code, which is signed"),
        new Setting("shift", "10", "0 to " + GeluTable.MAX_SHIFT, "greatest power-of-two factor of a channel"),
        new Setting("bits", "8", "2 to 18", "bits of an output code"),
        new Setting("sign", "unsigned", "unsigned, signed", "kind of output codes"),
        new Setting("tables", "baked", "baked, loadable", "constants in the text, or loaded: any layer of this shape"),
        new Setting("seed", "1", "an integer", "of the random constants where no model gives them"));
  }

  @Override
  public UnitBench bench(Settings settings) {
    Rows rows = new Rows(settings.integer("channels"), settings.integer("lanes"));
    Random random = new Random(settings.integer("seed"));
    IntRange input = input(settings);
    // Entries of every magnitude, so that channels of every shift have some that do not saturate.
    int[] table = random.ints(1L << input.bits(), (int) GeluTable.ENTRIES.min(), (int) GeluTable.ENTRIES.max() + 1)
        .map(entry -> entry >> random.nextInt(GeluTable.ENTRIES.bits())).toArray();
    table[0] = (int) GeluTable.ENTRIES.min();
    table[table.length - 1] = (int) GeluTable.ENTRIES.max();
    int[] shift = random.ints(rows.length(), 0, inRange(settings, "shift", 0, GeluTable.MAX_SHIFT) + 1).toArray();
    shift[0] = settings.integer("shift");
    IntRange codes = codes(settings);
    int zeroPoint = random.nextInt((int) codes.min(), (int) codes.max() + 1);
    return bench(new GeluTable(input, table, shift, zeroPoint, codes), settings);
  }

  private IntRange input(Settings settings) {
    return IntRange.signed(inRange(settings, "input-bits", 2, GeluTable.MAX_INPUT_BITS));
  }

  private IntRange codes(Settings settings) {
    int bits = inRange(settings, "bits", 2, GeluTable.ENTRIES.bits());
    return settings.choice("sign", CodeFormat.Sign.class) == CodeFormat.Sign.SIGNED ? IntRange.signed(bits)
        : IntRange.unsigned(bits);
  }

  private int inRange(Settings settings, String name, int least, int greatest) {
    int value = settings.integer(name);
    if (value < least || value > greatest) {
      throw new InputException(name() + ": " + name + "=" + value + "; allowed: " + least + " to " + greatest);
    }
    return value;
  }

  /** With loadable tables a unit for any layer of this shape. */
  private static GeluBench bench(GeluTable layer, Settings settings) {
    GeluConfig own = config(layer, settings);
    return new GeluBench(own.tables() == TableSource.BAKED ? own : own.withShifts(0, GeluTable.MAX_SHIFT));
  }

  private static GeluConfig config(GeluTable layer, Settings settings) {
    return GeluConfig.of(layer, settings.integer("lanes"), settings.choice("tables", TableSource.class));
  }

  @Override
  public Map<String, UnitBench> benches(QuantizedVit model, Settings settings) {
    settings.leaveToFile("the model", "channels", "input-bits", "shift", "bits", "sign", "seed");
    Map<String, GeluTable> layers = ModelLayers.gelus(model);
    List<GeluConfig> configs = layers.values().stream().map(layer -> config(layer, settings)).toList();
    Map<String, UnitBench> benches = new LinkedHashMap<>();
    if (configs.get(0).tables() == TableSource.BAKED) {
      layers.forEach((name, layer) -> benches.put(name, bench(layer, settings)));
      return benches;
    }
    GeluBench unit = new GeluBench(configs.get(0).withShifts(
        configs.stream().mapToInt(config -> config.format().minShift()).min().orElseThrow(),
        configs.stream().mapToInt(config -> config.format().maxShift()).max().orElseThrow()));
    layers.forEach((name, layer) -> benches.put(name, unit.withLayer(layer)));
    return benches;
  }

  @Override
  public UnitBench bench(SafeTensors in, Settings settings) {
    settings.leaveToFile(in.file(), "channels", "shift", "seed");
    IntRange input = input(settings);
    return bench(new GeluTable(input, in.tensor("table").require(1 << input.bits()).ints(),
        in.tensor("shift").require(codes(in).shape().get(1)).ints(), in.tensor("zp_out").require(1).ints()[0],
        codes(settings)), settings);
  }

  private static Tensor codes(SafeTensors in) {
    Tensor rows = in.tensor("x_in");
    if (rows.shape().size() != 2 || rows.size() == 0) {
      throw new InputException("tensor 'x_in' of " + in.file() + " has shape " + rows.shape()
          + "; needed: [rows, channels], both at least 1");
    }
    return rows;
  }

  @Override
  public int[] rows(SafeTensors in) {
    return codes(in).ints();
  }

  @Override
  public SafeTensorsWriter result(SafeTensors in, UnitBench bench, int[] out) {
    List<Integer> shape = codes(in).shape();
    return new SafeTensorsWriter().i32("y_out", out, shape.get(0), shape.get(1));
  }
}
