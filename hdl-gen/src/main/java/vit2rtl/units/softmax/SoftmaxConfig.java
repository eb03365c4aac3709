package vit2rtl.units.softmax;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.LogIntSoftmax;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.ConstantTable;
import vit2rtl.units.Outlet;
import vit2rtl.units.Reference;
import vit2rtl.units.RowUnit;
import vit2rtl.units.Rows;
import vit2rtl.units.Setting;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;

/**
 * Configuration of {@link SoftmaxUnit}.
 *
 * @param params integers of the attention layer (initial ones, when loadable)
 * @param rows   row length N and lanes
 * @param exp    how e is found
 * @param tables BAKED, or LOADABLE but with {@link ExpStyle#POLYNOMIAL}
 * @param format width of the exponentials; when loadable, wide enough for every layer to be loaded
 * @param layers how many layers' constants it holds
 */
public record SoftmaxConfig(SoftmaxParams params, Rows rows, ExpStyle exp, TableSource tables, ExpFormat format,
    int layers) implements UnitConfig {

  /** A unit that holds one layer's constants. */
  public SoftmaxConfig(SoftmaxParams params, Rows rows, ExpStyle exp, TableSource tables, ExpFormat format) {
    this(params, rows, exp, tables, format, 1);
  }

  /** The same unit holding the constants of so many layers. */
  public SoftmaxConfig withLayers(int count) {
    return new SoftmaxConfig(params, rows, exp, tables, format, count);
  }

  /** How the unit finds the integer exponential. */
  public enum ExpStyle {
    /** A memory of 2^scoreBits words. */
    TABLE,
    /** The polynomial of the golden definition: one multiplication per lane, no memory. */
    POLYNOMIAL,
    /** The same memory, a row at a time, codes found one after another: {@link SerialSoftmaxUnit}. */
    SERIAL
  }

  public SoftmaxConfig {
    RowUnit.checkLayers("softmax", layers, tables);
    if (exp == ExpStyle.POLYNOMIAL && tables == TableSource.LOADABLE) {
      throw new InputException("softmax: tables=loadable with exp=polynomial; a polynomial has no table to load:"
          + " use exp=table");
    }
    format.require(params);
    if (exp == ExpStyle.SERIAL && (rows.lanes() != 1 || params.base() != LogBase.SQRT_TWO)) {
      throw new InputException("softmax: exp=serial with lanes=" + rows.lanes() + " and base="
          + Setting.word(params.base()) + "; allowed: lanes=1 and base=" + Setting.word(LogBase.SQRT_TWO)
          + ", others take exp=table");
    }
  }

  /** The same unit loaded with another layer, which must agree in everything that cannot be loaded. */
  public SoftmaxConfig withParams(SoftmaxParams layer) {
    if (layer.exp().scoreBits() != params.exp().scoreBits() || layer.bits() != params.bits()
        || layer.base() != params.base() || layer.zero() != params.zero()) {
      throw new InputException("softmax: layers of one loadable unit differ in score width, code width, base or zero:"
          + " only layers of one shape can share a unit");
    }
    return new SoftmaxConfig(layer, rows, exp, tables, format, layers);
  }

  /** One layer, its table baked in. */
  public static SoftmaxConfig of(SoftmaxParams params, int rowLength, int lanes) {
    return new SoftmaxConfig(params, new Rows(rowLength, lanes), ExpStyle.TABLE, TableSource.BAKED,
        ExpFormat.of(params));
  }

  @Override
  public List<ConstantTable<?>> constants() {
    return constants(params.exp().table());
  }

  /** Those of any exponentials that the format holds. */
  List<ConstantTable<?>> constants(long[] exponentials) {
    return exp == ExpStyle.SERIAL ? List.of(exponential(exponentials))
        : List.of(exponential(exponentials), code(exponentials));
  }

  /** e by distance. */
  ConstantTable<UInt> exponential() {
    return exponential(params.exp().table());
  }

  private ConstantTable<UInt> exponential(long[] exponentials) {
    return new ConstantTable<>("exponential", "exponential of the distance to the row's maximum",
        UInt.bits(format.expBits()), new IntRange(1, format.max()), 1, exponentials);
  }

  /** The same e as position of its leading one, above its mantissa with the leading one on top. */
  ConstantTable<UInt> code() {
    return code(params.exp().table());
  }

  private ConstantTable<UInt> code(long[] exponentials) {
    int bits = format.mantissaBits() + format.exponentBits();
    return new ConstantTable<>("code", "the same exponential shifted until its leading one is bit "
        + (format.mantissaBits() - 1) + ", below the position of that leading one", UInt.bits(bits),
        new IntRange(1L << format.mantissaBits() - 1, (1L << bits) - 1), 1, format.codeWords(exponentials));
  }

  @Override
  public Optional<UnitConfig> drawn(Random random) {
    return tables == TableSource.BAKED ? Optional.empty() : Optional.of(random.nextBoolean()
        ? withParams(SoftmaxDraw.of(params, format, random)) : LoadedSoftmaxConfig.drawn(this, random));
  }

  @Override
  public UnitKind kind() {
    return new SoftmaxKind();
  }

  @Override
  public UnaryOperator<int[]> golden() {
    LogIntSoftmax golden = new LogIntSoftmax(params);
    return in -> golden.apply(in, rows.length());
  }

  /**
   * Distances of whole steps |x0|, whose exponentials are powers of two apart, so that ratios tie; or all but one score
   * at the same distance, which may be any; or scores within any limits, for random ones are hardly ever all low.
   */
  @Override
  public int[] critical(Random random) {
    int greatest = (1 << params.exp().scoreBits()) - 1;
    int[] row = new int[rows.length()];
    int kind = random.nextInt(3);
    if (kind == 0) {
      int most = random.nextInt(greatest + 1);
      int least = random.nextInt(most + 1);
      return random.ints(row.length, least, most + 1).toArray();
    }
    if (kind == 1) {
      Arrays.fill(row, random.nextInt(greatest + 1));
      row[random.nextInt(row.length)] = greatest;
      return row;
    }
    int steps = random.nextInt(1, 4);
    for (int i = 0; i < row.length; i++) {
      row[i] = (int) Math.max(0, greatest + params.exp().x0() * random.nextInt(steps + 1));
    }
    return row;
  }

  @Override
  public Reference reference(int[] row) {
    return SoftmaxReference.of(params, row);
  }

  @Override
  public double value(int code) {
    return SoftmaxReference.probability(params, code);
  }

  @Override
  public SafeTensorsWriter tensors(int[] in) {
    return new SafeTensorsWriter()
        .u8("q_in", in, in.length / rows.length(), rows.length())
        .f64("scale_in", new double[] {params.exp().scale()}, 1)
        .i32("zp_in", new int[] {0}, 1);
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("bits", String.valueOf(params.bits()), "score-bits", String.valueOf(params.exp().scoreBits()), "n",
        String.valueOf(params.exp().n()), "base", Setting.word(params.base()), "zero", Setting.word(params.zero()));
  }

  /** An exact zero is −1. */
  @Override
  public SafeTensorsWriter result(int[] out) {
    return new SafeTensorsWriter().i32("code", Arrays.stream(out).map(code -> params.isZero(code) ? -1 : code).toArray(),
        out.length / rows.length(), rows.length());
  }

  @Override
  public IntRange inputs() {
    return IntRange.unsigned(params.exp().scoreBits());
  }

  @Override
  public IntRange outputs() {
    return new IntRange(0, params.maxCode());
  }

  /** Every code needs the statistics of its row. */
  @Override
  public boolean wholeRows() {
    return true;
  }

  @Override
  public int latency() {
    return isSerial() ? SerialSoftmaxUnit.latency(this) : SoftmaxUnit.latency(this);
  }

  /** Cycles from a row's first beat to that of the next, nobody stalling. */
  public int interval() {
    return isSerial() ? SerialSoftmaxUnit.interval(this) : rows().beats();
  }

  /** A beat per cycle within a row. */
  @Override
  public IntRange outCycles(int groups) {
    int cycles = (groups - 1) * interval() + rows().beats();
    return new IntRange(cycles, cycles);
  }

  @Override
  public RowUnit<UInt, UInt> create() {
    return create(Outlet.MAY_WAIT);
  }

  /** The unit with an output that may wait or never does. */
  public RowUnit<UInt, UInt> create(Outlet outlet) {
    return isSerial() ? new SerialSoftmaxUnit(this) : new SoftmaxUnit(this, outlet);
  }

  private boolean isSerial() {
    return exp == ExpStyle.SERIAL;
  }

  /** Greatest possible S. */
  public long maxSum() {
    return Math.multiplyExact(format.max(), (long) rows.length());
  }

  /** How far the leading one of S can be from the top: S ≥ e(0), the exponential of the row's maximum. */
  int maxSumSteps() {
    long least = tables == TableSource.BAKED ? params.exp().of(0) : 1;
    return Math.max(1, ExpFormat.bits(maxSum()) - ExpFormat.bits(least));
  }

  /** Beats the unit buffers between two passes: a row, and what a pass is behind the one before it. */
  int bufferBeats(int lag) {
    return 1 << ExpFormat.bits(rows.beats() + lag);
  }
}
