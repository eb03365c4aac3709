package vit2rtl.golden.layernorm;

/**
 * Exact integer statistics of one LayerNorm row X_0 … X_{C−1}.
 *
 * @param sum      S1 = ΣX
 * @param squares  S2 = ΣX²
 * @param variance V = C·S2 − S1², which is C² times the variance of X and never negative (Cauchy–Schwarz)
 */
public record RowStatistics(long sum, long squares, long variance) {

  /**
   * Statistics of a row. With C ≤ 4096 and |X| ≤ 255·2^7 &lt; 2^15: |S1| &lt; 2^27, S2 &lt; 2^42, V ≤ C·S2 &lt; 2^54, so
   * nothing overflows a long.
   */
  public static RowStatistics of(int[] x) {
    long sum = 0;
    long squares = 0;
    for (int value : x) {
      sum += value;
      squares += (long) value * value;
    }
    return new RowStatistics(sum, squares, x.length * squares - sum * sum);
  }
}
