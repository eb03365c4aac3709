package vit2rtl.bench.network;

import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.ZeroState;

/**
 * How the units of a network are to be built.
 *
 * @param codes         format of LayerNorm inputs and outputs
 * @param maxAlpha      K, greatest power-of-two factor
 * @param attentionBits b, bits of an attention code
 * @param attentionBase grid of the attention codes
 * @param zeroState     encoding of an exact zero
 * @param lanes         elements per beat
 */
public record SiteOptions(CodeFormat codes, int maxAlpha, int attentionBits, LogBase attentionBase,
    ZeroState zeroState, int lanes) {

  /** FQ-ViT's: uint8 codes, K = 3, 4-bit log2 attention with all 17 states. */
  public static SiteOptions fqvit(int lanes) {
    return new SiteOptions(CodeFormat.UINT8, 3, 4, LogBase.TWO, ZeroState.EXTRA_BIT, lanes);
  }
}
