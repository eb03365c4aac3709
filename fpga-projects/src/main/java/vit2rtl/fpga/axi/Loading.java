package vit2rtl.fpga.axi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.fpga.axi.Register.Access;
import vit2rtl.fpga.axi.Register.Field;
import vit2rtl.fpga.axi.Register.Source;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.UIntType;
import vit2rtl.units.ConstantTable;
import vit2rtl.units.LoadFormat;
import vit2rtl.units.LoadPort;
import vit2rtl.units.TableSource;

/**
 * How a unit's constants are loaded over the bus: a place, then the element's high bits, then its low word, whose write
 * stores the element. Everything follows from the unit's tables.
 *
 * @param format the tables as the unit's load port takes them
 */
record Loading(LoadFormat format) {
  private static final String PLACE = "LOAD_ADDRESS";
  private static final String HIGH = "LOAD_HIGH";
  static final int LANE_AT = 8;
  static final int WORD_AT = 16;

  /** Empty where the unit's constants are baked. */
  static Optional<Loading> of(FpgaUnit unit) {
    return unit.tables() == TableSource.BAKED
        ? Optional.empty()
        : Optional.of(new Loading(LoadFormat.of(unit.config())));
  }

  /** The registers, in order of their offsets. */
  List<Register> registers() {
    List<Field> place = new ArrayList<>();
    if (format.hasTables()) {
      place.add(new Field("TABLE", 0, format.table().width(), tables()));
    }
    if (format.hasLanes()) {
      place.add(new Field("LANE", LANE_AT, format.lane().width(), "Number of the element modulo the table's lanes."));
    }
    if (format.hasWords()) {
      place.add(new Field("WORD", WORD_AT, format.word().width(), "Number of the element divided by the table's lanes."));
    }
    int used = place.stream().mapToInt(field -> field.low() + field.width()).max().orElse(0);
    int high = Math.max(0, format.dataBits() - Integer.SIZE);
    return List.of(
        new Register(PLACE, 0x30, Access.WRITE_ONLY, new Source.Held(used), "Where the next element goes.", place),
        new Register(HIGH, 0x34, Access.WRITE_ONLY, new Source.Held(high), "Bits 32 and up of the next element"
            + (high > 0 ? ", " + high + " of them used." : "; none used."), List.of()),
        new Register("LOAD_LOW", 0x38, Access.WRITE_ONLY, new Source.Load(), "Bits 31 to 0 of the element ("
            + (format.isSigned() ? "two's complement" : "unsigned") + "). The write stores it. Refused with SLVERR and"
            + " LOAD_REFUSED, storing nothing, while rows are inside or offered, or where LOAD_ADDRESS names no place;"
            + " rows may start once the write is answered. Load all tables again after a reset.", List.of()));
  }

  private String tables() {
    return format.tables().stream().map(table -> format.number(table) + " " + table.name() + " (" + table.holds() + ")")
        .collect(Collectors.joining(", ")) + ".";
  }

  /** Drives the unit's load port from the registers. */
  void connect(LoadPort load, AxiRegisters registers) {
    load.valid.set(registers.load);
    load.table.ifPresent(port -> port.set(held(registers, 0, format.table())));
    load.lane.ifPresent(port -> port.set(held(registers, LANE_AT, format.lane())));
    load.word.ifPresent(port -> port.set(held(registers, WORD_AT, format.word())));
    int width = format.dataBits();
    Bits element = width > Integer.SIZE
        ? registers.held(HIGH, 0, width - Integer.SIZE).concat(registers.loadLow).asBits()
        : registers.loadLow.slice(width - 1, 0).asBits();
    load.data.set(load.data instanceof SInt ? element.asSInt() : element.asUInt());
  }

  private static UInt held(AxiRegisters registers, int low, UIntType type) {
    return registers.held(PLACE, low, type.width());
  }

  /** A table's extent. */
  private record Shape(int lanes, int words) {}

  /** Whether the place that the registers hold exists. */
  Bool exists(AxiRegisters registers) {
    Map<Shape, List<ConstantTable<?>>> shapes = format.tables().stream().collect(Collectors.groupingBy(
        table -> new Shape(table.lanes(), table.words()), LinkedHashMap::new, Collectors.toList()));
    Bool exists = Bool.lit(false);
    for (Map.Entry<Shape, List<ConstantTable<?>>> shape : shapes.entrySet()) {
      Bool inside = Bool.lit(true);
      if (format.hasLanes()) {
        inside = inside.and(held(registers, LANE_AT, format.lane()).le(shape.getKey().lanes - 1));
      }
      if (format.hasWords()) {
        inside = inside.and(held(registers, WORD_AT, format.word()).le(shape.getKey().words - 1));
      }
      if (format.hasTables()) {
        UInt number = held(registers, 0, format.table());
        Bool here = Bool.lit(false);
        for (ConstantTable<?> table : shape.getValue()) {
          here = here.or(number.eq(format.number(table)));
        }
        inside = inside.and(here);
      }
      exists = exists.or(inside);
    }
    return exists;
  }
}
