package vit2rtl.golden.ops;

import java.util.Arrays;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.swin.Windows;

/**
 * Attention within windows: which token stands where and who sees whom, and what relative positions add to the Q·Kᵀ
 * accumulators,
 * <pre>
 *   B[r][h] = round(T[r][h]·√d / (s_q·s_k))        T the float table, one step of the accumulator s_q·s_k/√d
 * </pre>
 * so the bias costs no rounding of its own but that half step, and no grid.
 *
 * @param windows windows over the tokens
 * @param bias    B, row-major [(2M − 1)², heads]
 */
public record WindowParams(Windows windows, int[] bias) {

  public WindowParams {
    bias = bias.clone();
    if (bias.length == 0 || bias.length % rows(windows) != 0) {
      throw new InputException("relative positions in windows of " + windows.window() + " have " + bias.length
          + " biases; needed: " + rows(windows) + " for each head");
    }
  }

  private static int rows(Windows windows) {
    return (2 * windows.window() - 1) * (2 * windows.window() - 1);
  }

  /** Heads the table is of. */
  public int heads() {
    return bias.length / rows(windows);
  }

  /** What is added for each query and key, [heads, N, N]. */
  public int[] pairs() {
    int[] index = windows.relativePositions();
    int[] pairs = new int[heads() * index.length];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = bias[index[i % index.length] * heads() + i / index.length];
    }
    return pairs;
  }

  /** Range of the bias. */
  public IntRange range() {
    return IntRange.of(bias);
  }

  @Override
  public int[] bias() {
    return bias.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WindowParams p && windows.equals(p.windows) && Arrays.equals(bias, p.bias);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bias) * 31 + windows.hashCode();
  }
}
