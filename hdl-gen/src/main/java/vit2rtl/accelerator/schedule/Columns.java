package vit2rtl.accelerator.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tiles of output columns: each segment of columns (all of a layer, or one head's) begins a tile of its own.
 *
 * @param columns what the engine's columns compute; −1 for none
 * @param offset  elements of its segment before this tile
 */
record Columns(int[] columns, int offset) {

  /** Tiles of C columns for a segment. */
  static List<Columns> of(int from, int count, int width) {
    List<Columns> tiles = new ArrayList<>();
    for (int offset = 0; offset < count; offset += width) {
      int[] columns = new int[width];
      Arrays.fill(columns, -1);
      for (int i = 0; i < Math.min(width, count - offset); i++) {
        columns[i] = from + offset + i;
      }
      tiles.add(new Columns(columns, offset));
    }
    return tiles;
  }

  /** Groups of {@code lanes} columns that hold any. */
  int groups(int lanes) {
    int used = (int) Arrays.stream(columns).filter(c -> c >= 0).count();
    return (used + lanes - 1) / lanes;
  }

  /** The columns of those groups. */
  int[] drained(int lanes) {
    return Arrays.copyOf(columns, groups(lanes) * lanes);
  }
}
