package vit2rtl.units;

import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.Record;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.Type;
import vit2rtl.hdl.type.UInt;

/**
 * The port through which constants of a layer are loaded while no row of that layer is inside: in a cycle with {@code valid}, {@code data} is
 * written to the word of the lane of the table ({@link LoadFormat}). Numbers that only one value could have are left
 * out.
 *
 * <p>A word may be read a cycle before the beat it is for, so rows begin no earlier than two cycles behind the last element: one
 * cycle is between them.
 *
 * <p>A reset takes constants of a single word back to those of the text and leaves memories as they are, so constants are
 * loaded again after one.
 */
public final class LoadPort extends Record {
  private final LoadFormat format;

  public final Bool valid = field(Bool.bool());
  public final Opt<UInt> layer;
  public final Opt<UInt> table;
  public final Opt<UInt> lane;
  public final Opt<UInt> word;
  public final Int data;

  private LoadPort(LoadFormat format) {
    this.format = format;
    this.layer = Opt.when(format.hasLayers(), () -> field(format.layer()));
    this.table = Opt.when(format.hasTables(), () -> field(format.table()));
    this.lane = Opt.when(format.hasLanes(), () -> field(format.lane()));
    this.word = Opt.when(format.hasWords(), () -> field(format.word()));
    this.data = field(format.data());
  }

  static Type<LoadPort> type(LoadFormat format) {
    return Record.type(() -> new LoadPort(format));
  }

  /** Whether an element of this table and lane comes now. */
  Bool selects(ConstantTable<?> which, int ofLane) {
    Bool selected = table.isPresent() ? valid.and(table.get().eq(format.number(which))) : valid;
    return lane.isPresent() && which.lanes() > 1 ? selected.and(lane.get().eq(ofLane)) : selected;
  }

  /** The element that comes now, as this table has it. */
  @SuppressWarnings("unchecked")
  <T extends Int> T element(ConstantTable<T> of) {
    int bits = of.bits();
    if (data instanceof SInt signed) {
      return (T) (of.isSigned() ? signed.truncate(bits) : signed.modulo(bits));
    }
    return (T) ((UInt) data).truncate(bits);
  }

  /** The place in a memory that an element of this table comes for. */
  UInt place(ConstantTable<?> of) {
    // Also for a table of one word: tools take a memory that is written at a constant address for registers.
    return of.place(layer, word.isPresent() ? word.get().truncate(of.wordBits()) : UInt.lit(0));
  }

  /** Writes what comes for this table and lane to its memory. */
  <T extends Int> void into(Mem<T> memory, ConstantTable<T> of, int ofLane) {
    memory.anyAddress().write(place(of), element(of), selects(of, ofLane));
  }

  /** Passes on, to the port of a part of the unit, what comes for the tables of that part; the others pass it by. */
  public void into(LoadPort part) {
    Bool meant = Bool.lit(false);
    UInt number = UInt.lit(0);
    for (int i = 0; i < part.format.tables().size(); i++) {
      Bool selected = table.isPresent() ? table.get().eq(format.number(part.format.tables().get(i))) : Bool.lit(true);
      meant = meant.or(selected);
      number = i == 0 ? number : selected.mux(UInt.lit(i), number);
    }
    part.valid.set(valid.and(meant));
    UInt ofPart = number;
    part.table.ifPresent(port -> port.set(ofPart));
    part.layer.ifPresent(port -> port.set(layer.get()));
    part.lane.ifPresent(port -> port.set(lane.get().truncate(port.width())));
    part.word.ifPresent(port -> port.set(word.get().truncate(port.width())));
    int bits = part.format.dataBits();
    if (data instanceof SInt signed) {
      part.data.set(part.format.isSigned() ? signed.truncate(bits) : signed.modulo(bits));
    } else {
      part.data.set(((UInt) data).truncate(bits));
    }
  }
}
