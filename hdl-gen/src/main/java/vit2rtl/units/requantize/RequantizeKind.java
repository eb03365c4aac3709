package vit2rtl.units.requantize;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.io.DType;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.io.Tensor;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.units.Rows;
import vit2rtl.units.Setting;
import vit2rtl.units.Setting.Decides;
import vit2rtl.units.Settings;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;
import vit2rtl.units.requantize.RequantizeConfig.Addend;

/** Accumulators to codes, or onto the residual stream. */
public final class RequantizeKind implements UnitKind {
  private static final String RESIDUAL = "residual";

  /** Which elements share a multiplier and a shift. */
  private enum Constants { CHANNEL, ROW }

  @Override
  public String name() {
    return "requantize";
  }

  @Override
  public int code() {
    return 4;
  }

  @Override
  public String title() {
    return "Accumulators to codes";
  }

  @Override
  public String summary() {
    return "Accumulators to codes, or onto the residual stream: a product with 16 bits, a shift, a rounding, a saturation";
  }

  @Override
  public String rowsName() {
    return "a_in";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.integer("channels", 192, 1, Rows.MAX_LENGTH, Decides.LAYER, "accumulators per row (C)"),
        Setting.lanes("accumulators"),
        Setting.integer("accumulator-bits", 24, 8, 31, Decides.MODEL, "bits of an accumulator"),
        Setting.integer("bits", 8, 2, 24, Decides.MODEL, "bits of a code"),
        Setting.choice("sign", CodeFormat.Sign.SIGNED, Decides.MODEL, "kind of codes"),
        Setting.choice("constants", Constants.CHANNEL, Decides.LAYER,
            "a multiplier and a shift per channel, or one for all"),
        Setting.choice("addend", Addend.ZERO_POINT, Decides.LAYER,
            "what is added before saturation: the zero point, or the elements of a second stream, the residuals"),
        Setting.choice("codes", RequantizePlace.QKV, Decides.USER, "which codes of a model's blocks, or which addition to its residual stream"),
        Setting.choice("tables", TableSource.BAKED, Decides.USER,
            "constants in the text, or loaded: any layer of this shape"),
        Setting.seed());
  }

  @Override
  public RequantizeConfig config(Settings settings) {
    Rows rows = new Rows(settings.integer("channels"), settings.integer("lanes"));
    int channels = settings.choice("constants", Constants.class) == Constants.ROW ? 1 : rows.length();
    Random random = new Random(settings.integer("seed"));
    IntRange codes = settings.codes("bits");
    Addend addend = settings.choice("addend", Addend.class);
    int zeroPoint = addend == Addend.RESIDUAL ? 0 : random.nextInt((int) codes.min(), (int) codes.max() + 1);
    return config(RequantizeSettings.drawn(channels, settings.integer("accumulator-bits"), codes, zeroPoint, random),
        rows, addend, settings);
  }

  /** With loadable tables a unit for any layer of this shape. */
  private static RequantizeConfig config(Requantizer layer, Rows rows, Addend addend, Settings settings) {
    IntRange accumulators = IntRange.signed(settings.integer("accumulator-bits"));
    RequantizeConfig own = RequantizeConfig.of(layer, rows, accumulators, addend, settings.tables());
    return own.tables() == TableSource.BAKED ? own : own.forAnyScale();
  }

  @Override
  public RequantizeConfig config(SafeTensors in, Settings settings) {
    settings.leaveToFile(in.file());
    Rows rows = new Rows(UnitKind.super.rows(in).shape().get(1), settings.integer("lanes"));
    IntRange codes = settings.codes("bits");
    return in.has(RESIDUAL)
        ? config(RequantizeSettings.read(in, 0, codes), rows, Addend.RESIDUAL, settings)
        : config(RequantizeSettings.read(in, in.tensor("zp_out").require(1).ints()[0], codes), rows, Addend.ZERO_POINT,
            settings);
  }

  /** Accumulators, and behind every row its residuals where the file has them. */
  @Override
  public Tensor rows(SafeTensors in) {
    Tensor sums = UnitKind.super.rows(in);
    if (!in.has(RESIDUAL)) {
      return sums;
    }
    int count = sums.shape().get(0);
    int length = sums.shape().get(1);
    int[] a = sums.ints();
    int[] residuals = in.tensor(RESIDUAL).require(count, length).ints();
    ByteBuffer both = ByteBuffer.allocate(Integer.BYTES * 2 * a.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < count; row++) {
      both.asIntBuffer().put(2 * row * length, a, row * length, length)
          .put((2 * row + 1) * length, residuals, row * length, length);
    }
    return new Tensor(in.file(), rowsName(), DType.I32, List.of(count, 2 * length), both);
  }

  @Override
  public Map<String, UnitConfig> layers(QuantizedVit model, Settings settings) {
    settings.leaveToModel();
    return UnitKind.configs(settings.choice("codes", RequantizePlace.class).layers(model), settings,
        layer -> own(layer, settings), layers -> shared(layers, settings),
        (unit, layer) -> unit.withLayer(layer.rescale()));
  }

  private static RequantizeConfig own(RequantizePlace.Layer layer, Settings settings) {
    return RequantizeConfig.of(layer.rescale(), new Rows(layer.length(), settings.integer("lanes")),
        layer.accumulators(), settings.choice("codes", RequantizePlace.class).addend(), settings.tables());
  }

  private static RequantizeConfig shared(List<RequantizePlace.Layer> layers, Settings settings) {
    return own(layers.get(0), settings).withFormat(layers.stream()
        .map(layer -> RequantizeFormat.of(layer.rescale(), layer.accumulators()))
        .reduce(RequantizeFormat::union).orElseThrow());
  }
}
