package vit2rtl.golden.vit;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The product on the processor's vectors: tiles of 6 rows by 2 vectors of columns stay in registers for the whole sum.
 * The columns of B that a tile needs are first copied side by side, filled up with zeros, so that any strides and any
 * number of columns will do; rows missing in the last tile repeat the last row and are dropped.
 */
final class VectorFloatProduct implements FloatProduct {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int VECTOR = SPECIES.length();
  private static final int PANEL = 2 * VECTOR;
  private static final int TILE_ROWS = 6;

  @Override
  public void multiply(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    float[] panel = new float[b.rows() * PANEL];
    float[] sums = new float[TILE_ROWS * PANEL];
    for (int first = 0; first < b.columns(); first += PANEL) {
      int columns = Math.min(PANEL, b.columns() - first);
      pack(b, first, columns, panel);
      for (int row = 0; row < a.rows(); row += TILE_ROWS) {
        tile(a, row, panel, sums);
        for (int r = row; r < Math.min(row + TILE_ROWS, a.rows()); r++) {
          System.arraycopy(sums, (r - row) * PANEL, c.data(), c.offset() + r * c.rowStride() + first, columns);
        }
      }
    }
  }

  private static void pack(FloatMatrix b, int first, int columns, float[] panel) {
    for (int k = 0; k < b.rows(); k++) {
      int from = b.offset() + k * b.rowStride() + first * b.columnStride();
      int to = k * PANEL;
      if (b.columnStride() == 1) {
        System.arraycopy(b.data(), from, panel, to, columns);
      } else {
        for (int c = 0; c < columns; c++) {
          panel[to + c] = b.data()[from + c * b.columnStride()];
        }
      }
      for (int c = columns; c < PANEL; c++) {
        panel[to + c] = 0;
      }
    }
  }

  /**
   * Locals, not arrays, and no call that takes a vector: only so are the sums kept in registers whatever the order in
   * which the JIT compiles the methods.
   */
  private static void tile(FloatMatrix a, int row, float[] panel, float[] sums) {
    float[] x = a.data();
    int last = a.rows() - 1;
    int r0 = a.offset() + row * a.rowStride();
    int r1 = a.offset() + Math.min(row + 1, last) * a.rowStride();
    int r2 = a.offset() + Math.min(row + 2, last) * a.rowStride();
    int r3 = a.offset() + Math.min(row + 3, last) * a.rowStride();
    int r4 = a.offset() + Math.min(row + 4, last) * a.rowStride();
    int r5 = a.offset() + Math.min(row + 5, last) * a.rowStride();
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = s00;
    FloatVector s10 = s00;
    FloatVector s11 = s00;
    FloatVector s20 = s00;
    FloatVector s21 = s00;
    FloatVector s30 = s00;
    FloatVector s31 = s00;
    FloatVector s40 = s00;
    FloatVector s41 = s00;
    FloatVector s50 = s00;
    FloatVector s51 = s00;
    for (int k = 0; k < a.columns(); k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, panel, k * PANEL);
      FloatVector b1 = FloatVector.fromArray(SPECIES, panel, k * PANEL + VECTOR);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[r0 + k]);
      s00 = x0.fma(b0, s00);
      s01 = x0.fma(b1, s01);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[r1 + k]);
      s10 = x1.fma(b0, s10);
      s11 = x1.fma(b1, s11);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[r2 + k]);
      s20 = x2.fma(b0, s20);
      s21 = x2.fma(b1, s21);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[r3 + k]);
      s30 = x3.fma(b0, s30);
      s31 = x3.fma(b1, s31);
      FloatVector x4 = FloatVector.broadcast(SPECIES, x[r4 + k]);
      s40 = x4.fma(b0, s40);
      s41 = x4.fma(b1, s41);
      FloatVector x5 = FloatVector.broadcast(SPECIES, x[r5 + k]);
      s50 = x5.fma(b0, s50);
      s51 = x5.fma(b1, s51);
    }
    s00.intoArray(sums, 0);
    s01.intoArray(sums, VECTOR);
    s10.intoArray(sums, PANEL);
    s11.intoArray(sums, PANEL + VECTOR);
    s20.intoArray(sums, 2 * PANEL);
    s21.intoArray(sums, 2 * PANEL + VECTOR);
    s30.intoArray(sums, 3 * PANEL);
    s31.intoArray(sums, 3 * PANEL + VECTOR);
    s40.intoArray(sums, 4 * PANEL);
    s41.intoArray(sums, 4 * PANEL + VECTOR);
    s50.intoArray(sums, 5 * PANEL);
    s51.intoArray(sums, 5 * PANEL + VECTOR);
  }
}
