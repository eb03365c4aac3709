package vit2rtl.golden.vit;

/** What reaches the head. The final LayerNorm is one in all of them; heads' logits are averaged where there are two. */
public enum Pooling {
  /** Head i reads token i behind the norm: class token, and distillation token if there is one. */
  TOKEN("the class token"),
  /** Mean of the patches' tokens, then the norm (timm's fc_norm, MAE). */
  PATCH_MEAN_THEN_NORM("the mean of the patches' tokens, normalised behind it (fc_norm)"),
  /** Mean of all tokens, then the norm (vit-pytorch's pool = mean). */
  TOKEN_MEAN_THEN_NORM("the mean of all tokens, normalised behind it"),
  /** The norm of every patch's token, then their mean (timm's gap models). */
  NORM_THEN_PATCH_MEAN("the mean of the patches' normalised tokens"),
  /** A head on the class token and one on the mean of the patches' tokens, both behind the norm (DINOv2). */
  TOKEN_AND_PATCH_MEAN("the class token and the mean of the patches' tokens, both normalised");

  private final String meaning;

  Pooling(String meaning) {
    this.meaning = meaning;
  }

  /** In words. */
  public String meaning() {
    return meaning;
  }

  /** Whether tokens are averaged before the final norm, which then sees one row. */
  public boolean meanFirst() {
    return this == PATCH_MEAN_THEN_NORM || this == TOKEN_MEAN_THEN_NORM;
  }

  /** Whether normalised tokens are averaged. */
  public boolean meanLast() {
    return this == NORM_THEN_PATCH_MEAN || this == TOKEN_AND_PATCH_MEAN;
  }
}
