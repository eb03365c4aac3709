package vit2rtl.golden.ops;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The product on the processor's vectors: four rows by two vectors of columns stay in registers while the sums run, so
 * eight multiplications go with six loads. Needs the module {@code jdk.incubator.vector}.
 */
final class VectorIntProduct implements IntProduct {
  private static final VectorSpecies<Integer> LANES = IntVector.SPECIES_PREFERRED;
  private static final int L = LANES.length();
  private static final int TILE = 2 * L;
  private static final int ROWS = 4;

  @Override
  public PackedMatrix pack(IntMatrix w) {
    return PackedTiles.of(w, TILE);
  }

  @Override
  public void multiply(IntMatrix x, PackedMatrix packed, int[] out, int outOffset, int outStride) {
    PackedTiles w = (PackedTiles) packed;
    int[] block = new int[ROWS * TILE];
    for (int first = 0; first < w.columns(); first += TILE) {
      int count = Math.min(TILE, w.columns() - first);
      int tileAt = first / TILE * w.rows() * TILE;
      for (int r = 0; r < x.rows(); r += ROWS) {
        int rows = Math.min(ROWS, x.rows() - r);
        int at = x.offset() + r * x.rowStride();
        if (rows == ROWS) {
          fourRows(x.data(), at, x.rowStride(), w.data(), tileAt, w.rows(), block);
        } else {
          for (int i = 0; i < rows; i++) {
            oneRow(x.data(), at + i * x.rowStride(), w.data(), tileAt, w.rows(), block, i * TILE);
          }
        }
        for (int i = 0; i < rows; i++) {
          System.arraycopy(block, i * TILE, out, outOffset + (r + i) * outStride + first, count);
        }
      }
    }
  }

  private static void fourRows(int[] x, int at, int stride, int[] w, int tileAt, int length, int[] block) {
    IntVector a0 = IntVector.zero(LANES);
    IntVector a1 = a0;
    IntVector b0 = a0;
    IntVector b1 = a0;
    IntVector c0 = a0;
    IntVector c1 = a0;
    IntVector d0 = a0;
    IntVector d1 = a0;
    for (int k = 0; k < length; k++) {
      IntVector w0 = IntVector.fromArray(LANES, w, tileAt + k * TILE);
      IntVector w1 = IntVector.fromArray(LANES, w, tileAt + k * TILE + L);
      IntVector a = IntVector.broadcast(LANES, x[at + k]);
      a0 = a0.add(w0.mul(a));
      a1 = a1.add(w1.mul(a));
      IntVector b = IntVector.broadcast(LANES, x[at + stride + k]);
      b0 = b0.add(w0.mul(b));
      b1 = b1.add(w1.mul(b));
      IntVector c = IntVector.broadcast(LANES, x[at + 2 * stride + k]);
      c0 = c0.add(w0.mul(c));
      c1 = c1.add(w1.mul(c));
      IntVector d = IntVector.broadcast(LANES, x[at + 3 * stride + k]);
      d0 = d0.add(w0.mul(d));
      d1 = d1.add(w1.mul(d));
    }
    a0.intoArray(block, 0);
    a1.intoArray(block, L);
    b0.intoArray(block, TILE);
    b1.intoArray(block, TILE + L);
    c0.intoArray(block, 2 * TILE);
    c1.intoArray(block, 2 * TILE + L);
    d0.intoArray(block, 3 * TILE);
    d1.intoArray(block, 3 * TILE + L);
  }

  private static void oneRow(int[] x, int at, int[] w, int tileAt, int length, int[] block, int to) {
    IntVector a0 = IntVector.zero(LANES);
    IntVector a1 = a0;
    for (int k = 0; k < length; k++) {
      IntVector a = IntVector.broadcast(LANES, x[at + k]);
      a0 = a0.add(IntVector.fromArray(LANES, w, tileAt + k * TILE).mul(a));
      a1 = a1.add(IntVector.fromArray(LANES, w, tileAt + k * TILE + L).mul(a));
    }
    a0.intoArray(block, to);
    a1.intoArray(block, to + L);
  }
}
