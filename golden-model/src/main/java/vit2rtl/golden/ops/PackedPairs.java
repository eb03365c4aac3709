package vit2rtl.golden.ops;

/**
 * A matrix whose columns go in pairs: {@code first + second·2^32}. Pairs are in tiles of some; row k of tile t begins at
 * {@code (t · rows + k)·tile}.
 *
 * @param data    tiles one after another, padded with zeros
 * @param rows    rows
 * @param columns columns
 * @param tile    pairs of a tile
 */
record PackedPairs(long[] data, int rows, int columns, int tile) implements PackedMatrix {

  static PackedPairs of(IntMatrix w, int tile) {
    int across = 2 * tile;
    long[] data = new long[(w.columns() + across - 1) / across * w.rows() * tile];
    for (int k = 0; k < w.rows(); k++) {
      for (int c = 0; c < w.columns(); c++) {
        data[(c / across * w.rows() + k) * tile + c % across / 2] += (long) w.at(k, c) << (c % 2 == 0 ? 0 : Integer.SIZE);
      }
    }
    return new PackedPairs(data, w.rows(), w.columns(), tile);
  }
}
