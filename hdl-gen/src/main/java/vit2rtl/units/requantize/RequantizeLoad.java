package vit2rtl.units.requantize;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.golden.ops.Requantizer;
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
 * @param lane  lane, for SCALE
 * @param beat  beat, for SCALE
 * @param data  SCALE: s·2^16 + M; ZERO_POINT: the zero point
 */
public record RequantizeLoad(Bool valid, UInt table, UInt lane, UInt beat, SInt data) {

  /** The constants that can be loaded. */
  public enum Table { SCALE, ZERO_POINT }

  /**
   * One constant.
   *
   * @param table which
   * @param lane  lane, 0 for ZERO_POINT and for a scale of all channels
   * @param beat  beat, 0 for the same
   * @param data  the value
   */
  public record Word(Table table, int lane, int beat, long data) {}

  /** Bits of a scale. */
  static int scaleBits(RequantizeConfig config) {
    return Requantizer.MULTIPLIER_BITS + config.format().shiftType().width();
  }

  /** A scale, which is never negative, or a zero point. */
  static SIntType dataType(RequantizeConfig config) {
    return SInt.bits(Math.max(scaleBits(config), config.rescale().output().bits()) + 1);
  }

  /** A channel's scale. */
  static long scale(Requantizer layer, int channel) {
    return (long) layer.shift()[channel] << Requantizer.MULTIPLIER_BITS | layer.multiplier()[channel];
  }

  /** Everything that makes a unit compute the layer of its configuration. */
  public static List<Word> words(RequantizeConfig config) {
    Requantizer layer = config.rescale();
    int lanes = config.rows().lanes();
    List<Word> words = new ArrayList<>();
    for (int c = 0; c < layer.channels(); c++) {
      words.add(new Word(Table.SCALE, c % lanes, c / lanes, scale(layer, c)));
    }
    if (config.addend() == RequantizeConfig.Addend.ZERO_POINT) {
      words.add(new Word(Table.ZERO_POINT, 0, 0, layer.zeroPoint()));
    }
    return words;
  }

  Bool selects(Table which) {
    return valid.and(table.eq(which.ordinal()));
  }
}
