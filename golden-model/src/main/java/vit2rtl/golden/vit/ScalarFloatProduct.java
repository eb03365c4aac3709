package vit2rtl.golden.vit;

import java.util.Arrays;

/** The product in plain Java: a row of C at a time, so that the compiler can use vectors along it. */
final class ScalarFloatProduct implements FloatProduct {

  @Override
  public void multiply(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    float[] bRows = b.columnStride() == 1 ? b.data() : gather(b);
    int bOffset = b.columnStride() == 1 ? b.offset() : 0;
    int bStride = b.columnStride() == 1 ? b.rowStride() : b.columns();
    for (int r = 0; r < a.rows(); r++) {
      int to = c.offset() + r * c.rowStride();
      Arrays.fill(c.data(), to, to + c.columns(), 0);
      for (int k = 0; k < a.columns(); k++) {
        add(a.data()[a.offset() + r * a.rowStride() + k], bRows, bOffset + k * bStride, c.data(), to, c.columns());
      }
    }
  }

  private static float[] gather(FloatMatrix m) {
    float[] rows = new float[m.rows() * m.columns()];
    for (int r = 0; r < m.rows(); r++) {
      for (int c = 0; c < m.columns(); c++) {
        rows[r * m.columns() + c] = m.data()[m.offset() + r * m.rowStride() + c * m.columnStride()];
      }
    }
    return rows;
  }

  private static void add(float factor, float[] from, int at, float[] to, int start, int count) {
    for (int i = 0; i < count; i++) {
      to[start + i] = Math.fma(factor, from[at + i], to[start + i]);
    }
  }
}
