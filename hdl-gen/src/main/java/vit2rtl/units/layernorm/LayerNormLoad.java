package vit2rtl.units.layernorm;

import vit2rtl.hdl.Bool;
import vit2rtl.hdl.SInt;
import vit2rtl.hdl.SIntType;
import vit2rtl.hdl.UInt;

/**
 * The load port of a LayerNorm unit whose constants are loaded at run time, while no row is inside:
 * {@code load_data} is written to one constant of one lane and beat in a cycle with {@code load_valid}.
 *
 * @param valid write now
 * @param table which constant, {@link Table} by its ordinal
 * @param lane  lane, ignored for ROW
 * @param beat  beat, less than the beats of a row; for ROW 0: zero point, 1: epsilon
 * @param data  the value, sign extended
 */
public record LayerNormLoad(Bool valid, UInt table, UInt lane, UInt beat, SInt data) {

  /** The constants that can be loaded. */
  public enum Table { ALPHA, GAIN, OFFSET, ROW }

  /** Bits of {@code lane}. */
  public static int laneBits(LayerNormConfig config) {
    return UInt.upTo(Math.max(1, config.rows().lanes() - 1)).width();
  }

  /** Bits of {@code beat}. */
  public static int beatBits(LayerNormConfig config) {
    return UInt.upTo(Math.max(1, config.rows().beats() - 1)).width();
  }

  /** Wide enough for every constant of the format. */
  public static SIntType dataType(LayerNormConfig config) {
    LayerNormFormat format = config.format();
    int bits = Math.max(LayerNormLane.GAIN_BITS, LayerNormLane.offsetType(config).width());
    return SInt.bits(Math.max(bits, UInt.upTo(format.maxEpsilon()).width() + 1));
  }

  Bool selects(Table which, int ofLane) {
    return selects(which).and(lane.eq(ofLane));
  }

  Bool selects(Table which) {
    return valid.and(table.eq(which.ordinal()));
  }
}
