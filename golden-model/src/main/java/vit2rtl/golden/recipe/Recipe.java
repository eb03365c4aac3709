package vit2rtl.golden.recipe;

/** Where the quantisers sit. Both recipes are integers only, from pixels to logits. */
public enum Recipe {
  /** Wide residual stream, adds straight from the accumulators, PTF codes on the LayerNorm branch only. */
  WIDE,
  /** The paper's placement, as its public reference has it: 8-bit codes everywhere, PTF codes as the residual stream. */
  FQVIT
}
