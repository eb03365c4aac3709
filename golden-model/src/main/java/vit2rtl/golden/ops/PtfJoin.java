package vit2rtl.golden.ops;

import vit2rtl.golden.IntRange;

/**
 * The paper's residual add: the linear layer's sums become 8-bit codes, which {@link PtfAdd} adds to the stream's PTF
 * codes.
 *
 * @param codes from accumulators to codes
 * @param add   their sum with the stream
 */
public record PtfJoin(Requantizer codes, PtfAdd add) implements ResidualAdd {

  @Override
  public int[] apply(int[] stream, int[] accumulators) {
    return add.apply(stream, codes.columns(accumulators));
  }

  @Override
  public IntRange output() {
    return IntRange.of(add.output());
  }
}
