package vit2rtl.golden.calibration;

import vit2rtl.golden.vit.VitExtra;
import vit2rtl.golden.vit.VitShape;

/** Names of the residual stream's tensors. */
public final class Streams {
  /** What enters the final LayerNorm: the tokens of the last stream that heads read, or their mean. */
  public static final String FINAL = "norm.in";

  private Streams() {}

  static boolean isStream(String name) {
    return name.equals("embed") || name.equals("norm_pre") || name.equals(FINAL) || name.endsWith(".attn.out")
        || name.matches("blocks\\.\\d+\\.out");
  }

  /** What enters the first LayerNorm of block i; i = depth: the final LayerNorm. */
  public static String before(VitShape shape, int block) {
    return block == 0 ? shape.variant().has(VitExtra.NORM_PRE) ? "norm_pre" : "embed" : "blocks." + (block - 1) + ".out";
  }
}
