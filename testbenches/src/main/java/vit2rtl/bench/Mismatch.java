package vit2rtl.bench;

/**
 * The first element in which hardware and golden model differ.
 *
 * @param index    position in the array of all rows, row-major
 * @param row      row
 * @param column   element within the row
 * @param expected what the golden model computes
 * @param actual   what the hardware delivered
 * @param cycle    cycle in which it was delivered
 */
public record Mismatch(int index, int row, int column, int expected, int actual, long cycle) {

  @Override
  public String toString() {
    return "first mismatch at element " + index + " (row " + row + ", column " + column + "): expected " + expected
        + ", got " + actual + " in cycle " + cycle;
  }
}
