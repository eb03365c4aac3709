package vit2rtl.units.gelu;

import java.util.Arrays;
import java.util.List;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.hdl.SInt;
import vit2rtl.hdl.UInt;
import vit2rtl.units.ConstantTable;
import vit2rtl.units.Rows;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;

/**
 * Configuration of {@link GeluUnit}.
 *
 * @param gelu   integers of the layer (initial ones, when loadable)
 * @param rows   how rows travel; as long as the layer has channels
 * @param format the numbers the unit can work with
 * @param tables BAKED or LOADABLE
 */
public record GeluConfig(GeluTable gelu, Rows rows, GeluFormat format, TableSource tables) implements UnitConfig {

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
