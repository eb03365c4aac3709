package vit2rtl.golden.swin;

/**
 * How four neighbours become one token before a stage: in the order of the offsets (0, 0), (1, 0), (0, 1), (1, 1) of row and
 * column, one behind the other, so a row of C elements becomes one of 4·C. An address map and no arithmetic.
 *
 * @param side rows and columns of the grid before; even
 */
public record Merging(int side) {
  /** Neighbours that become one. */
  public static final int NEIGHBOURS = 4;

  /** The token at each place, [side²/4, 4]. */
  public int[] order() {
    int[] order = new int[side * side];
    int half = side / 2;
    for (int i = 0; i < order.length; i++) {
      int token = i / NEIGHBOURS;
      order[i] = (2 * (token / half) + i % 2) * side + 2 * (token % half) + i % NEIGHBOURS / 2;
    }
    return order;
  }

  /** Merged rows, [side²/4, 4·columns]. */
  public int[] apply(int[] tokens, int columns) {
    int[] merged = new int[tokens.length];
    int[] order = order();
    for (int i = 0; i < order.length; i++) {
      System.arraycopy(tokens, order[i] * columns, merged, i * columns, columns);
    }
    return merged;
  }

  /** The same of real numbers. */
  public float[] apply(float[] tokens, int columns) {
    float[] merged = new float[tokens.length];
    int[] order = order();
    for (int i = 0; i < order.length; i++) {
      System.arraycopy(tokens, order[i] * columns, merged, i * columns, columns);
    }
    return merged;
  }
}
