package vit2rtl.golden.eval;

/** The greatest of some scores, greatest first; of equal ones the lower index first. */
public final class Ranking {

  /** Whether one index is to come before another that is lower. */
  private interface Order {
    boolean greater(int index, int lower);
  }

  private Ranking() {}

  public static int[] best(float[] scores, int count) {
    return best(scores.length, count, (a, b) -> scores[a] > scores[b]);
  }

  public static int[] best(int[] scores, int count) {
    return best(scores.length, count, (a, b) -> scores[a] > scores[b]);
  }

  public static int[] best(long[] scores, int count) {
    return best(scores.length, count, (a, b) -> scores[a] > scores[b]);
  }

  private static int[] best(int size, int count, Order order) {
    int[] best = new int[Math.min(count, size)];
    int filled = 0;
    for (int i = 0; i < size; i++) {
      int at = filled;
      while (at > 0 && order.greater(i, best[at - 1])) {
        at--;
      }
      if (at < best.length) {
        filled = Math.min(filled + 1, best.length);
        System.arraycopy(best, at, best, at + 1, filled - at - 1);
        best[at] = i;
      }
    }
    return best;
  }
}
