package vit2rtl.golden.swin;

import java.util.Arrays;

/**
 * Windows over a grid of tokens: which token stands where, and who sees whom. Windows in row order, token t of window (u, v)
 * at p = u·M + ⌊t/M⌋, q = v·M + t mod M of the grid moved by the shift σ:
 * <pre>
 *   token = ((p + σ) mod H)·H + (q + σ) mod H
 *   zone  = 3·z(p) + z(q),   z(p) = 0 for p &lt; H − M, 1 for p &lt; H − σ, else 2      (σ = 0: 0)
 *   index = (y_i − y_j + M − 1)·(2M − 1) + x_i − x_j + M − 1                       query i, key j, (y, x) in the window
 * </pre>
 * A query sees the keys of its own zone: those that lie beside it in the image, too. It always sees itself.
 *
 * @param side   H, rows and columns of the grid
 * @param window M, rows and columns of a window; divides H
 * @param shift  σ, 0…M − 1
 */
public record Windows(int side, int window, int shift) {

  public Windows {
    if (window < 1 || side % window != 0 || shift < 0 || shift >= window) {
      throw new IllegalArgumentException("windows of " + window + " moved by " + shift + " on a grid of " + side);
    }
  }

  /** How many there are. */
  public int count() {
    return side / window * (side / window);
  }

  /** N, tokens of a window. */
  public int tokens() {
    return window * window;
  }

  /** The token at each place: window by window, [count, N]. */
  public int[] order() {
    int[] order = new int[side * side];
    for (int i = 0; i < order.length; i++) {
      order[i] = (row(i) + shift) % side * side + (column(i) + shift) % side;
    }
    return order;
  }

  /** The zone of each place, [count, N]. */
  public int[] zones() {
    int[] zones = new int[side * side];
    for (int i = 0; i < zones.length; i++) {
      zones[i] = 3 * zone(row(i)) + zone(column(i));
    }
    return zones;
  }

  /** Whether the query at a place sees the key at another of its window, [count, N, N]. */
  public boolean[] seen() {
    int n = tokens();
    int[] zones = zones();
    boolean[] seen = new boolean[zones.length * n];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = zones[i / n] == zones[i / n / n * n + i % n];
    }
    return seen;
  }

  /** Row of a place in the moved grid. */
  private int row(int place) {
    return place / tokens() / (side / window) * window + place % tokens() / window;
  }

  private int column(int place) {
    return place / tokens() % (side / window) * window + place % window;
  }

  private int zone(int position) {
    return shift == 0 || position < side - window ? 0 : position < side - shift ? 1 : 2;
  }

  /** The row of the table of relative positions for each query and key, [N, N]. */
  public int[] relativePositions() {
    int[] index = new int[tokens() * tokens()];
    for (int i = 0; i < tokens(); i++) {
      for (int j = 0; j < tokens(); j++) {
        index[i * tokens() + j] =
            (i / window - j / window + window - 1) * (2 * window - 1) + i % window - j % window + window - 1;
      }
    }
    return index;
  }

  /** Rows of tokens in the order of the windows. */
  public float[] gather(float[] tokens, int columns) {
    float[] rows = new float[tokens.length];
    int[] order = order();
    for (int i = 0; i < order.length; i++) {
      System.arraycopy(tokens, order[i] * columns, rows, i * columns, columns);
    }
    return rows;
  }

  /** Of values of pairs, [count, heads, N, N], those whose query sees the key, in their order. */
  public float[] visible(float[] pairs, int heads) {
    if (shift == 0) {
      return pairs;
    }
    int n = tokens();
    int[] zones = zones();
    float[] seen = new float[pairs.length];
    int count = 0;
    for (int row = 0; row < pairs.length / n; row++) {
      int window = row / n / heads * n;
      for (int j = 0; j < n; j++) {
        if (zones[window + row % n] == zones[window + j]) {
          seen[count++] = pairs[row * n + j];
        }
      }
    }
    return Arrays.copyOf(seen, count);
  }
}
