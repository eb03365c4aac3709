package vit2rtl.golden.kernel;

import java.util.Optional;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.golden.ops.AttentionParams;
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.ops.ResidualAdd;
import vit2rtl.golden.ops.WindowParams;

/**
 * A transformer block for the kernel, in the order its parts run.
 *
 * @param name    which its tensors' names begin with
 * @param tokens  rows of the stream
 * @param windows windows of its attention; without, all tokens are one
 */
public record BlockParts(String name, int tokens, Norm norm1, Product qkv, AttentionParams attention,
    Optional<WindowParams> windows, Join proj, Norm norm2, Product fc1, GeluTable gelu, Join fc2) {

  /** Tokens that attend to each other. */
  int places() {
    return windows.map(w -> w.windows().tokens()).orElse(tokens);
  }

  /** A LayerNorm and the way to its codes, if the stream is wide. */
  public record Norm(Optional<ResidualToPtfParams> input, LayerNormParams norm) {}

  /** A linear layer and the codes its sums become. */
  public record Product(LinearParams linear, Requantizer codes) {}

  /** A linear layer whose sums join the stream. */
  public record Join(LinearParams linear, ResidualAdd add) {}
}
