package vit2rtl.units;

import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.Record;
import vit2rtl.hdl.type.Type;
import vit2rtl.hdl.type.UInt;

/**
 * What a {@link LoadPort} brings for one table, as a child that keeps this table takes it.
 *
 * @param <T> the table's elements
 */
public final class TableWrite<T extends Int> extends Record {
  public final Bool enable = field(Bool.bool());
  public final UInt place;
  public final T data;

  private TableWrite(ConstantTable<T> table, UnitConfig config) {
    LoadFormat format = LoadFormat.of(config);
    this.place = field(UInt.bits(table.wordBits() + (format.hasLayers() ? format.layer().width() : 0)));
    this.data = field(table.type());
  }

  public static <T extends Int> Type<TableWrite<T>> type(ConstantTable<T> table, UnitConfig config) {
    return Record.type(() -> new TableWrite<>(table, config));
  }

  /** Takes what comes for a table that all lanes share. */
  public void set(LoadPort port, ConstantTable<T> table) {
    enable.set(port.selects(table, 0));
    place.set(port.place(table));
    data.set(port.element(table));
  }

  /** Writes it to the memory that keeps the table. */
  public void into(Mem<T> memory) {
    memory.anyAddress().write(place, data, enable);
  }
}
