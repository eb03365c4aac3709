package vit2rtl.units.context;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.ops.ShiftAccumulate;
import vit2rtl.golden.softmax.LogIntSoftmax;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.hdl.type.SInt;
import vit2rtl.units.ConstantTable;
import vit2rtl.units.Reference;
import vit2rtl.units.Rows;
import vit2rtl.units.Setting;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;

/**
 * Configuration of {@link HeldContextUnit}.
 *
 * @param context how codes, values and accumulators travel
 * @param values  row-major [tokens, width], zero point removed (initial ones, when loadable)
 * @param tables  BAKED or LOADABLE
 */
public record HeldContextConfig(ContextConfig context, int[] values, TableSource tables) implements UnitConfig {

  public HeldContextConfig {
    values = values.clone();
    if (values.length != context.tokens() * context.width()) {
      throw new InputException("attention·V: " + values.length + " values for " + context.tokens() + " tokens of "
          + context.width() + "; needed: one for each element of each token");
    }
  }

  /** The same unit loaded with other values. */
  public HeldContextConfig withValues(int[] other) {
    return new HeldContextConfig(context, other, tables);
  }

  @Override
  public int[] values() {
    return values.clone();
  }

  @Override
  public Optional<UnitConfig> drawn(Random random) {
    if (tables == TableSource.BAKED) {
      return Optional.empty();
    }
    // Columns at their limits in every layer would never show what a load does to them.
    return Optional.of(withValues(random.nextBoolean() ? ContextKind.drawn(context.tokens(), context.width(), context.values(), random)
        : random.ints(context.tokens() * context.width(), (int) context.values().min(), (int) context.values().max() + 1)
            .toArray()));
  }

  @Override
  public UnitKind kind() {
    return new ContextKind();
  }

  @Override
  public Rows rows() {
    return context.codeRows();
  }

  @Override
  public Rows results() {
    return context.outRows();
  }

  @Override
  public List<ConstantTable<?>> constants() {
    return List.of(value());
  }

  /** Element p·A + a of word b·Z + z: element z·A + a of token b·P + p, 0 where there is no such. */
  ConstantTable<SInt> value() {
    int perWord = context.codeLanes() * context.lanes();
    long[] elements = new long[context.words() * perWord];
    for (int i = 0; i < elements.length; i++) {
      int word = i / perWord;
      int token = word / context.passes() * context.codeLanes() + i % perWord / context.lanes();
      int element = word % context.passes() * context.lanes() + i % context.lanes();
      elements[i] = token < context.tokens() && element < context.width()
          ? values[token * context.width() + element] : 0;
    }
    IntRange range = context.values();
    return new ConstantTable<>("value", "element of a value, zero point removed, by token and element",
        SInt.bits(context.valueType().width()), range.union(new IntRange(0, 0)), perWord, elements);
  }

  @Override
  public IntRange inputs() {
    return new IntRange(0, context.params().maxCode());
  }

  @Override
  public IntRange outputs() {
    return context.accumulators();
  }

  @Override
  public UnaryOperator<int[]> golden() {
    return codes -> context.golden().apply(codes, values, context.width());
  }

  /** What a softmax may give of these codes: its weights sum to little more than 1. */
  @Override
  public int[] admissible(int[] row) {
    return context.admissible(row, 0);
  }

  /** Codes as a softmax gives them, as much weight as it may give, or one token alone. */
  @Override
  public int[] critical(Random random) {
    SoftmaxParams params = context.params();
    int n = context.tokens();
    int from = random.nextInt(n);
    return switch (random.nextInt(4)) {
      case 0 -> new LogIntSoftmax(params).apply(random.ints(n, 0, 1 << params.exp().scoreBits()).toArray(), n);
      case 1 -> context.admissible(random.ints(n, 0, params.maxCode() + 1).toArray(), from);
      case 2 -> context.admissible(filled(params.maxCode(), from, 0), from);
      default -> context.admissible(filled(0, from, 0), from);
    };
  }

  private int[] filled(int code, int except, int other) {
    int[] row = new int[context.tokens()];
    Arrays.fill(row, code);
    row[except] = other;
    return row;
  }

  @Override
  public Reference reference(int[] row) {
    int width = context.width();
    double[] sums = new double[width];
    int fraction = ShiftAccumulate.fraction(context.params());
    for (int token = 0; token < row.length; token++) {
      boolean none = context.params().isZero(row[token]) || row[token] > context.greatestCode();
      double weight = none ? 0 : Math.pow(2, fraction - (context.halfSteps() ? row[token] / 2.0 : row[token]));
      for (int e = 0; e < width; e++) {
        sums[e] += weight * values[token * width + e];
      }
    }
    return new Reference(Arrays.stream(sums).mapToInt(sum -> (int) Math.floor(sum + 0.5)).toArray(), sums);
  }

  @Override
  public SafeTensorsWriter tensors(int[] rows) {
    return new SafeTensorsWriter()
        .i32("code_in", rows, rows.length / context.tokens(), context.tokens())
        .i32("value", values, context.tokens(), context.width());
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("bits", String.valueOf(context.params().bits()), "base", Setting.word(context.params().base()),
        "zero", Setting.word(context.params().zero()), "value-bits", String.valueOf(context.valueType().width()));
  }

  @Override
  public SafeTensorsWriter result(int[] out) {
    return new SafeTensorsWriter().i32("a_out", out, out.length / context.width(), context.width());
  }

  @Override
  public int latency() {
    return context.latency();
  }

  @Override
  public IntRange outCycles(int groups) {
    int last = context.passes() - 1;
    long cycles = (long) groups * context.rowInterval() - context.interval(last) + context.passBeats(last);
    return new IntRange(cycles, cycles);
  }

  @Override
  public HeldContextUnit create() {
    return new HeldContextUnit(this);
  }
}
