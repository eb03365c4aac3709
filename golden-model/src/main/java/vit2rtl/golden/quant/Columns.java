package vit2rtl.golden.quant;

/** The columns of a matrix in row order, one after another; some at a time are copied, so that each line of memory is read once. */
public final class Columns {
  private static final int TOGETHER = 16;

  private Columns() {}

  /** Takes a column. */
  @FunctionalInterface
  public interface Taker {
    /** @param values the column's, to be used before the next one comes */
    void take(int column, float[] values);
  }

  /** Hands over every column of a row-major [rows, columns] matrix. */
  public static void each(float[] values, int columns, Taker taker) {
    int rows = values.length / columns;
    float[][] some = new float[Math.min(TOGETHER, columns)][rows];
    for (int first = 0; first < columns; first += TOGETHER) {
      int count = Math.min(TOGETHER, columns - first);
      for (int row = 0; row < rows; row++) {
        for (int c = 0; c < count; c++) {
          some[c][row] = values[row * columns + first + c];
        }
      }
      for (int c = 0; c < count; c++) {
        taker.take(first + c, some[c]);
      }
    }
  }
}
