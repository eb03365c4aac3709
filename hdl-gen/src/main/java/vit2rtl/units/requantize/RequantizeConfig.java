package vit2rtl.units.requantize;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.ops.WideAdd;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.SecondStream;
import vit2rtl.units.ConstantTable;
import vit2rtl.units.Reference;
import vit2rtl.units.Rows;
import vit2rtl.units.Setting;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;

/**
 * Configuration of {@link RequantizeUnit}.
 *
 * @param rescale integers of the layer (initial ones, when loadable): one channel per element of a row, or a single
 *                one for all of them
 * @param rows    how rows travel
 * @param format  the numbers the unit can work with
 * @param addend  what is added before saturation
 * @param tables  BAKED or LOADABLE
 */
public record RequantizeConfig(Requantizer rescale, Rows rows, RequantizeFormat format, Addend addend,
    TableSource tables) implements UnitConfig {

  /** What is added to a rescaled accumulator. */
  public enum Addend {
    /** The zero point of the codes. */
    ZERO_POINT,
    /** An element of the stream {@code residual}, which has the range of the output. */
    RESIDUAL
  }

  public RequantizeConfig {
    if (rescale.channels() != rows.length() && rescale.channels() != 1) {
      throw new InputException("requantise: " + rescale.channels() + " channels for rows of " + rows.length()
          + "; allowed: one per element, or a single one");
    }
    if (!rescale.output().contains(0)) {
      throw new InputException("requantise: the output range is " + rescale.output() + "; allowed: any with 0");
    }
    if (!rescale.output().contains(rescale.zeroPoint()) || addend == Addend.RESIDUAL && rescale.zeroPoint() != 0) {
      throw new InputException("requantise: the zero point is " + rescale.zeroPoint() + "; allowed: "
          + (addend == Addend.RESIDUAL ? "0 where a residual is added" : rescale.output()));
    }
    format.require(rescale);
  }

  /** One layer in the narrowest unit. */
  public static RequantizeConfig of(Requantizer rescale, Rows rows, IntRange accumulators, Addend addend,
      TableSource tables) {
    return new RequantizeConfig(rescale, rows, RequantizeFormat.of(rescale, accumulators), addend, tables);
  }

  /** The same layer in a unit for more. */
  public RequantizeConfig withFormat(RequantizeFormat wider) {
    return new RequantizeConfig(rescale, rows, wider, addend, tables);
  }

  /** The same layer in a unit for any multipliers and shifts. */
  public RequantizeConfig forAnyScale() {
    return withFormat(new RequantizeFormat(format.accumulators(), 0, Requantizer.MAX_SHIFT));
  }

  /** The same unit loaded with another layer, which must agree in everything that cannot be loaded. */
  public RequantizeConfig withLayer(Requantizer layer) {
    if (layer.channels() != rescale.channels() || !layer.output().equals(rescale.output())) {
      throw new InputException("requantise: layers of one loadable unit differ in channels or codes: only layers of one"
          + " shape can share a unit");
    }
    return new RequantizeConfig(layer, rows, format, addend, tables);
  }

  /** Whether every element of a row has constants of its own. */
  boolean perChannel() {
    return rescale.channels() > 1;
  }

  @Override
  public List<ConstantTable<?>> constants() {
    return addend == Addend.ZERO_POINT ? List.of(scale(), zeroPoint()) : List.of(scale());
  }

  /** M and s of a channel in one word, which one block memory holds. */
  ConstantTable<UInt> scale() {
    int[] multiplier = rescale.multiplier();
    int[] shift = rescale.shift();
    long[] elements = new long[rescale.channels()];
    Arrays.setAll(elements, c -> (long) shift[c] << Requantizer.MULTIPLIER_BITS | multiplier[c]);
    return new ConstantTable<>("scale", "shift of the channel above its multiplier of " + Requantizer.MULTIPLIER_BITS
        + " bits", UInt.bits(Requantizer.MULTIPLIER_BITS + format.shiftType().width()),
        new IntRange((long) format.minShift() << Requantizer.MULTIPLIER_BITS,
            (format.maxShift() + 1L << Requantizer.MULTIPLIER_BITS) - 1), perChannel() ? rows.lanes() : 1, elements);
  }

  ConstantTable<SInt> zeroPoint() {
    return new ConstantTable<>("zero_point", "zero point of the codes", SInt.bits(rescale.output().bits() + 1),
        rescale.output(), 1, new long[] {rescale.zeroPoint()});
  }

  @Override
  public Optional<UnitConfig> drawn(Random random) {
    return tables == TableSource.BAKED ? Optional.empty() : Optional.of(withDrawn(random));
  }

  /**
   * The same unit loaded with a layer that is drawn: shifts about those that fill the codes and multipliers that use all of their
   * bits, or any shifts and multipliers of any number of bits, so that results are beyond the codes by any number of them and
   * the last bits of products show.
   */
  public RequantizeConfig withDrawn(Random random) {
    IntRange codes = rescale.output();
    Requantizer drawn = RequantizeSettings.drawn(rescale.channels(), format.accumulators().bits(), codes,
        addend == Addend.RESIDUAL ? 0 : random.nextInt((int) codes.min(), (int) codes.max() + 1), random);
    if (random.nextBoolean()) {
      int[] any = random.ints(rescale.channels(), 0, Requantizer.MULTIPLIER_BITS + 1).map(bits -> random.nextInt(1 << bits)).toArray();
      int[] anyShift = random.ints(rescale.channels(), format.minShift(), format.maxShift() + 1).toArray();
      return withLayer(new Requantizer(any, anyShift, drawn.zeroPoint(), codes));
    }
    int[] shift = Arrays.stream(drawn.shift()).map(s -> Math.max(format.minShift(), Math.min(format.maxShift(), s))).toArray();
    return withLayer(new Requantizer(drawn.multiplier(), shift, drawn.zeroPoint(), codes));
  }

  @Override
  public UnitKind kind() {
    return new RequantizeKind();
  }

  @Override
  public Optional<SecondStream> beside() {
    return addend == Addend.RESIDUAL ? Optional.of(new SecondStream("residual", rescale.output())) : Optional.empty();
  }

  /** Of accumulators, each row followed by its residuals where those are added. */
  @Override
  public UnaryOperator<int[]> golden() {
    if (addend == Addend.ZERO_POINT) {
      return rescale::columns;
    }
    WideAdd add = new WideAdd(rescale);
    return both -> add.apply(part(both, rows.length()), part(both, 0));
  }

  /** One half of every row. */
  private int[] part(int[] both, int from) {
    int length = rows.length();
    int[] part = new int[both.length / 2];
    for (int row = 0; row < part.length; row += length) {
      System.arraycopy(both, 2 * row + from, part, row, length);
    }
    return part;
  }

  /** Residuals within their range. */
  @Override
  public int[] admissible(int[] row) {
    int[] both = row.clone();
    long span = outputs().max() - outputs().min() + 1;
    for (int i = rows.length(); i < row.length; i++) {
      both[i] = (int) (outputs().min() + Math.floorMod(row[i] - outputs().min(), span));
    }
    return both;
  }

  /**
   * Sums at the ties between two codes and beside them, often at the least and the greatest code, and some whose results are beyond
   * all codes by a power of two.
   */
  @Override
  public int[] critical(Random random) {
    int[] multiplier = rescale.multiplier();
    int[] shift = rescale.shift();
    int[] row = new int[rowElements()];
    for (int i = 0; i < rows.length(); i++) {
      int c = i % multiplier.length;
      long added = rescale.zeroPoint();
      if (row.length > rows.length()) {
        added = code(random);
        row[rows.length() + i] = (int) added;
      }
      double tie = Math.scalb(result(random) - added + random.nextInt(2) - 0.5, shift[c]) / Math.max(1, multiplier[c]);
      row[i] = (int) inputs().saturate(Math.round(tie + random.nextInt(3) - 1));
    }
    return row;
  }

  /** A code, often the least or the greatest. */
  private long code(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> outputs().min();
      case 1 -> outputs().max();
      default -> random.nextLong(outputs().min(), outputs().max() + 1);
    };
  }

  /** A code, or what has the last bits of one and is beyond all of them. */
  private long result(Random random) {
    long beyond = 1L << random.nextInt(format.resultType().width());
    return code(random) + switch (random.nextInt(8)) {
      case 0 -> beyond;
      case 1 -> -beyond;
      default -> 0;
    };
  }

  @Override
  public Reference reference(int[] row) {
    int[] multiplier = rescale.multiplier();
    int[] shift = rescale.shift();
    int length = rows.length();
    double[] values = new double[length];
    int[] codes = new int[length];
    for (int i = 0; i < length; i++) {
      int c = i % multiplier.length;
      int added = row.length > length ? row[length + i] : rescale.zeroPoint();
      double exact = Math.scalb((double) row[i] * multiplier[c], -shift[c]) + added;
      values[i] = Math.max(outputs().min(), Math.min(outputs().max(), exact));
      codes[i] = (int) Math.floor(values[i] + 0.5);
    }
    return new Reference(codes, values);
  }

  @Override
  public SafeTensorsWriter tensors(int[] both) {
    int count = both.length / rowElements();
    SafeTensorsWriter writer = RequantizeSettings.write(rescale, new SafeTensorsWriter());
    return addend == Addend.RESIDUAL
        ? writer.i32("a_in", part(both, 0), count, rows.length())
            .i32("residual", part(both, rows.length()), count, rows.length())
        : writer.i32("a_in", both, count, rows.length())
            .i32("zp_out", new int[] {rescale.zeroPoint()}, 1);
  }

  @Override
  public Map<String, String> settings() {
    CodeFormat.Sign sign = outputs().min() < 0 ? CodeFormat.Sign.SIGNED : CodeFormat.Sign.UNSIGNED;
    return Map.of("accumulator-bits", String.valueOf(inputs().bits()), "bits", String.valueOf(outputs().bits()),
        "sign", Setting.word(sign));
  }

  @Override
  public SafeTensorsWriter result(int[] out) {
    return new SafeTensorsWriter().i32("q_out", out, out.length / rows.length(), rows.length());
  }

  @Override
  public IntRange inputs() {
    return format.accumulators();
  }

  @Override
  public IntRange outputs() {
    return rescale.output();
  }

  @Override
  public int latency() {
    return RequantizeUnit.STAGES.cycles();
  }

  @Override
  public RequantizeUnit create() {
    return new RequantizeUnit(this);
  }
}
