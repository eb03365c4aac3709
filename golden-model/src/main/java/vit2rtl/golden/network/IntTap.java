package vit2rtl.golden.network;

import vit2rtl.golden.kernel.TensorViewer;

/**
 * Sees every integer tensor of an inference in the order they are computed, under the names of {@link
 * vit2rtl.golden.vit.Tap}, and besides: {@code patches} (pixels), {@code NAME.acc} (the 32-bit accumulators a tensor is
 * requantised from) for {@code patch_embed}, {@code attn.qkv}, {@code attn.scores}, {@code attn.context}, {@code
 * attn.proj}, {@code mlp.fc1}, {@code mlp.fc2} and {@code logits}, and {@code NAME.in} (the PTF codes of a LayerNorm).
 * {@code patch_embed}, {@code attn.proj} and {@code mlp.fc2} themselves exist as accumulators only. Where the model has them:
 * {@code norm_pre.out}, a wide stream brought back from the codes {@code norm_pre}; {@code pooled.acc}, sums of tokens, and
 * behind the final norm {@code pooled}; {@code pre_logits.acc}. A Swin's are in {@link IntegerSwin}.
 */
@FunctionalInterface
public interface IntTap {
  /** Sees nothing. */
  IntTap NONE = (name, values, rows, columns) -> { };

  /** The same for the kernel. */
  default TensorViewer viewer() {
    return this == NONE ? TensorViewer.NONE : this::accept;
  }

  /**
   * One tensor.
   *
   * @param values {@code rows · columns} values in row order; not to be changed
   */
  void accept(String name, int[] values, int rows, int columns);
}
