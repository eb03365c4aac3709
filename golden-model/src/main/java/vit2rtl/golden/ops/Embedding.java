package vit2rtl.golden.ops;

import vit2rtl.golden.IntRange;

/** From the sums of the patch embedding to the first residual stream: leading tokens before, positions added. */
public sealed interface Embedding permits WideEmbedding, PtfEmbedding {

  /**
   * The stream.
   *
   * @param accumulators row-major [patches, channels]
   * @return row-major [leading tokens + patches, channels]
   */
  int[] apply(int[] accumulators);

  /** Range of the stream. */
  IntRange output();
}
