package vit2rtl.bench.unit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import vit2rtl.bench.RequantizeBench;
import vit2rtl.bench.UnitBench;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.io.Tensor;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.units.Rows;
import vit2rtl.units.TableSource;
import vit2rtl.units.requantize.RequantizeConfig;
import vit2rtl.units.requantize.RequantizeFormat;

/** Accumulators to codes. */
public final class RequantizeFamily implements UnitFamily {
  private static final int MAX_ACCUMULATOR_BITS = 31;
  private static final int MAX_CODE_BITS = 24;

  /** Which elements share a multiplier and a shift. */
  private enum Constants { CHANNEL, ROW }

  @Override
  public String name() {
    return "requantize";
  }

  @Override
  public String summary() {
    return "Accumulators to codes: a product with 16 bits, a shift, a rounding, a saturation";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        new Setting("channels", "192", "1 to 4096", "accumulators per row (C)"),
        new Setting("lanes", "2", "1 to 64", "accumulators per cycle"),
        new Setting("accumulator-bits", "24", "8 to " + MAX_ACCUMULATOR_BITS, "bits of an accumulator"),
        new Setting("bits", "8", "2 to " + MAX_CODE_BITS, "bits of a code"),
        new Setting("sign", "signed", "unsigned, signed", "kind of codes"),
        new Setting("constants", "channel", "channel, row", "a multiplier and a shift per channel, or one for all"),
        new Setting("codes", "qkv", "qkv, scores, context, fc1", "which codes of a model's blocks"),
        new Setting("tables", "baked", "baked, loadable", "constants in the text, or loaded: any layer of this shape"),
        new Setting("seed", "1", "an integer", "of the random constants where no file gives them"));
  }

  @Override
  public UnitBench bench(Settings settings) {
    Rows rows = new Rows(settings.integer("channels"), settings.integer("lanes"));
    int channels = settings.choice("constants", Constants.class) == Constants.ROW ? 1 : rows.length();
    Random random = new Random(settings.integer("seed"));
    IntRange codes = codes(settings);
    int[] multiplier = random.ints(channels, 1 << 15, 1 << Requantizer.MULTIPLIER_BITS).toArray();
    multiplier[random.nextInt(channels)] = (1 << Requantizer.MULTIPLIER_BITS) - 1;
    // The greatest accumulators reach from a quarter of the codes to four times beyond them.
    int even = inRange(settings, "accumulator-bits", 8, MAX_ACCUMULATOR_BITS) + Requantizer.MULTIPLIER_BITS
        - settings.integer("bits");
    int[] shift = random.ints(channels, Math.max(0, even - 2), even + 3).map(s -> Math.min(Requantizer.MAX_SHIFT, s))
        .toArray();
    int zeroPoint = random.nextInt((int) codes.min(), (int) codes.max() + 1);
    return bench(new Requantizer(multiplier, shift, zeroPoint, codes), rows, settings);
  }

  private int inRange(Settings settings, String name, int least, int greatest) {
    int value = settings.integer(name);
    if (value < least || value > greatest) {
      throw new InputException(name() + ": " + name + "=" + value + "; allowed: " + least + " to " + greatest);
    }
    return value;
  }

  private IntRange codes(Settings settings) {
    int bits = inRange(settings, "bits", 2, MAX_CODE_BITS);
    return settings.choice("sign", CodeFormat.Sign.class) == CodeFormat.Sign.SIGNED ? IntRange.signed(bits)
        : IntRange.unsigned(bits);
  }

  /** With loadable tables a unit for any layer of this shape. */
  private UnitBench bench(Requantizer layer, Rows rows, Settings settings) {
    IntRange accumulators =
        IntRange.signed(inRange(settings, "accumulator-bits", 8, MAX_ACCUMULATOR_BITS));
    RequantizeConfig own = RequantizeConfig.of(layer, rows, accumulators, RequantizeConfig.Addend.ZERO_POINT,
        settings.choice("tables", TableSource.class));
    return new RequantizeBench(own.tables() == TableSource.BAKED ? own
        : own.withFormat(new RequantizeFormat(accumulators, 0, Requantizer.MAX_SHIFT)));
  }

  @Override
  public Map<String, UnitBench> benches(QuantizedVit model, Settings settings) {
    settings.leaveToFile("the model", "channels", "accumulator-bits", "bits", "sign", "constants", "seed");
    int lanes = settings.integer("lanes");
    TableSource tables = settings.choice("tables", TableSource.class);
    Map<String, RequantizePlace.Layer> layers =
        settings.choice("codes", RequantizePlace.class).layers(model);
    Map<String, UnitBench> benches = new LinkedHashMap<>();
    RequantizeFormat shared = layers.values().stream()
        .map(layer -> RequantizeFormat.of(layer.rescale(), layer.accumulators())).reduce(RequantizeFormat::union)
        .orElse(null);
    RequantizeBench unit = null;
    for (Map.Entry<String, RequantizePlace.Layer> entry : layers.entrySet()) {
      RequantizePlace.Layer layer = entry.getValue();
      RequantizeConfig own = RequantizeConfig.of(layer.rescale(), new Rows(layer.length(), lanes),
          layer.accumulators(), RequantizeConfig.Addend.ZERO_POINT, tables);
      if (tables == TableSource.BAKED) {
        benches.put(entry.getKey(), new RequantizeBench(own));
      } else {
        unit = unit == null ? new RequantizeBench(own.withFormat(shared)) : unit;
        benches.put(entry.getKey(), unit.withLayer(layer.rescale()));
      }
    }
    return benches;
  }

  @Override
  public UnitBench bench(SafeTensors in, Settings settings) {
    settings.leaveToFile(in.file(), "channels", "constants", "seed");
    int channels = accumulators(in).shape().get(1);
    int[] multiplier = in.tensor("multiplier").ints();
    return bench(new Requantizer(multiplier, in.tensor("shift").require(multiplier.length).ints(),
        in.tensor("zp_out").require(1).ints()[0], codes(settings)), new Rows(channels, settings.integer("lanes")),
        settings);
  }

  private static Tensor accumulators(SafeTensors in) {
    Tensor rows = in.tensor("a_in");
    if (rows.shape().size() != 2 || rows.size() == 0) {
      throw new InputException("tensor 'a_in' of " + in.file() + " has shape " + rows.shape()
          + "; needed: [rows, channels], both at least 1");
    }
    return rows;
  }

  @Override
  public int[] rows(SafeTensors in) {
    return accumulators(in).ints();
  }

  @Override
  public SafeTensorsWriter result(SafeTensors in, UnitBench bench, int[] out) {
    List<Integer> shape = accumulators(in).shape();
    return new SafeTensorsWriter().i32("q_out", out, shape.get(0), shape.get(1));
  }
}
