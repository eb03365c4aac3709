package vit2rtl.golden.ops;

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
public record IntMatrix(int[] data, int offset, int rows, int columns, int rowStride, int columnStride) {

  /** A whole array in row order. */
  public static IntMatrix of(int[] data, int rows, int columns) {
    return new IntMatrix(data, 0, rows, columns, columns, 1);
  }

  /** Some columns. */
  public IntMatrix columns(int first, int count) {
    return new IntMatrix(data, offset + first * columnStride, rows, count, rowStride, columnStride);
  }

  public IntMatrix transposed() {
    return new IntMatrix(data, offset, columns, rows, columnStride, rowStride);
  }

  int at(int row, int column) {
    return data[offset + row * rowStride + column * columnStride];
  }
}
