package vit2rtl.cli.limit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.ConstantTable;
import vit2rtl.units.Reference;
import vit2rtl.units.RowUnit;
import vit2rtl.units.Rows;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;

/** The unit with the limits of one layer. */
record LimitConfig(int[] most, int lanes, TableSource tables) implements UnitConfig {
  private static final IntRange CODES = IntRange.unsigned(8);

  @Override
  public UnitKind kind() {
    return new LimitKind();
  }

  @Override
  public Rows rows() {
    return new Rows(most.length, lanes);
  }

  @Override
  public IntRange inputs() {
    return CODES;
  }

  @Override
  public IntRange outputs() {
    return CODES;
  }

  ConstantTable<UInt> limits() {
    return new ConstantTable<>("limit", "greatest code of the channel", UInt.bits(8), CODES, lanes,
        Arrays.stream(most).asLongStream().toArray());
  }

  @Override
  public List<ConstantTable<?>> constants() {
    return List.of(limits());
  }

  @Override
  public UnaryOperator<int[]> golden() {
    return new Limit(most)::apply;
  }

  /** Codes at their limits and one beside them. */
  @Override
  public int[] critical(Random random) {
    return Arrays.stream(most).map(limit -> (int) CODES.saturate(limit + random.nextInt(3) - 1)).toArray();
  }

  @Override
  public Reference reference(int[] row) {
    int[] limited = new Limit(most).apply(row);
    return new Reference(limited, Arrays.stream(limited).asDoubleStream().toArray());
  }

  @Override
  public SafeTensorsWriter tensors(int[] rows) {
    return new SafeTensorsWriter().u8("q_in", rows, rows.length / most.length, most.length)
        .u8("limit", most, most.length);
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public int latency() {
    return LimitUnit.STAGES.cycles();
  }

  @Override
  public RowUnit<?, ?> create() {
    return new LimitUnit(this);
  }
}
