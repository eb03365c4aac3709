package vit2rtl.accelerator.job;

import java.util.Optional;

/** Which integers of the network a job computes, in the names of {@link vit2rtl.golden.network.IntTap}. */
public sealed interface JobTensors {

  /**
   * Sums of a matrix product and what the drain makes of them.
   *
   * @param sums     tensor of the sums
   * @param codes    tensor of their codes, or of the new residual stream; empty where the network has none
   * @param zero     what the tensor's codes are more than the drain's
   * @param active   tensor of GELU's codes; empty where there is no GELU
   * @param firstRow row of these tensors that the first row is
   * @param rows     how many rows
   * @param columns  columns of these tensors in the order in which a row leaves; −1 for padding
   */
  record Drained(String sums, Optional<String> codes, int zero, Optional<String> active, int firstRow, int rows,
      int[] columns) implements JobTensors {}

  /**
   * Rows of a LayerNorm, whose input codes are tensor {@code name.in}.
   *
   * @param name     tensor of the results
   * @param firstRow first row
   * @param rows     how many
   */
  record Normalised(String name, int firstRow, int rows) implements JobTensors {}

  /**
   * Rows of a head: {@code block.attn.softmax}, {@code block.attn.context.acc} and {@code block.attn.context}.
   *
   * @param block    the block's name
   * @param head     the head
   * @param firstRow first token
   * @param rows     how many
   */
  record Attended(String block, int head, int firstRow, int rows) implements JobTensors {}

  /** Nothing of its own. */
  record Nothing() implements JobTensors {}
}
