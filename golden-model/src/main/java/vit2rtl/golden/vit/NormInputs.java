package vit2rtl.golden.vit;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which LayerNorm reads which state of the residual stream. */
public final class NormInputs {

  private NormInputs() {}

  /** LayerNorm by the {@link Tap} name of its input, in network order: {@code embed} feeds {@code blocks.0.norm1}, … */
  public static Map<String, String> of(VitShape shape) {
    Map<String, String> norms = new LinkedHashMap<>();
    norms.put("embed", shape.variant().has(VitExtra.NORM_PRE) ? "norm_pre" : "blocks.0.norm1");
    if (shape.variant().has(VitExtra.NORM_PRE)) {
      norms.put("norm_pre", "blocks.0.norm1");
    }
    for (int i = 0; i < shape.depth(); i++) {
      norms.put("blocks." + i + ".attn.out", "blocks." + i + ".norm2");
      norms.put("blocks." + i + ".out", i + 1 == shape.depth() ? "norm" : "blocks." + (i + 1) + ".norm1");
    }
    return norms;
  }
}
