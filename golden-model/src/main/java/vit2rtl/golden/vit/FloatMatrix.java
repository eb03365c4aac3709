package vit2rtl.golden.vit;

/**
 * A matrix within an array: element (r, c) is {@code data[offset + r·rowStride + c·columnStride]}.
 *
 * @param data         not copied
 * @param offset       index of element (0, 0)
 * @param rows         rows
 * @param columns      columns
 * @param rowStride    from one row to the next
 * @param columnStride from one column to the next
 */
public record FloatMatrix(float[] data, int offset, int rows, int columns, int rowStride, int columnStride) {

  /** A whole array in row order. */
  public static FloatMatrix of(float[] data, int rows, int columns) {
    return new FloatMatrix(data, 0, rows, columns, columns, 1);
  }

  /** Some columns of a matrix. */
  public FloatMatrix slice(int firstColumn, int count) {
    return new FloatMatrix(data, offset + firstColumn * columnStride, rows, count, rowStride, columnStride);
  }

  public FloatMatrix transposed() {
    return new FloatMatrix(data, offset, columns, rows, columnStride, rowStride);
  }
}
