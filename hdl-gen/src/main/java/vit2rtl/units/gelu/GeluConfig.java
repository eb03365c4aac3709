package vit2rtl.units.gelu;

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
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.ConstantTable;
import vit2rtl.units.Reference;
import vit2rtl.units.Rows;
import vit2rtl.units.Setting;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;

/**
 * Configuration of {@link GeluUnit}.
 *
 * @param gelu   integers of the layer (initial ones, when loadable)
 * @param rows   how rows travel; as long as the layer has channels
 * @param format the numbers the unit can work with
 * @param tables BAKED or LOADABLE
 */
public record GeluConfig(GeluTable gelu, Rows rows, GeluFormat format, TableSource tables) implements UnitConfig {
  /** How many codes are tried for one whose entry is near a tie. */
  private static final int TRIES = 16;

  public GeluConfig {
    if (gelu.shift().length != rows.length()) {
      throw new InputException("GELU: " + gelu.shift().length + " channels for rows of " + rows.length()
          + "; needed: one per element");
    }
    format.require(gelu);
  }

  /** One layer in the narrowest unit. */
  public static GeluConfig of(GeluTable gelu, int lanes, TableSource tables) {
    return new GeluConfig(gelu, new Rows(gelu.shift().length, lanes), GeluFormat.of(gelu), tables);
  }

  /** The same layer in a unit for other shifts, those of the layer among them. */
  public GeluConfig withShifts(int least, int greatest) {
    return new GeluConfig(gelu, rows, format.withShifts(least, greatest), tables);
  }

  /** The same unit loaded with another layer, which must agree in everything that cannot be loaded. */
  public GeluConfig withLayer(GeluTable layer) {
    return new GeluConfig(layer, rows, format, tables);
  }

  @Override
  public List<ConstantTable<?>> constants() {
    return List.of(shift(), entry(), zeroPoint());
  }

  ConstantTable<UInt> shift() {
    return new ConstantTable<>("shift", "t of the channel", format.shiftType(),
        new IntRange(format.minShift(), format.maxShift()), rows.lanes(),
        Arrays.stream(gelu.shift()).asLongStream().toArray());
  }

  /** GELU(x) by x − x_min, the same for all lanes. */
  ConstantTable<SInt> entry() {
    return new ConstantTable<>("entry", "GELU(x) by x less " + gelu.input().min(), GeluFormat.entryType(),
        GeluTable.ENTRIES, 1, Arrays.stream(gelu.table()).asLongStream().toArray());
  }

  ConstantTable<SInt> zeroPoint() {
    return new ConstantTable<>("zero_point", "zero point of the codes", format.zeroPointType(), gelu.output(), 1,
        new long[] {gelu.zeroPoint()});
  }

  @Override
  public Optional<UnitConfig> drawn(Random random) {
    if (tables == TableSource.BAKED) {
      return Optional.empty();
    }
    IntRange codes = gelu.output();
    int[] entries = random.nextBoolean() ? GeluKind.entries(gelu.input(), random)
        : GeluKind.entriesToTheLimits(gelu.input(), random);
    return Optional.of(withLayer(new GeluTable(gelu.input(), entries,
        random.ints(rows.length(), format.minShift(), format.maxShift() + 1).toArray(),
        random.nextInt((int) codes.min(), (int) codes.max() + 1), codes)));
  }

  @Override
  public UnitKind kind() {
    return new GeluKind();
  }

  @Override
  public UnaryOperator<int[]> golden() {
    return gelu::apply;
  }

  /** Codes whose entries are at the ties between two results or near them, and the least and greatest codes. */
  @Override
  public int[] critical(Random random) {
    int[] table = gelu.table();
    return Arrays.stream(gelu.shift()).map(shift -> (int) switch (random.nextInt(4)) {
      case 0 -> inputs().min();
      case 1 -> inputs().max();
      default -> inputs().min() + nearTie(table, shift, random);
    }).toArray();
  }

  /** Of some places of a table, the one whose entry is nearest to a tie. */
  private static int nearTie(int[] table, int shift, Random random) {
    int nearest = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      int place = random.nextInt(table.length);
      int above = Math.floorMod(table[place] + (1 << shift >> 1), 1 << shift);
      int distance = Math.min(above, (1 << shift) - above);
      if (distance < least) {
        least = distance;
        nearest = place;
      }
    }
    return nearest;
  }

  @Override
  public Reference reference(int[] row) {
    int[] table = gelu.table();
    int[] shift = gelu.shift();
    double[] values = new double[row.length];
    int[] codes = new int[row.length];
    for (int c = 0; c < row.length; c++) {
      double exact = Math.scalb((double) table[(int) (row[c] - inputs().min())], -shift[c]) + gelu.zeroPoint();
      values[c] = Math.max(outputs().min(), Math.min(outputs().max(), exact));
      codes[c] = (int) Math.floor(values[c] + 0.5);
    }
    return new Reference(codes, values);
  }

  @Override
  public SafeTensorsWriter tensors(int[] codes) {
    return new SafeTensorsWriter()
        .i32("x_in", codes, codes.length / rows.length(), rows.length())
        .i32("table", gelu.table(), gelu.table().length)
        .u8("shift", gelu.shift(), rows.length())
        .i32("zp_out", new int[] {gelu.zeroPoint()}, 1);
  }

  @Override
  public Map<String, String> settings() {
    CodeFormat.Sign sign = outputs().min() < 0 ? CodeFormat.Sign.SIGNED : CodeFormat.Sign.UNSIGNED;
    return Map.of("input-bits", String.valueOf(inputs().bits()), "bits", String.valueOf(outputs().bits()), "sign",
        Setting.word(sign));
  }

  @Override
  public SafeTensorsWriter result(int[] out) {
    return new SafeTensorsWriter().i32("y_out", out, out.length / rows.length(), rows.length());
  }

  @Override
  public IntRange inputs() {
    return gelu.input();
  }

  @Override
  public IntRange outputs() {
    return gelu.output();
  }

  @Override
  public int latency() {
    return GeluLane.LATENCY;
  }

  @Override
  public GeluUnit create() {
    return new GeluUnit(this);
  }
}
