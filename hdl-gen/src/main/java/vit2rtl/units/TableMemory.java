package vit2rtl.units;

import java.util.List;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;

/**
 * Several tables of one lane in one memory with one read port, of which one element is read at a time: every table begins
 * at a multiple of the same power of two, and a word has the bits of the widest element. Small tables take fewer block
 * memories so.
 */
public final class TableMemory {
  private final List<ConstantTable<?>> tables;
  private final int bits;
  private final int sectionBits;

  TableMemory(List<ConstantTable<?>> tables, UnitConfig config) {
    this.tables = List.copyOf(tables);
    this.bits = tables.stream().mapToInt(ConstantTable::bits).max().orElseThrow();
    int most = tables.stream().mapToInt(table -> table.words(0, config).length).max().orElseThrow();
    this.sectionBits = UInt.upTo(most - 1).width();
  }

  /** Bits of a word. */
  int bits() {
    return bits;
  }

  /** What the memory starts with. */
  long[] words(UnitConfig config) {
    long[] words = new long[tables.size() << sectionBits];
    for (int i = 0; i < tables.size(); i++) {
      long[] own = tables.get(i).words(0, config);
      for (int j = 0; j < own.length; j++) {
        words[(i << sectionBits) + j] = own[j] & (1L << bits) - 1;
      }
    }
    return words;
  }

  /** The address of an element. */
  public UInt place(ConstantTable<?> table, Opt<UInt> layer, UInt word) {
    return section(UInt.lit(number(table)), table.place(layer, word));
  }

  private UInt section(UInt number, UInt place) {
    int numberBits = UInt.upTo(tables.size() - 1).width();
    UInt within = place.width() < sectionBits
        ? UInt.lit(0).truncate(sectionBits - place.width()).concat(place) : place.truncate(sectionBits);
    return number.truncate(numberBits).concat(within);
  }

  private int number(ConstantTable<?> table) {
    for (int i = 0; i < tables.size(); i++) {
      if (tables.get(i).name().equals(table.name())) {
        return i;
      }
    }
    throw new IllegalArgumentException("no table " + table.name() + " is in this memory");
  }

  /** An element of a table, of the word that holds it. */
  @SuppressWarnings("unchecked")
  public <T extends Int> T element(ConstantTable<T> of, UInt word) {
    UInt own = word.truncate(of.bits());
    return (T) (of.isSigned() ? own.asBits().asSInt() : own);
  }

  /** Writes what comes for any of the tables. */
  void load(Mem<UInt> memory, LoadPort port) {
    Bool any = Bool.lit(false);
    UInt address = null;
    for (ConstantTable<?> table : tables) {
      Bool selected = port.selects(table, 0);
      UInt own = section(UInt.lit(number(table)), port.place(table));
      any = any.or(selected);
      address = address == null ? own : selected.mux(own, address);
    }
    memory.write(address, data(port), any);
  }

  private UInt data(LoadPort port) {
    if (port.data instanceof SInt signed) {
      return signed.modulo(bits);
    }
    return ((UInt) port.data).truncate(bits);
  }
}
