package vit2rtl.fpga.axi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vit2rtl.units.ConstantTable;

/** A register map for programs: a C header and a Python driver for PYNQ, from the templates beside this class. */
public final class RegisterDrivers {
  private RegisterDrivers() {}

  /** What the templates are filled with; {@code loading} has one entry or none, {@code errors} are those of ERROR. */
  private record Page(String title, String ip, String upper, String version, int major, String id, List<Word> registers,
      List<Value> values, List<Load> loading, List<Cause> errors) {}

  private record Cause(String mask, String meaning) {}

  private record Word(String name, String offset, String meaning, String access, List<Part> fields) {}

  private record Part(String register, String name, int low, String mask) {}

  /** What the Python driver reads. */
  private record Value(String name, String value, String meaning) {}

  private record Load(int laneAt, int wordAt, boolean wide, List<Table> tables) {}

  private record Table(int number, String name, String holds, int lanes, int elements, long least, long greatest) {}

  static String header(RegisterMap map, Optional<Loading> loading) {
    return filled("driver.h.mustache", map, loading);
  }

  static String python(RegisterMap map, Optional<Loading> loading) {
    return filled("driver.py.mustache", map, loading);
  }

  /** The C header of registers that load nothing. */
  public static String header(RegisterMap map) {
    return header(map, Optional.empty());
  }

  /** A template of another package, by its path from here, filled with a map of registers that load nothing. */
  public static String filled(String template, RegisterMap map) {
    return filled(template, map, Optional.empty());
  }

  private static String filled(String template, RegisterMap map, Optional<Loading> loading) {
    Page page = new Page(map.title(), map.ip(), map.ip().toUpperCase(Locale.ROOT),
        RegisterMap.MAJOR + "." + RegisterMap.MINOR, RegisterMap.MAJOR, String.format("0x%08X", RegisterMap.ID),
        map.registers().stream().map(RegisterDrivers::word).toList(), values(map),
        loading.stream().map(RegisterDrivers::load).toList(), errors(map));
    return IpResources.filled(template, page);
  }

  private static Word word(Register register) {
    return new Word(register.name(), String.format("0x%02X", register.offset()), register.meaning(),
        register.access().words(), register.fields().stream().map(field -> new Part(register.name(), field.name(),
            field.low(), String.format("0x%08X", field.mask()))).toList());
  }

  private static List<Cause> errors(RegisterMap map) {
    return map.registers().stream().filter(r -> r.name().equals("ERROR")).flatMap(r -> r.fields().stream())
        .map(field -> new Cause(String.format("0x%08X", field.mask()), field.meaning())).toList();
  }

  private static List<Value> values(RegisterMap map) {
    List<Value> values = new ArrayList<>();
    for (Register register : map.registers()) {
      if (register.access() == Register.Access.WRITE_ONLY) {
        continue;
      }
      String name = register.name().toLowerCase(Locale.ROOT);
      if (register.fields().isEmpty()) {
        values.add(new Value(name, "self.read(self." + register.name() + ")", register.meaning()));
      }
      for (Register.Field field : register.fields()) {
        values.add(new Value(name + "_" + field.name().toLowerCase(Locale.ROOT),
            String.format("(self.read(self.%s) >> %d) & 0x%X", register.name(), field.low(), (1L << field.width()) - 1),
            field.meaning()));
      }
    }
    return values;
  }

  private static Load load(Loading loading) {
    List<Table> tables = new ArrayList<>();
    for (ConstantTable<?> table : loading.format().tables()) {
      tables.add(new Table(tables.size(), table.name(), table.holds(), table.lanes(), table.elements().length,
          table.allowed().min(), table.allowed().max()));
    }
    return new Load(Loading.LANE_AT, Loading.WORD_AT, loading.format().dataBits() > Integer.SIZE, tables);
  }
}
