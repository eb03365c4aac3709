package vit2rtl.golden.ops;

/**
 * Integer softmax with uniform codes, for comparison with {@link vit2rtl.golden.softmax.LogIntSoftmax}: with e_i and S of
 * i-exp as there,
 * <pre>
 *   code_i = min(2^b − 1, ⌊(2·L·e_i + S) / (2·S)⌋)
 * </pre>
 * which is L·e_i/S rounded half up: one division per element. L &lt; 2^11 and 4096·e &lt; 2^62 keep the numerator below
 * 2^63.
 */
public final class UniformIntSoftmax {
  private final AttentionWeights.Uniform params;
  private final long[] exp;

  public UniformIntSoftmax(AttentionWeights.Uniform params) {
    this.params = params;
    this.exp = params.exp().table();
  }

  /**
   * Codes of whole rows.
   *
   * @param q      scores, row-major [rows, length], each 0…2^scoreBits − 1
   * @param length 1…4096
   */
  public int[] apply(int[] q, int length) {
    int[] codes = new int[q.length];
    for (int row = 0; row < q.length; row += length) {
      int max = 0;
      for (int i = row; i < row + length; i++) {
        max = Math.max(max, q[i]);
      }
      long sum = 0;
      for (int i = row; i < row + length; i++) {
        sum += exp[max - q[i]];
      }
      for (int i = row; i < row + length; i++) {
        codes[i] = (int) Math.min(params.maxCode(), (2 * params.levels() * exp[max - q[i]] + sum) / (2 * sum));
      }
    }
    return codes;
  }
}
