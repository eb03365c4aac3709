package vit2rtl.units.ptf;

import vit2rtl.hdl.Bool;
import vit2rtl.hdl.SInt;
import vit2rtl.hdl.UInt;

/**
 * The load port of a unit whose constants are loaded at run time, while no row is inside: {@code load_data} is written
 * to one constant in a cycle with {@code load_valid}.
 *
 * @param valid write now
 * @param table which constant, {@link Table} by its ordinal
 * @param lane  lane, for SHIFT
 * @param beat  beat, for SHIFT
 * @param data  SHIFT: m + α of the channel less the unit's least shift; ZERO_POINT: the zero point
 */
record PtfLoad(Bool valid, UInt table, UInt lane, UInt beat, SInt data) {

  /** The constants that can be loaded. */
  enum Table { SHIFT, ZERO_POINT }

  Bool selects(Table which) {
    return valid.and(table.eq(which.ordinal()));
  }
}
