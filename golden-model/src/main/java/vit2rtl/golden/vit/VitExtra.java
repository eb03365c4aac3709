package vit2rtl.golden.vit;

/** Parts a ViT may have or lack besides what every ViT has. */
public enum VitExtra {
  /** There is no class token. */
  NO_CLASS_TOKEN("no class token"),
  /** A LayerNorm before the first block; its result is the residual stream (CLIP). */
  NORM_PRE("a norm before the first block (norm_pre)"),
  /** LayerNorms of every head's queries and keys before their product. */
  QK_NORM("normalised queries and keys (q_norm, k_norm)");

  private final String meaning;

  VitExtra(String meaning) {
    this.meaning = meaning;
  }

  /** In words. */
  public String meaning() {
    return meaning;
  }
}
