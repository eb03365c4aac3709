package vit2rtl.golden.ops;

import java.util.Arrays;

/** The product in plain Java, a tile of a row at a time, so that the compiler can use vectors along it. */
final class ScalarIntProduct implements IntProduct {
  private static final int TILE = 32;

  @Override
  public int tile() {
    return TILE;
  }

  @Override
  public void multiply(IntMatrix x, PackedMatrix w, int[] out, int outOffset, int outStride) {
    int[] sums = new int[TILE];
    for (int first = 0; first < w.columns(); first += TILE) {
      int count = Math.min(TILE, w.columns() - first);
      for (int r = 0; r < x.rows(); r++) {
        Arrays.fill(sums, 0);
        for (int k = 0; k < w.rows(); k++) {
          accumulate(x.data()[x.offset() + r * x.rowStride() + k], w.data(), (first / TILE * w.rows() + k) * TILE, sums);
        }
        System.arraycopy(sums, 0, out, outOffset + r * outStride + first, count);
      }
    }
  }

  private static void accumulate(int factor, int[] weights, int at, int[] sums) {
    for (int i = 0; i < TILE; i++) {
      sums[i] += factor * weights[at + i];
    }
  }
}
