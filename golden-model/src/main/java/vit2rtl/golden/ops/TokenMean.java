package vit2rtl.golden.ops;

import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;

/**
 * The mean of tokens, per channel: a sum of codes without their zero point, then one requantisation whose ratio has the
 * division in it,
 * <pre>
 *   a[c] = Σ_t (x[t][c] − zp_in)              t from the first averaged token to the last
 *   y[c] = Requantizer_c(a[c])                M_c/2^s_c ≈ s_in,c / (count·s_out,c)
 * </pre>
 *
 * <p><b>No overflow</b>: count times the greatest code must fit 32 bits, or the mean is refused at construction.
 *
 * @param first  first token that is averaged
 * @param count  how many are
 * @param input  range of the codes
 * @param zeroPoint of the codes
 * @param codes  from sums to codes of the mean
 */
public record TokenMean(int first, int count, IntRange input, int zeroPoint, Requantizer codes) {

  public TokenMean {
    if (first < 0 || count < 1) {
      throw new InputException("a mean of " + count + " tokens from token " + first + "; allowed: one or more, from 0 on");
    }
    if (!IntRange.INT32.contains(accumulator(count, input, zeroPoint))) {
      throw new InputException("the sum of " + count + " tokens' codes can reach " + accumulator(count, input, zeroPoint)
          + "; allowed: 32 bits");
    }
  }

  private static IntRange accumulator(int count, IntRange input, int zeroPoint) {
    return new IntRange(Math.min(0, count * (input.min() - zeroPoint)), Math.max(0, count * (input.max() - zeroPoint)));
  }

  /** Proven range of every partial sum. */
  public IntRange accumulator() {
    return accumulator(count, input, zeroPoint);
  }

  /**
   * Sums of one image.
   *
   * @param tokens row-major [tokens, channels]
   * @return one for each channel
   */
  public int[] sums(int[] tokens) {
    int channels = codes.channels();
    int[] sums = new int[channels];
    for (int t = first; t < first + count; t++) {
      for (int c = 0; c < channels; c++) {
        sums[c] += tokens[t * channels + c] - zeroPoint;
      }
    }
    return sums;
  }
}
