package vit2rtl.golden.softmax;

/** Which logarithmic grid the attention codes lie on. */
public enum LogBase {
  /** A code k stands for 2^−k, rounded as FQ-ViT's reference rounds. */
  TWO,
  /** A code k stands for 2^(−k/2): half steps. */
  SQRT_TWO
}
