package vit2rtl.units.ptf;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.Bool;
import vit2rtl.hdl.SInt;
import vit2rtl.hdl.SIntType;
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
public record PtfLoad(Bool valid, UInt table, UInt lane, UInt beat, SInt data) {

  /** The constants that can be loaded. */
  public enum Table { SHIFT, ZERO_POINT }

  /**
   * One constant.
   *
   * @param table which
   * @param lane  lane, 0 for ZERO_POINT
   * @param beat  beat, 0 for ZERO_POINT
   * @param data  the value
   */
  public record Word(Table table, int lane, int beat, long data) {}

  /** A zero point of the codes, and what a channel's shift has above the least, which is never negative. */
  static SIntType dataType(PtfConfig config) {
    int shiftBits = UInt.upTo(config.maxShift() - config.minShift()).width();
    return SInt.bits(Math.max(config.params().output().bits(), shiftBits) + 1);
  }

  /** Everything that makes a unit compute the layer of its configuration. */
  public static List<Word> words(PtfConfig config) {
    int[] alpha = config.params().alpha();
    List<Word> words = new ArrayList<>();
    for (int c = 0; c < alpha.length; c++) {
      words.add(new Word(Table.SHIFT, c % config.lanes(), c / config.lanes(),
          config.params().shift() + alpha[c] - config.minShift()));
    }
    words.add(new Word(Table.ZERO_POINT, 0, 0, config.params().zeroPoint()));
    return words;
  }

  Bool selects(Table which) {
    return valid.and(table.eq(which.ordinal()));
  }
}
