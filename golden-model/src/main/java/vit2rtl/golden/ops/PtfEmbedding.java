package vit2rtl.golden.ops;

import java.util.Arrays;
import vit2rtl.golden.IntRange;

/**
 * Embedding as the paper's placement has it: patch codes, then the codes of all tokens (class and distillation token
 * quantised as constants), then the sum with the positions' codes on a PTF grid.
 *
 * @param patchCodes from accumulators to patch codes
 * @param tokenCodes from patch codes (zero point removed) to token codes; one channel
 * @param leading    token codes of the leading tokens, row-major [leading, channels]
 * @param positions  codes of the positions, row-major [tokens, channels]
 * @param add        token codes plus position codes
 */
public record PtfEmbedding(Requantizer patchCodes, Requantizer tokenCodes, int[] leading, int[] positions, PtfAdd add)
    implements Embedding {

  public PtfEmbedding {
    leading = leading.clone();
    positions = positions.clone();
  }

  /** What leading tokens and positions bring to the sum that {@link PtfAdd} shifts, row-major [tokens, channels]. */
  public long[] constants() {
    int[] alpha = add.a().alpha();
    long[] sums = new long[positions.length];
    for (int i = 0; i < sums.length; i++) {
      long token = i < leading.length
          ? (leading[i] - add.a().zero()) * ((long) add.aFactor() << alpha[i % alpha.length]) : 0;
      sums[i] = token + (long) (positions[i] - add.bZero()) * add.bFactor();
    }
    return sums;
  }

  @Override
  public int[] apply(int[] accumulators) {
    int[] tokens = Arrays.copyOf(leading, leading.length + accumulators.length);
    int[] patches = patchCodes.columns(accumulators);
    for (int i = 0; i < patches.length; i++) {
      tokens[leading.length + i] = (int) tokenCodes.output().saturate(
          tokenCodes.rescale(patches[i] - patchCodes.zeroPoint(), 0) + tokenCodes.zeroPoint());
    }
    return add.apply(tokens, positions);
  }

  @Override
  public IntRange output() {
    return IntRange.of(add.output());
  }

  @Override
  public int[] leading() {
    return leading.clone();
  }

  @Override
  public int[] positions() {
    return positions.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PtfEmbedding p && patchCodes.equals(p.patchCodes) && tokenCodes.equals(p.tokenCodes)
        && Arrays.equals(leading, p.leading) && Arrays.equals(positions, p.positions) && add.equals(p.add);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(positions);
  }
}
