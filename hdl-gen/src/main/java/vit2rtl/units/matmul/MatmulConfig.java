package vit2rtl.units.matmul;

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
import vit2rtl.golden.ops.IntProducts;
import vit2rtl.golden.ops.Linear;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.SIntType;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.ConstantTable;
import vit2rtl.units.Reference;
import vit2rtl.units.Rows;
import vit2rtl.units.Setting;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;

/**
 * Configuration of {@link MatmulUnit}.
 *
 * @param linear       weights and biases (initial ones, when loadable); codes of x within 8 bits
 * @param rows         how rows of x travel, K = lanes at a time
 * @param results      how rows of accumulators travel, C = lanes at a time
 * @param accumulators what every sum stays within, 32 bits at most
 * @param tables       BAKED or LOADABLE
 */
public record MatmulConfig(LinearParams linear, Rows rows, Rows results, IntRange accumulators, TableSource tables)
    implements UnitConfig {
  /** Weights in one word of the load port. */
  private static final int PACKED = 4;
  private static final int OFFSET = 128;

  public MatmulConfig {
    if (!IntRange.signed(8).contains(linear.input()) && !IntRange.unsigned(8).contains(linear.input())) {
      throw new InputException(linear.name() + ": input codes are " + linear.input() + "; allowed: 8 bits, -128 to 127"
          + " or 0 to 255");
    }
    if (!accumulators.contains(proven(linear))) {
      throw new InputException(linear.name() + ": sums can reach " + proven(linear) + "; the unit's are "
          + accumulators);
    }
  }

  /** One layer in the narrowest unit. */
  public static MatmulConfig of(LinearParams linear, int lanes, int outLanes, TableSource tables) {
    return new MatmulConfig(linear, new Rows(linear.inputs(), lanes), new Rows(linear.outputs(), outLanes),
        proven(linear), tables);
  }

  /** Range of every partial sum of a layer; one that leaves 32 bits is refused. */
  public static IntRange proven(LinearParams linear) {
    return new Linear(linear, IntProducts.scalar()).accumulator();
  }

  /** The same layer in a unit for more. */
  public MatmulConfig withAccumulators(IntRange wider) {
    return new MatmulConfig(linear, rows, results, wider, tables);
  }

  /** The same unit loaded with another layer of its shape. */
  public MatmulConfig withLayer(LinearParams layer) {
    if (layer.inputs() != linear.inputs() || layer.outputs() != linear.outputs()
        || offset(layer) != offset(linear)) {
      throw new InputException("matmul: layers of one loadable unit differ in inputs, outputs or kind of codes: only"
          + " layers of one shape can share a unit");
    }
    return new MatmulConfig(layer, rows, results, accumulators, tables);
  }

  /** What inputs are entered less: codes above 127 do not fit signed 8-bit multipliers. */
  private static int offset(LinearParams layer) {
    return layer.input().max() > Byte.MAX_VALUE ? OFFSET : 0;
  }

  boolean entersOffset() {
    return offset(linear) != 0;
  }

  /** Cycles over a row, ⌈inputs/K⌉·⌈outputs/C⌉. */
  public int tiles() {
    return rows.beats() * results.beats();
  }

  /** Type of a sum: two's complement, as wide as the range. */
  public SIntType accumulatorType() {
    return SInt.bits(SInt.range(accumulators.min(), accumulators.max()).width());
  }

  /** What {@link #accumulatorType} holds. */
  public IntRange sums() {
    return IntRange.signed(accumulatorType().width());
  }

  ColumnShape column() {
    return new ColumnShape(rows.lanes(), Byte.SIZE, accumulatorType().width(), results.beats(),
        ColumnShape.Pace.HELD, ColumnShape.Products.OWN);
  }

  /** Words of the load port that hold the weights of one column and cycle. */
  int groups() {
    return (rows.lanes() + PACKED - 1) / PACKED;
  }

  /** Weights in one of these words. */
  int packed() {
    return Math.min(PACKED, rows.lanes());
  }

  @Override
  public List<ConstantTable<?>> constants() {
    return List.of(weight(), bias());
  }

  /**
   * Lane c·groups + g of word t·⌈outputs/C⌉ + u: the weights of output u·C + c and inputs t·K + 4g onwards, the first
   * in the low byte, 0 where there is no such.
   */
  ConstantTable<UInt> weight() {
    byte[] weights = linear.weights();
    int lanes = results.lanes() * groups();
    long[] elements = new long[tiles() * lanes];
    for (int i = 0; i < elements.length; i++) {
      int word = i / lanes;
      int output = word % results.beats() * results.lanes() + i % lanes / groups();
      int within = i % groups() * PACKED;
      for (int k = 0; k < packed() && output < linear.outputs() && within + k < rows.lanes(); k++) {
        int input = word / results.beats() * rows.lanes() + within + k;
        int weight = input < linear.inputs() ? weights[output * linear.inputs() + input] : 0;
        elements[i] |= (weight & 0xFFL) << 8 * k;
      }
    }
    return new ConstantTable<>("weight", packed() + " weights of one output and inputs that follow each other, the"
        + " first in the low byte", UInt.bits(8 * packed()), IntRange.unsigned(8 * packed()), lanes, elements);
  }

  /** Biases with what inputs that enter less {@value #OFFSET} lack, modulo the bits of a sum. */
  ConstantTable<SInt> bias() {
    byte[] weights = linear.weights();
    int[] bias = linear.bias();
    int unused = Long.SIZE - accumulatorType().width();
    long[] elements = new long[bias.length];
    for (int o = 0; o < bias.length; o++) {
      long sum = 0;
      for (int i = 0; i < linear.inputs(); i++) {
        sum += weights[o * linear.inputs() + i];
      }
      elements[o] = bias[o] + offset(linear) * sum << unused >> unused;
    }
    return new ConstantTable<>("bias", "bias of the output" + (entersOffset() ? " and " + OFFSET + " times the sum of"
        + " its weights" : ""), accumulatorType(), sums(), results.lanes(),
        elements);
  }

  @Override
  public Optional<UnitConfig> drawn(Random random) {
    return tables == TableSource.BAKED ? Optional.empty() : Optional.of(withDrawn(random));
  }

  /**
   * The same unit loaded with a layer that is drawn: weights so small that its sums stay within the unit's, some of them at their
   * limits, or all of them any.
   */
  public MatmulConfig withDrawn(Random random) {
    LinearParams drawn = MatmulSettings.drawn(linear.inputs(), linear.outputs(), linear.input(), random);
    if (random.nextBoolean()) {
      byte[] any = new byte[drawn.weights().length];
      random.nextBytes(any);
      drawn = new LinearParams(drawn.name(), drawn.inputs(), drawn.outputs(), any, drawn.bias(), drawn.input());
    }
    while (!accumulators.contains(proven(drawn))) {
      byte[] weights = drawn.weights();
      for (int i = 0; i < weights.length; i++) {
        weights[i] /= 2;
      }
      drawn = new LinearParams(drawn.name(), drawn.inputs(), drawn.outputs(), weights,
          Arrays.stream(drawn.bias()).map(bias -> bias / 2).toArray(), drawn.input());
    }
    return withLayer(drawn);
  }

  @Override
  public UnitKind kind() {
    return new MatmulKind();
  }

  @Override
  public UnaryOperator<int[]> golden() {
    Linear golden = new Linear(linear, IntProducts.best());
    return x -> golden.apply(x, x.length / rows.length());
  }

  /** Every code at the end of its range that takes one output furthest, up or down, but for one code now and then. */
  @Override
  public int[] critical(Random random) {
    byte[] weights = linear.weights();
    int output = random.nextInt(linear.outputs());
    boolean up = random.nextBoolean();
    int[] row = new int[rows.length()];
    Arrays.setAll(row, i -> (int) (weights[output * row.length + i] > 0 == up ? inputs().max() : inputs().min()));
    if (random.nextBoolean()) {
      row[random.nextInt(row.length)] = random.nextInt((int) inputs().min(), (int) inputs().max() + 1);
    }
    return row;
  }

  @Override
  public Reference reference(int[] row) {
    byte[] weights = linear.weights();
    int[] bias = linear.bias();
    double[] sums = new double[bias.length];
    for (int o = 0; o < sums.length; o++) {
      sums[o] = bias[o];
      for (int i = 0; i < row.length; i++) {
        sums[o] += (double) row[i] * weights[o * row.length + i];
      }
    }
    return new Reference(Arrays.stream(sums).mapToInt(sum -> (int) sum).toArray(), sums);
  }

  @Override
  public SafeTensorsWriter tensors(int[] x) {
    int[] weights = new int[linear.weights().length];
    byte[] bytes = linear.weights();
    Arrays.setAll(weights, i -> bytes[i]);
    return new SafeTensorsWriter()
        .i32("x_in", x, x.length / rows.length(), rows.length())
        .i8("weight", weights, linear.outputs(), linear.inputs())
        .i32("bias", linear.bias(), linear.outputs());
  }

  @Override
  public Map<String, String> settings() {
    CodeFormat.Sign sign = inputs().min() < 0 ? CodeFormat.Sign.SIGNED : CodeFormat.Sign.UNSIGNED;
    return Map.of("bits", String.valueOf(inputs().bits()), "sign", Setting.word(sign));
  }

  @Override
  public SafeTensorsWriter result(int[] out) {
    return new SafeTensorsWriter().i32("a_out", out, out.length / results.length(), results.length());
  }

  @Override
  public IntRange inputs() {
    return linear.input();
  }

  @Override
  public IntRange outputs() {
    return accumulators;
  }

  @Override
  public int latency() {
    return (rows.beats() - 1) * results.beats() + MatmulUnit.stages(this).cycles() + MatmulUnit.DRAIN.cycles();
  }

  @Override
  public IntRange outCycles(int groups) {
    long cycles = (groups - 1L) * tiles() + results.beats();
    return new IntRange(cycles, cycles);
  }

  @Override
  public MatmulUnit create() {
    return new MatmulUnit(this);
  }
}
