package vit2rtl.golden.softmax;

/**
 * How a b-bit log code says that a probability is exactly zero: the state beyond 0…2^b − 1. What each choice costs in
 * accuracy is measured in docs/adr/0003-zero-state.md.
 */
public enum ZeroState {
  /** The code field has b + 1 bits and the value 2^b means zero. The reference's 17 states for b = 4, bit for bit. */
  EXTRA_BIT,
  /** The field has b bits and its greatest value means zero: probabilities of the greatest code are lost. */
  TOP_CODE,
  /** The field has b bits, nothing means zero: what is too small takes the greatest code (the paper's equation). */
  CLIP
}
