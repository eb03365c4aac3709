package vit2rtl.golden.network;

import java.util.List;
import java.util.Optional;

/**
 * A stage of a Swin.
 *
 * @param merging before its blocks, in every stage but the first
 * @param blocks  blocks
 */
public record StageParams(Optional<MergingParams> merging, List<WindowBlockParams> blocks) {

  public StageParams {
    blocks = List.copyOf(blocks);
  }
}
