package vit2rtl.accelerator.supply;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.accelerator.file.PackedStream;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

/** Granules of packed words: how many a word holds, and a beat cut out of them. */
final class PackedWindow {
  private PackedWindow() {}

  /**
   * {@return granules of a word, which must hold a beat and a description}
   *
   * @param wordBits bits of a word
   */
  static int granules(PackedStream format, int wordBits) {
    int granules = wordBits / PackedStream.GRANULE;
    if (format.mostGranules() > granules) {
      throw new IllegalArgumentException("words of " + granules + " granules for beats of " + format.beatGranules()
          + " and descriptions of " + format.controlGranules());
    }
    return granules;
  }

  /** Sets the elements of a beat to the first {@code part} granules of {@code window}, zeros behind them. */
  static void cut(PackedStream format, UInt window, UInt part, Vec<UInt> elements) {
    int perElement = format.beatGranules() / elements.size();
    for (int e = 0; e < elements.size(); e++) {
      List<UInt> element = new ArrayList<>();
      for (int i = e * perElement; i < (e + 1) * perElement; i++) {
        UInt stored = window.slice((i + 1) * PackedStream.GRANULE - 1, i * PackedStream.GRANULE);
        element.add(part.gt(i).mux(stored, UInt.lit(0)));
      }
      elements.get(e).set(element.stream().reduce((below, above) -> above.concat(below)).orElseThrow());
    }
  }
}
