package vit2rtl.units;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.Type;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.UIntType;

/**
 * How the constants of some tables pass through one load port, an element per cycle: which table, lane and word, and
 * the element itself, two's complement where any table has signed elements.
 *
 * @param tables in the order of their numbers
 * @param layers how many layers' constants the unit holds
 */
public record LoadFormat(List<ConstantTable<?>> tables, int layers) {
  public LoadFormat {
    tables = List.copyOf(tables);
  }

  /** Of a unit's constants. */
  public static LoadFormat of(UnitConfig config) {
    return new LoadFormat(config.constants(), config.layers());
  }

  /** Numbers of layers; no port where there is one layer. */
  public UIntType layer() {
    return UInt.bits(UInt.upTo(layers - 1).width());
  }

  public boolean hasLayers() {
    return layers > 1;
  }

  /** The number of a table. */
  public int number(ConstantTable<?> table) {
    for (int i = 0; i < tables.size(); i++) {
      if (tables.get(i).name().equals(table.name())) {
        return i;
      }
    }
    throw new IllegalArgumentException("no table " + table.name() + " is loaded here");
  }

  /** Numbers of tables; no port where there is one table. */
  public UIntType table() {
    return UInt.bits(UInt.upTo(tables.size() - 1).width());
  }

  public boolean hasTables() {
    return tables.size() > 1;
  }

  /** Numbers of lanes; no port where every table has one lane. */
  public UIntType lane() {
    return UInt.bits(UInt.upTo(lanes() - 1).width());
  }

  public boolean hasLanes() {
    return lanes() > 1;
  }

  private int lanes() {
    return tables.stream().mapToInt(ConstantTable::lanes).max().orElseThrow();
  }

  /** Numbers of words; no port where every table has one word in a lane. */
  public UIntType word() {
    return UInt.bits(UInt.upTo(words() - 1).width());
  }

  public boolean hasWords() {
    return words() > 1;
  }

  private int words() {
    return tables.stream().mapToInt(ConstantTable::words).max().orElseThrow();
  }

  public boolean isSigned() {
    return tables.stream().anyMatch(ConstantTable::isSigned);
  }

  /** Bits of the port that brings the elements. */
  public int dataBits() {
    return tables.stream().mapToInt(table -> table.bits() + (isSigned() && !table.isSigned() ? 1 : 0)).max()
        .orElseThrow();
  }

  Type<? extends Int> data() {
    return isSigned() ? SInt.bits(dataBits()) : UInt.bits(dataBits());
  }

  /** The values of the port's signals but {@code load_valid}, cycle by cycle, that load every element of a layer. */
  public List<Map<String, Long>> cycles(int layer) {
    return cycles(layer, tables);
  }

  /** Those that load some of the tables. */
  public List<Map<String, Long>> cycles(int layer, List<ConstantTable<?>> some) {
    List<Map<String, Long>> cycles = new ArrayList<>();
    for (ConstantTable<?> table : some) {
      int number = number(table);
      long[] elements = table.elements();
      for (int i = 0; i < elements.length; i++) {
        Map<String, Long> cycle = new LinkedHashMap<>();
        if (hasLayers()) {
          cycle.put("load_layer", (long) layer);
        }
        if (hasTables()) {
          cycle.put("load_table", (long) number);
        }
        if (hasLanes()) {
          cycle.put("load_lane", (long) i % table.lanes());
        }
        if (hasWords()) {
          cycle.put("load_word", (long) i / table.lanes());
        }
        cycle.put("load_data", elements[i]);
        cycles.add(cycle);
      }
    }
    return cycles;
  }

  /** The same as lines of comma-separated values, below a line with the names of the signals. */
  public String csv() {
    List<Map<String, Long>> cycles = cycles(0);
    StringBuilder text = new StringBuilder(String.join(",", cycles.get(0).keySet())).append('\n');
    cycles.forEach(cycle -> text.append(cycle.values().stream().map(String::valueOf).collect(Collectors.joining(",")))
        .append('\n'));
    return text.toString();
  }
}
