package vit2rtl.units.layernorm;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.layernorm.LayerNorm;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ReciprocalRoot;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.Range;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.SIntType;
import vit2rtl.hdl.type.Type;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.UIntType;
import vit2rtl.units.ConstantTable;
import vit2rtl.units.MultiplierStyle;
import vit2rtl.units.Outlet;
import vit2rtl.units.Reference;
import vit2rtl.units.RowUnit;
import vit2rtl.units.Rows;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;
import vit2rtl.units.math.Pace;
import vit2rtl.units.math.ReciprocalRootUnit;

/**
 * Configuration of {@link LayerNormUnit}.
 *
 * @param params       integers of the layer (initial ones, when loadable)
 * @param lanes        elements per beat
 * @param multipliers  how products are built
 * @param tables       BAKED or LOADABLE
 * @param format       widths; when loadable, wide enough for every layer to be loaded
 * @param layers       how many layers' constants it holds
 * @param decoding     cycles in which a code becomes a value: 1, or 2 where wires are long
 */
public record LayerNormConfig(
    LayerNormParams params,
    int lanes,
    MultiplierStyle multipliers,
    TableSource tables,
    LayerNormFormat format,
    int layers,
    int decoding) implements UnitConfig {

  /** A unit that decodes in a cycle. */
  public LayerNormConfig(LayerNormParams params, int lanes, MultiplierStyle multipliers, TableSource tables,
      LayerNormFormat format, int layers) {
    this(params, lanes, multipliers, tables, format, layers, 1);
  }

  /** A unit that holds one layer's constants. */
  public LayerNormConfig(LayerNormParams params, int lanes, MultiplierStyle multipliers, TableSource tables,
      LayerNormFormat format) {
    this(params, lanes, multipliers, tables, format, 1);
  }

  public LayerNormConfig {
    RowUnit.checkLayers("layernorm", layers, tables);
    new Rows(params.channels(), lanes);
    format.require(params);
    if (multipliers == MultiplierStyle.SHARED && lanes != 1) {
      throw new InputException("layernorm: multipliers=shared with lanes=" + lanes
          + "; allowed: lanes=1, as one multiplier serves one element at a time");
    }
    if (multipliers == MultiplierStyle.SHARED && format.fraction() <= LayerNormParams.OFFSET_FRACTION) {
      throw new InputException("layernorm: multipliers=shared with gains of " + format.fraction()
          + " fraction bits; allowed: more than " + LayerNormParams.OFFSET_FRACTION + ", other layers take multipliers=serial");
    }
  }

  /** One layer, its constants baked in, products in DSP blocks. */
  public static LayerNormConfig of(LayerNormParams params, int lanes) {
    return new LayerNormConfig(params, lanes, MultiplierStyle.DSP, TableSource.BAKED, LayerNormFormat.of(params));
  }

  /** The same unit loaded with another layer, which must agree in everything that cannot be loaded. */
  public LayerNormConfig withParams(LayerNormParams layer) {
    LayerNormFormat.requireAlike(params, layer);
    return new LayerNormConfig(layer, lanes, multipliers, tables, format, layers, decoding);
  }

  public LayerNormConfig withMultipliers(MultiplierStyle style) {
    return new LayerNormConfig(params, lanes, style, tables, format, layers, decoding);
  }

  /** The same unit holding the constants of so many layers. */
  public LayerNormConfig withLayers(int count) {
    return new LayerNormConfig(params, lanes, multipliers, tables, format, count, decoding);
  }

  /** The same unit with so many cycles in which a code becomes a value. */
  public LayerNormConfig withDecoding(int cycles) {
    return new LayerNormConfig(params, lanes, multipliers, tables, format, layers, cycles);
  }

  @Override
  public Rows rows() {
    return new Rows(params.channels(), lanes);
  }

  @Override
  public List<ConstantTable<?>> constants() {
    return List.of(alpha(), gain(), offset(), zeroPoint(), epsilon());
  }

  /** α of every channel. */
  ConstantTable<UInt> alpha() {
    return new ConstantTable<>("alpha", "power-of-two factor of the channel", LayerNormLane.alphaType(this),
        new IntRange(0, format.maxAlpha()), lanes, Arrays.stream(params.alpha()).asLongStream().toArray());
  }

  /** G of every channel, on the unit's fraction. */
  ConstantTable<SInt> gain() {
    return new ConstantTable<>("gain", "gain G of the channel times 2^(" + format.fraction() + " - F), F being the"
        + " layer's fraction bits", SInt.bits(format.gainBits()), new IntRange(-format.maxGain(), format.maxGain()),
        lanes, format.gains(params));
  }

  /** B of every channel, on the unit's fraction. */
  ConstantTable<SInt> offset() {
    return new ConstantTable<>("offset", "offset B of the channel, with " + format.offsetFraction()
        + " fraction bits", LayerNormLane.offsetType(this),
        new IntRange(Math.min(0, format.minOffset()), Math.max(0, format.maxOffset())), lanes, format.offsets(params));
  }

  /** One of the input codes. */
  ConstantTable<? extends Int> zeroPoint() {
    int bits = params.input().bits();
    return params.input().min() < 0 ? zeroPoint(SInt.bits(bits)) : zeroPoint(UInt.bits(bits));
  }

  private <T extends Int> ConstantTable<T> zeroPoint(Type<T> type) {
    return new ConstantTable<>("zero_point", "zero point of the input codes", type,
        new IntRange(params.input().max() - format.maxX(), params.input().min() - format.minX()), 1,
        new long[] {params.zeroPoint()});
  }

  ConstantTable<UInt> epsilon() {
    return new ConstantTable<>("epsilon", "integer epsilon", epsilonType(), new IntRange(0, format.maxEpsilon()), 1,
        new long[] {params.epsilon()});
  }

  @Override
  public Optional<UnitConfig> drawn(Random random) {
    return tables == TableSource.BAKED ? Optional.empty()
        : Optional.of(withParams(LayerNormDraw.of(params, format, random)));
  }

  @Override
  public UnitKind kind() {
    return new LayerNormKind();
  }

  @Override
  public UnaryOperator<int[]> golden() {
    return new LayerNorm(params)::apply;
  }

  /**
   * One code apart from the others: at the channel of the greatest gain, where results saturate, or at any; by as much as
   * can be, or by little, which tries every mantissa of the variance. Of constants that are loaded also the row for which
   * they may have been drawn.
   */
  @Override
  public int[] critical(Random random) {
    if (tables == TableSource.LOADABLE && random.nextBoolean()) {
      return TightLayer.row(params);
    }
    int[] gain = params.gain();
    int channel = random.nextInt(gain.length);
    if (random.nextBoolean()) {
      for (int c = 0; c < gain.length; c++) {
        channel = Math.abs(gain[c]) > Math.abs(gain[channel]) ? c : channel;
      }
    }
    int least = params.input().min();
    int greatest = params.input().max();
    int[] row = new int[gain.length];
    int others = random.nextBoolean() ? params.zeroPoint() : random.nextInt(least, greatest + 1);
    Arrays.fill(row, others);
    row[channel] = switch (random.nextInt(3)) {
      case 0 -> least;
      case 1 -> greatest;
      default -> random.nextInt(least, greatest + 1);
    };
    return row;
  }

  @Override
  public Reference reference(int[] row) {
    int[] alpha = params.alpha();
    int channels = row.length;
    double[] x = new double[channels];
    double mean = 0;
    for (int c = 0; c < channels; c++) {
      x[c] = Math.scalb((double) (row[c] - params.zeroPoint()), alpha[c]);
      mean += x[c] / channels;
    }
    double variance = (double) params.epsilon() / channels / channels;
    for (double value : x) {
      variance += (value - mean) * (value - mean) / channels;
    }
    double root = variance == 0 ? 1 : Math.sqrt(variance);
    int[] gain = params.gain();
    long[] offset = params.offset();
    int[] codes = new int[channels];
    for (int c = 0; c < channels; c++) {
      double gamma = Math.scalb((double) gain[c], LayerNorm.Z_FRACTION - params.fraction());
      double beta = Math.scalb((double) offset[c], -params.offsetFraction()) - 0.5;
      x[c] = Math.max(params.output().min(), Math.min(params.output().max(), (x[c] - mean) / root * gamma + beta));
      codes[c] = (int) Math.rint(x[c]);
    }
    return new Reference(codes, x);
  }

  @Override
  public SafeTensorsWriter tensors(int[] rows) {
    return LayerNormTensors.write(params, rows);
  }

  @Override
  public Map<String, String> settings() {
    return LayerNormTensors.settings(params);
  }

  @Override
  public IntRange inputs() {
    return IntRange.of(params.input());
  }

  @Override
  public IntRange outputs() {
    return IntRange.of(params.output());
  }

  /** Every code needs the statistics of its row. */
  @Override
  public boolean wholeRows() {
    return true;
  }

  @Override
  public int latency() {
    return isShared() ? new SharedLayerNormSteps(this).latency() : LayerNormUnit.latency(this);
  }

  /** A beat per cycle, or one in so many cycles as the unit's pace says; with one multiplier a row after another. */
  @Override
  public IntRange outCycles(int groups) {
    int cycles = isShared() ? new SharedLayerNormSteps(this).outCycles(groups) : pace().between(groups * rows().beats());
    return new IntRange(cycles, cycles);
  }

  /** Cycles of a beat. */
  Pace pace() {
    int[] lane = LayerNormLane.narrower(this);
    return Pace.of(multipliers, LayerNormStatistics.narrower(this), lane[0], lane[1], ReciprocalRootUnit.narrower());
  }

  @Override
  public RowUnit<Int, Int> create() {
    return create(Outlet.MAY_WAIT);
  }

  /** The unit with an output that may wait or never does. */
  public RowUnit<Int, Int> create(Outlet outlet) {
    return isShared() ? new SharedLayerNormUnit(this) : new LayerNormUnit(this, outlet);
  }

  private boolean isShared() {
    return multipliers == MultiplierStyle.SHARED;
  }

  /** Width of U, padded to an even number and to at least a mantissa. */
  int varianceBits() {
    int bits = Math.max(ReciprocalRoot.MANTISSA_BITS, format.maxU(params.input(), params.channels()).bitLength());
    return bits + bits % 2;
  }

  /** Bits in which V is summed up, with a baked ε, which the sum starts from. */
  int summedBits() {
    BigInteger most = tables == TableSource.BAKED ? format.maxU(params.input(), params.channels())
        : format.maxV(params.input(), params.channels());
    return Math.max(1, most.bitLength());
  }

  /**
   * How many steps of two bits a U that matters can be from the top: with V = 0 every D is 0, and V &gt; 0 is at least
   * C − 1 (one X of C differs from the others by 1).
   */
  int maxSteps() {
    int least = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, params.channels() - 1));
    return Math.max(1, (varianceBits() - least) / 2);
  }

  /** X = x·2^α; with factors that the host loads, only its width is known. */
  SIntType valueType() {
    SIntType exact = SInt.range((long) format.minX() << format.maxAlpha(), (long) format.maxX() << format.maxAlpha());
    return tables == TableSource.BAKED ? exact : SInt.bits(exact.width());
  }

  /** C = oddFactor · 2^twos. */
  int twos() {
    return Integer.numberOfTrailingZeros(params.channels());
  }

  int oddFactor() {
    return params.channels() >> twos();
  }

  /** oddFactor · X, which the row buffer keeps. */
  SIntType multipleType() {
    return sumType(oddFactor());
  }

  /** Wide enough for the sum of {@code count} X. */
  SIntType sumType(int count) {
    Range value = valueType().range();
    return SInt.bits(SInt.range(value.min().longValueExact() * count, value.max().longValueExact() * count).width());
  }

  /** What the host loads has only a width; what is baked has a range. */
  UIntType epsilonType() {
    return UInt.bits(UInt.upTo(format.maxEpsilon()).width());
  }
}
