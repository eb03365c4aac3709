package vit2rtl.units;

/**
 * Rows that a unit computes together.
 *
 * @param rows    rows in
 * @param results rows out
 */
public record RowGroup(int rows, int results) {
  /** A row for a row. */
  public static final RowGroup SINGLE = new RowGroup(1, 1);
}
