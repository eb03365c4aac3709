package vit2rtl.golden.ops;

import java.util.Arrays;

/**
 * The product in plain Java: two rows of sums grow by four rows of W at a time, along whole rows, so that the compiler can use
 * vectors and a sum is read and written once for four products.
 */
final class ScalarIntProduct implements IntProduct {
  private static final int ROWS = 2;
  private static final int STEPS = 4;

  @Override
  public PackedMatrix pack(IntMatrix w) {
    return PackedMatrix.of(w, w.columns());
  }

  @Override
  public void multiply(IntMatrix x, PackedMatrix w, int[] out, int outOffset, int outStride) {
    for (int r = 0; r < x.rows(); r += ROWS) {
      boolean both = r + 1 < x.rows();
      int to = outOffset + r * outStride;
      int at = x.offset() + r * x.rowStride();
      Arrays.fill(out, to, to + w.columns(), 0);
      if (both) {
        Arrays.fill(out, to + outStride, to + outStride + w.columns(), 0);
      }
      int k = 0;
      for (; k + STEPS <= w.rows(); k += STEPS) {
        if (both) {
          twoRows(x.data(), at + k, at + x.rowStride() + k, w, k, out, to, to + outStride);
        } else {
          oneRow(x.data(), at + k, w, k, out, to);
        }
      }
      for (; k < w.rows(); k++) {
        add(x.data()[at + k], w, k, out, to);
        if (both) {
          add(x.data()[at + x.rowStride() + k], w, k, out, to + outStride);
        }
      }
    }
  }

  private static void twoRows(int[] x, int a, int b, PackedMatrix w, int k, int[] out, int first, int second) {
    int a0 = x[a];
    int a1 = x[a + 1];
    int a2 = x[a + 2];
    int a3 = x[a + 3];
    int b0 = x[b];
    int b1 = x[b + 1];
    int b2 = x[b + 2];
    int b3 = x[b + 3];
    int columns = w.columns();
    int[] v = w.data();
    int w0 = k * columns;
    int w1 = w0 + columns;
    int w2 = w1 + columns;
    int w3 = w2 + columns;
    for (int c = 0; c < columns; c++) {
      out[first + c] += a0 * v[w0 + c] + a1 * v[w1 + c] + a2 * v[w2 + c] + a3 * v[w3 + c];
    }
    for (int c = 0; c < columns; c++) {
      out[second + c] += b0 * v[w0 + c] + b1 * v[w1 + c] + b2 * v[w2 + c] + b3 * v[w3 + c];
    }
  }

  private static void oneRow(int[] x, int a, PackedMatrix w, int k, int[] out, int to) {
    int a0 = x[a];
    int a1 = x[a + 1];
    int a2 = x[a + 2];
    int a3 = x[a + 3];
    int columns = w.columns();
    int[] v = w.data();
    int at = k * columns;
    for (int c = 0; c < columns; c++) {
      out[to + c] += a0 * v[at + c] + a1 * v[at + columns + c] + a2 * v[at + 2 * columns + c]
          + a3 * v[at + 3 * columns + c];
    }
  }

  private static void add(int factor, PackedMatrix w, int k, int[] out, int to) {
    int[] v = w.data();
    int at = k * w.columns();
    for (int c = 0; c < w.columns(); c++) {
      out[to + c] += factor * v[at + c];
    }
  }
}
