package vit2rtl.golden.ops;

/**
 * The product in plain Java. Two columns share a multiplication of 64 bits: with w = w0 + w1·2^32
 * <pre>
 *   A = Σ x·w = S0 + S1·2^32   modulo 2^64       S0 = Σ x·w0, S1 = Σ x·w1, each proven to fit 32 bits
 * </pre>
 * so S0 is the lower half of A as a signed number, and S1 the upper half of A − S0. Sums of two rows by four pairs stay in
 * registers.
 */
final class ScalarIntProduct implements IntProduct {
  private static final int ROWS = 2;
  private static final int PAIRS = 4;
  private static final int TILE = 2 * PAIRS;

  @Override
  public PackedMatrix pack(IntMatrix w) {
    return PackedPairs.of(w, PAIRS);
  }

  @Override
  public void multiply(IntMatrix x, PackedMatrix packed, int[] out, int outOffset, int outStride) {
    PackedPairs w = (PackedPairs) packed;
    int[] sums = new int[ROWS * TILE];
    for (int first = 0; first < w.columns(); first += TILE) {
      int count = Math.min(TILE, w.columns() - first);
      int at = first / TILE * w.rows() * PAIRS;
      for (int r = 0; r < x.rows(); r += ROWS) {
        // A row that is missing is the last one again, and dropped.
        int second = Math.min(r + 1, x.rows() - 1);
        tile(x.data(), x.offset() + r * x.rowStride(), x.offset() + second * x.rowStride(), w.data(), at, w.rows(), sums);
        System.arraycopy(sums, 0, out, outOffset + r * outStride + first, count);
        System.arraycopy(sums, (second - r) * TILE, out, outOffset + second * outStride + first, count);
      }
    }
  }

  private static void tile(int[] x, int a, int b, long[] w, int at, int length, int[] sums) {
    long a0 = 0;
    long a1 = 0;
    long a2 = 0;
    long a3 = 0;
    long b0 = 0;
    long b1 = 0;
    long b2 = 0;
    long b3 = 0;
    for (int k = 0; k < length; k++) {
      int row = at + k * PAIRS;
      long w0 = w[row];
      long w1 = w[row + 1];
      long w2 = w[row + 2];
      long w3 = w[row + 3];
      long xa = x[a + k];
      a0 += xa * w0;
      a1 += xa * w1;
      a2 += xa * w2;
      a3 += xa * w3;
      long xb = x[b + k];
      b0 += xb * w0;
      b1 += xb * w1;
      b2 += xb * w2;
      b3 += xb * w3;
    }
    split(a0, sums, 0);
    split(a1, sums, 2);
    split(a2, sums, 4);
    split(a3, sums, 6);
    split(b0, sums, TILE);
    split(b1, sums, TILE + 2);
    split(b2, sums, TILE + 4);
    split(b3, sums, TILE + 6);
  }

  private static void split(long both, int[] sums, int at) {
    int first = (int) both;
    sums[at] = first;
    sums[at + 1] = (int) (both - first >> Integer.SIZE);
  }
}
