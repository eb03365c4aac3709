package vit2rtl.golden.recipe;

/** How attention probabilities are coded. */
public enum AttentionCoding {
  /** Log-Int-Softmax, codes k for 2^−k. */
  LOG2,
  /** Log-Int-Softmax in half steps, codes k for 2^(−k/2). */
  LOGSQRT2,
  /** Uniform codes on the observed interval. */
  UNIFORM
}
