package vit2rtl.golden.network;

import java.util.List;
import java.util.Optional;
import vit2rtl.golden.InputException;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.ops.TokenMean;
import vit2rtl.golden.vit.VitShape;

/**
 * What stands behind the blocks.
 *
 * @param shape          sizes and pooling
 * @param norm           final LayerNorm
 * @param mean           of tokens, before or behind it, if there is one
 * @param representation layer before the head, if there is one
 * @param heads          one or two
 * @param logits         from the heads' accumulators to logit codes
 */
public record HeadParams(VitShape shape, NormParams norm, Optional<TokenMean> mean,
    Optional<Representation> representation, List<LinearParams> heads, List<Requantizer> logits) {

  public HeadParams {
    heads = List.copyOf(heads);
    logits = List.copyOf(logits);
    if (heads.size() != shape.logitHeads() || logits.size() != heads.size()) {
      throw new InputException("a model of " + shape.logitHeads() + " heads holds " + heads.size() + " heads and "
          + logits.size() + " logit requantisers");
    }
  }
}
