package vit2rtl.accelerator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vit2rtl.units.LoadFormat;

/**
 * A cycle of a unit's load port as a word of the constant stream: table, lane, word and element, as far as the port has
 * them, the first in the lowest bits.
 *
 * @param format what the port takes
 */
public record LoadWords(LoadFormat format) {

  public int tableBits() {
    return format.hasTables() ? format.table().width() : 0;
  }

  public int laneBits() {
    return format.hasLanes() ? format.lane().width() : 0;
  }

  public int wordBits() {
    return format.hasWords() ? format.word().width() : 0;
  }

  /** Bits of a whole word. */
  public int bits() {
    return tableBits() + laneBits() + wordBits() + format.dataBits();
  }

  /** Everything that loads a layer. */
  public List<byte[]> words(List<Map<String, Long>> cycles) {
    List<byte[]> words = new ArrayList<>();
    for (Map<String, Long> cycle : cycles) {
      words.add(new BitWriter(bits())
          .put(cycle.getOrDefault("load_table", 0L), tableBits())
          .put(cycle.getOrDefault("load_lane", 0L), laneBits())
          .put(cycle.getOrDefault("load_word", 0L), wordBits())
          .put(cycle.get("load_data"), format.dataBits()).bytes());
    }
    return words;
  }
}
