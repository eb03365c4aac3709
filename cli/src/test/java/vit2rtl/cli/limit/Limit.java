package vit2rtl.cli.limit;

/** Codes of whole rows, each at most the limit of its channel: q_c = min(q_c, limit_c). */
public final class Limit {
  private final int[] limits;

  /** @param limits one per channel, 0…255 */
  public Limit(int[] limits) {
    this.limits = limits.clone();
  }

  public int[] apply(int[] rows) {
    int[] limited = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      limited[i] = Math.min(rows[i], limits[i % limits.length]);
    }
    return limited;
  }
}
