package vit2rtl.golden.ops;

import vit2rtl.golden.IntRange;

/**
 * Residual add straight from the accumulator on a wide stream (docs/adr/0006-wide-residual.md): one rounding, one
 * saturation, no codes between,
 * <pre>
 *   r'_c = saturate(r_c + ⌊(a_c·M_c + 2^(s_c−1)) / 2^s_c⌋)
 * </pre>
 * The rescaled term has at most 48 bits ({@link Requantizer}) and the stream 24, so the sum stays below 2^49.
 *
 * @param rescale from accumulators to the stream's grid; its output range is the stream's, its zero point 0
 */
public record WideAdd(Requantizer rescale) implements ResidualAdd {

  @Override
  public int[] apply(int[] stream, int[] accumulators) {
    int[] sum = new int[stream.length];
    int channels = rescale.channels();
    int[] multiplier = rescale.multiplier();
    int[] shift = rescale.shift();
    for (int row = 0; row < sum.length; row += channels) {
      for (int c = 0; c < channels; c++) {
        long term = Requantizer.rescale(accumulators[row + c], multiplier[c], shift[c]);
        sum[row + c] = (int) rescale.output().saturate(stream[row + c] + term);
      }
    }
    return sum;
  }

  @Override
  public IntRange output() {
    return rescale.output();
  }
}
