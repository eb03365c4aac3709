package vit2rtl.bench.unit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.bench.SoftmaxBench;
import vit2rtl.bench.UnitBench;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.io.Tensor;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.golden.softmax.ZeroState;
import vit2rtl.units.Rows;
import vit2rtl.units.TableSource;
import vit2rtl.units.softmax.ExpFormat;
import vit2rtl.units.softmax.SoftmaxConfig;

/** Log-Int-Softmax. */
public final class SoftmaxFamily implements UnitFamily {
  private static final double ANY_SCALE = 1.0 / 64;

  @Override
  public String name() {
    return "softmax";
  }

  @Override
  public String summary() {
    return "Log-Int-Softmax: integer scores to logarithmic attention codes, no divider, no multiplier";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        new Setting("length", "197", "1 to 4096", "scores per row (N)"),
        new Setting("lanes", "2", "1 to 64", "scores per cycle"),
        new Setting("bits", "4", "4 to 8", "bits of an attention code"),
        new Setting("scale", "0.0625", "5e-8 to 1.67", "score scale"),
        new Setting("score-bits", "8", "4 to 8", "bits of a score"),
        new Setting("n", "30", "1 to 30", "greatest number of halvings of i-exp"),
        new Setting("base", "two", "two, sqrt-two", "logarithmic grid of the codes"),
        new Setting("zero", "extra-bit", "extra-bit, top-code, clip", "encoding of an exact zero"),
        new Setting("exp", "table", "table, polynomial", "how e is found"),
        new Setting("tables", "baked", "baked, loadable", "constants in the text, or loaded: any layer with"
            + " a scale from 1/64 (or that set, if finer) on"));
  }

  @Override
  public UnitBench bench(Settings settings) {
    return bench(settings, settings.number("scale"), settings.integer("length"));
  }

  private static SoftmaxBench bench(Settings settings, double scale, int length) {
    IExp exp = IExp.ofScale(scale, settings.integer("score-bits"), settings.integer("n"));
    return bench(settings, length, new SoftmaxParams(exp, settings.integer("bits"),
        settings.choice("base", LogBase.class), settings.choice("zero", ZeroState.class)));
  }

  /** With loadable tables a unit for any score scale from 1/64 (or a finer one that is set) on. */
  private static SoftmaxBench bench(Settings settings, int length, SoftmaxParams params) {
    IExp exp = params.exp();
    return bench(settings, length, params, settings.choice("tables", TableSource.class) == TableSource.BAKED
        ? ExpFormat.of(params) : ExpFormat.any(Math.min(ANY_SCALE, exp.scale()), exp.scoreBits(), exp.n()));
  }

  private static SoftmaxBench bench(Settings settings, int length, SoftmaxParams params, ExpFormat format) {
    return new SoftmaxBench(new SoftmaxConfig(params, new Rows(length, settings.integer("lanes")),
        settings.choice("exp", SoftmaxConfig.ExpStyle.class), settings.choice("tables", TableSource.class), format));
  }

  @Override
  public Map<String, UnitBench> benches(QuantizedVit model, Settings settings) {
    settings.leaveToFile("the model", "length", "bits", "scale", "score-bits", "n", "base", "zero");
    Map<String, UnitBench> benches = new LinkedHashMap<>();
    Map<String, SoftmaxParams> layers = ModelLayers.softmaxes(model);
    int length = model.shape().tokens();
    if (layers.isEmpty() || settings.choice("tables", TableSource.class) == TableSource.BAKED) {
      layers.forEach((name, params) -> benches.put(name, bench(settings, length, params)));
      return benches;
    }
    SoftmaxBench unit = bench(settings, length, layers.values().iterator().next(), ExpFormat.of(layers.values()));
    layers.forEach((name, params) -> benches.put(name, unit.withLayer(params)));
    return benches;
  }

  @Override
  public UnitBench bench(SafeTensors in, Settings settings) {
    settings.leaveToFile(in.file(), "length", "scale");
    Tensor rows = codes(in);
    Tensor scale = in.tensor("scale_in").require(1).requireFinite();
    return bench(settings, scale.doubles()[0], rows.shape().get(1));
  }

  private static Tensor codes(SafeTensors in) {
    Tensor rows = in.tensor("q_in");
    if (rows.shape().size() != 2 || rows.size() == 0) {
      throw new InputException("tensor 'q_in' of " + in.file() + " has shape " + rows.shape()
          + "; needed: [rows, scores per row], both at least 1");
    }
    return rows;
  }

  @Override
  public int[] rows(SafeTensors in) {
    return codes(in).ints();
  }

  @Override
  public SafeTensorsWriter result(SafeTensors in, UnitBench bench, int[] out) {
    SoftmaxParams params = ((SoftmaxBench) bench).config().params();
    int[] code = new int[out.length];
    for (int i = 0; i < out.length; i++) {
      code[i] = params.isZero(out[i]) ? -1 : out[i];
    }
    List<Integer> shape = codes(in).shape();
    return new SafeTensorsWriter().i32("code", code, shape.get(0), shape.get(1));
  }
}
