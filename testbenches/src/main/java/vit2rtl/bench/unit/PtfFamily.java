package vit2rtl.bench.unit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import vit2rtl.bench.PtfBench;
import vit2rtl.bench.UnitBench;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.io.Tensor;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.units.TableSource;
import vit2rtl.units.ptf.PtfConfig;

/** The wide residual stream to PTF codes. */
public final class PtfFamily implements UnitFamily {

  @Override
  public String name() {
    return "ptf";
  }

  @Override
  public String summary() {
    return "Wide residual stream to Power-of-Two-Factor codes: a shift, a rounding, a clip";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        new Setting("channels", "192", "1 to 4096", "residuals per row (C)"),
        new Setting("lanes", "2", "1 to 64", "residuals per cycle"),
        new Setting("residual-bits", "16", "8 to 24", "bits of a residual"),
        new Setting("shift", "6", "0 to 16", "residual grid: s/2^shift"),
        new Setting("alpha", "3", "0 to 7", "greatest power-of-two factor (K)"),
        new Setting("bits", "8", "4 to 8", "bits of a code"),
        new Setting("sign", "unsigned", "unsigned, signed", "kind of codes"),
        new Setting("tables", "baked", "baked, loadable", "constants in the text, or loaded: any layer of this shape"),
        new Setting("seed", "1", "an integer", "of the random constants where no model gives them"));
  }

  @Override
  public UnitBench bench(Settings settings) {
    int channels = inRange(settings, "channels", 1, LayerNormParams.MAX_CHANNELS);
    int alpha = inRange(settings, "alpha", 0, LayerNormParams.MAX_ALPHA);
    Random random = new Random(settings.integer("seed"));
    int[] alphas = random.ints(channels, 0, alpha + 1).toArray();
    alphas[0] = alpha;
    CodeFormat codes = codes(settings);
    int zeroPoint = random.nextInt(codes.min(), codes.max() + 1);
    return bench(new ResidualToPtfParams(settings.integer("residual-bits"), settings.integer("shift"), alphas,
        zeroPoint, codes), settings);
  }

  private static int inRange(Settings settings, String name, int least, int greatest) {
    int value = settings.integer(name);
    if (value < least || value > greatest) {
      throw new InputException("ptf: " + name + "=" + value + "; allowed: " + least + " to " + greatest);
    }
    return value;
  }

  private static CodeFormat codes(Settings settings) {
    return new CodeFormat(settings.integer("bits"), settings.choice("sign", CodeFormat.Sign.class));
  }

  /** With loadable tables a unit for any layer of this shape. */
  private static PtfBench bench(ResidualToPtfParams params, Settings settings) {
    PtfConfig own = config(params, settings);
    return new PtfBench(own.tables() == TableSource.BAKED ? own
        : own.withShifts(0, ResidualToPtfParams.MAX_SHIFT + LayerNormParams.MAX_ALPHA));
  }

  private static PtfConfig config(ResidualToPtfParams params, Settings settings) {
    return PtfConfig.of(params, settings.integer("lanes"), settings.choice("tables", TableSource.class));
  }

  @Override
  public Map<String, UnitBench> benches(QuantizedVit model, Settings settings) {
    settings.leaveToFile("the model", "channels", "residual-bits", "shift", "alpha", "bits", "sign", "seed");
    Map<String, ResidualToPtfParams> layers = ModelLayers.residualsToPtf(model);
    List<PtfConfig> configs = layers.values().stream().map(params -> config(params, settings)).toList();
    Map<String, UnitBench> benches = new LinkedHashMap<>();
    if (configs.isEmpty() || configs.get(0).tables() == TableSource.BAKED) {
      layers.forEach((name, params) -> benches.put(name, bench(params, settings)));
      return benches;
    }
    PtfBench unit = new PtfBench(configs.get(0).withShifts(
        configs.stream().mapToInt(PtfConfig::minShift).min().orElseThrow(),
        configs.stream().mapToInt(PtfConfig::maxShift).max().orElseThrow()));
    layers.forEach((name, params) -> benches.put(name, unit.withLayer(params)));
    return benches;
  }

  @Override
  public UnitBench bench(SafeTensors in, Settings settings) {
    settings.leaveToFile(in.file(), "channels", "shift", "alpha", "seed");
    int channels = residuals(in).shape().get(1);
    return bench(new ResidualToPtfParams(settings.integer("residual-bits"), in.tensor("shift").require(1).ints()[0],
        in.tensor("alpha").require(channels).ints(), in.tensor("zp_out").require(1).ints()[0], codes(settings)),
        settings);
  }

  private static Tensor residuals(SafeTensors in) {
    Tensor rows = in.tensor("r_in");
    if (rows.shape().size() != 2 || rows.size() == 0) {
      throw new InputException("tensor 'r_in' of " + in.file() + " has shape " + rows.shape()
          + "; needed: [rows, channels], both at least 1");
    }
    return rows;
  }

  @Override
  public int[] rows(SafeTensors in) {
    return residuals(in).ints();
  }

  @Override
  public SafeTensorsWriter result(SafeTensors in, UnitBench bench, int[] out) {
    List<Integer> shape = residuals(in).shape();
    SafeTensorsWriter writer = new SafeTensorsWriter();
    return ((PtfBench) bench).config().params().output().sign() == CodeFormat.Sign.SIGNED
        ? writer.i8("q_out", out, shape.get(0), shape.get(1))
        : writer.u8("q_out", out, shape.get(0), shape.get(1));
  }
}
