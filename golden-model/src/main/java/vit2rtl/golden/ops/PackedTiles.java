package vit2rtl.golden.ops;

/**
 * A matrix in tiles of some columns: element (k, c) is {@code data[(c/tile · rows + k)·tile + c mod tile]}.
 *
 * @param data    tiles one after another, padded with zeros
 * @param rows    rows
 * @param columns columns
 * @param tile    columns of a tile
 */
record PackedTiles(int[] data, int rows, int columns, int tile) implements PackedMatrix {

  static PackedTiles of(IntMatrix w, int tile) {
    int tiles = (w.columns() + tile - 1) / tile;
    int[] data = new int[tiles * w.rows() * tile];
    for (int k = 0; k < w.rows(); k++) {
      for (int c = 0; c < w.columns(); c++) {
        data[(c / tile * w.rows() + k) * tile + c % tile] = w.at(k, c);
      }
    }
    return new PackedTiles(data, w.rows(), w.columns(), tile);
  }
}
