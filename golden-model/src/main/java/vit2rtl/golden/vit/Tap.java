package vit2rtl.golden.vit;

/**
 * Sees every intermediate result of an inference, in the order they are computed: {@code patch_embed}, {@code embed}
 * (with class token and position), for each block i {@code blocks.i.norm1}, {@code .attn.qkv}, {@code .attn.scores}
 * (scaled; rows of head 0, then head 1, …), {@code .attn.softmax} (the same), {@code .attn.context}, {@code .attn.proj},
 * {@code .attn.out} (residual stream), {@code .norm2}, {@code .mlp.fc1}, {@code .mlp.gelu}, {@code .mlp.fc2},
 * {@code .out} (residual stream), then {@code norm} and {@code logits}. Where the model has them: {@code norm_pre} (residual
 * stream) behind {@code embed}; {@code .attn.qk_norm} (queries, then keys, normalised); {@code pooled}, the mean of tokens
 * before or behind {@code norm}; {@code pre_logits} and {@code pre_logits.tanh} (rows: the heads').
 */
@FunctionalInterface
public interface Tap {
  /** Sees nothing. */
  Tap NONE = (name, values, rows, columns) -> { };

  /**
   * One result.
   *
   * @param values {@code rows · columns} values in row order; the array is used again after the call: copy what is to be
   *               kept
   */
  void accept(String name, float[] values, int rows, int columns);
}
