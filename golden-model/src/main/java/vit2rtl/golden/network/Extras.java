package vit2rtl.golden.network;

import java.util.Optional;
import vit2rtl.golden.ops.TokenMean;

/**
 * Parts that a plain ViT does not have, as {@link vit2rtl.golden.vit.VitVariant} says which.
 *
 * @param normPre        before the first block
 * @param mean           of tokens: of the stream onto the final norm's PTF codes, or of the final norm's codes
 * @param representation before the head
 */
public record Extras(Optional<StreamNorm> normPre, Optional<TokenMean> mean, Optional<Representation> representation) {
  /** A plain ViT's. */
  public static final Extras NONE = new Extras(Optional.empty(), Optional.empty(), Optional.empty());
}
