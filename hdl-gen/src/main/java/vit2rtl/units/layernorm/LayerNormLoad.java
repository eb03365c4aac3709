package vit2rtl.units.layernorm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vit2rtl.golden.layernorm.LayerNormParams;
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
    int bits = Math.max(format.gainBits(), LayerNormLane.offsetType(config).width());
    return SInt.bits(Math.max(bits, UInt.upTo(format.maxEpsilon()).width() + 1));
  }

  /**
   * One constant.
   *
   * @param table which
   * @param lane  lane, 0 for ROW
   * @param beat  beat; for ROW 0: zero point, 1: epsilon
   * @param data  the value
   */
  public record Word(Table table, int lane, int beat, long data) {}

  /** Everything that makes a unit compute the layer of its configuration. */
  public static List<Word> words(LayerNormConfig config) {
    LayerNormParams layer = config.params();
    long[] alpha = Arrays.stream(layer.alpha()).asLongStream().toArray();
    List<long[]> tables = List.of(alpha, config.format().gains(layer), config.format().offsets(layer));
    List<Word> words = new ArrayList<>();
    for (int table = 0; table < tables.size(); table++) {
      for (int c = 0; c < layer.channels(); c++) {
        words.add(new Word(Table.values()[table], c % config.lanes(), c / config.lanes(), tables.get(table)[c]));
      }
    }
    words.add(new Word(Table.ROW, 0, 0, layer.zeroPoint()));
    words.add(new Word(Table.ROW, 0, 1, layer.epsilon()));
    return words;
  }

  Bool selects(Table which, int ofLane) {
    return selects(which).and(lane.eq(ofLane));
  }

  Bool selects(Table which) {
    return valid.and(table.eq(which.ordinal()));
  }
}
