package vit2rtl.golden.ops;

import java.util.Arrays;
import vit2rtl.golden.IntRange;

/**
 * Embedding on a wide stream: a table of constants on the stream's grid holds class token (and distillation token) plus
 * position for the leading tokens and the position for the patches,
 * <pre>
 *   r[t][c] = saturate(table[t][c] + ⌊(a[t][c]·M_c + 2^(s_c−1)) / 2^s_c⌋)     the second term for patches only
 * </pre>
 *
 * @param rescale from accumulators to the stream's grid; its output range is the stream's, its zero point 0
 * @param table   row-major [tokens, channels], within the stream's range
 */
public record WideEmbedding(Requantizer rescale, int[] table) implements Embedding {

  public WideEmbedding {
    table = table.clone();
  }

  @Override
  public int[] apply(int[] accumulators) {
    int[] stream = table.clone();
    int leading = table.length - accumulators.length;
    int channels = rescale.channels();
    for (int i = 0; i < accumulators.length; i++) {
      long term = rescale.rescale(accumulators[i], i % channels);
      stream[leading + i] = (int) rescale.output().saturate(stream[leading + i] + term);
    }
    return stream;
  }

  @Override
  public IntRange output() {
    return rescale.output();
  }

  @Override
  public int[] table() {
    return table.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WideEmbedding w && rescale.equals(w.rescale) && Arrays.equals(table, w.table);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(table);
  }
}
