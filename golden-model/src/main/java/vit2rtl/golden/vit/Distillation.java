package vit2rtl.golden.vit;

/** Whether the model carries DeiT's distillation token. */
public enum Distillation {
  /** Class token only; the logits are those of the head. */
  NONE(1),
  /** Class and distillation token; the logits are the mean of the two heads' logits. */
  TOKEN(2);

  private final int leadingTokens;

  Distillation(int leadingTokens) {
    this.leadingTokens = leadingTokens;
  }

  /** Tokens before the first patch. */
  public int leadingTokens() {
    return leadingTokens;
  }
}
