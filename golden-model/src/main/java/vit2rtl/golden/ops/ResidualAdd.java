package vit2rtl.golden.ops;

import vit2rtl.golden.IntRange;

/** How the sums of a linear layer join the residual stream. */
public sealed interface ResidualAdd permits WideAdd, PtfJoin {

  /**
   * The new stream.
   *
   * @param stream       row-major [rows, channels]; not changed
   * @param accumulators same shape
   */
  int[] apply(int[] stream, int[] accumulators);

  /** Range of the new stream. */
  IntRange output();
}
