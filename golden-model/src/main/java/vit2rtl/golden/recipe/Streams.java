package vit2rtl.golden.recipe;

/** Names of the residual stream's tensors. */
final class Streams {
  /** The leading tokens of the last stream, which alone enter the final LayerNorm. */
  static final String FINAL = "norm.in";

  private Streams() {}

  static boolean isStream(String name) {
    return name.equals("embed") || name.equals(FINAL) || name.endsWith(".attn.out") || name.matches("blocks\\.\\d+\\.out");
  }

  /** What enters the first LayerNorm of block i; i = depth: the final LayerNorm. */
  static String before(int block) {
    return block == 0 ? "embed" : "blocks." + (block - 1) + ".out";
  }
}
