package vit2rtl.golden.recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.layernorm.LayerNormCompiler;
import vit2rtl.golden.layernorm.LayerNormFloat;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.ops.HeadNorms;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.Interval;
import vit2rtl.golden.vit.VitShape;

/**
 * Norms of queries and keys in the wide recipe: every head's queries, and its keys, are PTF codes around zero, each channel
 * at the least power of two that holds it; the norm's gains bring them to the scales that attention wants.
 *
 * @param name  block
 * @param base  scale of each norm's input, [2·heads]
 * @param alpha factor of each channel of queries and keys
 * @param scale of what attention sees, queries, keys and values
 * @param offset likewise
 */
record WideHeadNorms(String name, VitShape shape, double[] base, int[] alpha, double[] scale, double[] offset) {
  private static final int GREATEST = 127;

  static WideHeadNorms of(String name, VitShape shape, Ranges ranges, double[] scale, double[] offset) {
    Interval[] intervals = ranges.columns(name + "attn.qkv", 0);
    int width = shape.headWidth();
    double[] base = new double[2 * shape.heads()];
    int[] alpha = new int[2 * shape.width()];
    for (int h = 0; h < base.length; h++) {
      double reach = 0;
      for (int c = h * width; c < (h + 1) * width; c++) {
        reach = Math.max(reach, intervals[c].magnitude());
      }
      double full = Math.max(reach / GREATEST, Grid.MIN_SCALE);
      base[h] = Math.scalb(full, -LayerNormParams.MAX_ALPHA);
      for (int c = h * width; c < (h + 1) * width; c++) {
        int a = 0;
        while (a < LayerNormParams.MAX_ALPHA && GREATEST * Math.scalb(base[h], a) < intervals[c].magnitude()) {
          a++;
        }
        alpha[c] = a;
      }
    }
    return new WideHeadNorms(name, shape, base, alpha, scale, offset);
  }

  /** Scales of the codes before the norms, and of the values. */
  double[] scales() {
    double[] scales = scale.clone();
    for (int c = 0; c < alpha.length; c++) {
      scales[c] = Math.scalb(base[c / shape.headWidth()], alpha[c]);
    }
    return scales;
  }

  HeadNorms compile(FloatLayers layers) {
    List<LayerNormParams> norms = new ArrayList<>();
    int width = shape.headWidth();
    for (int h = 0; h < base.length; h++) {
      String norm = name + (h < shape.heads() ? "attn.q_norm" : "attn.k_norm");
      double[] gamma = layers.values(norm + ".weight");
      double[] beta = layers.values(norm + ".bias");
      for (int i = 0; i < width; i++) {
        int c = h * width + i;
        gamma[i] /= scale[c];
        beta[i] = (beta[i] - offset[c]) / scale[c];
      }
      norms.add(LayerNormCompiler.compile(new LayerNormFloat(CodeFormat.INT8, base[h], 0,
          Arrays.copyOfRange(alpha, h * width, (h + 1) * width), gamma, beta, layers.checkpoint().epsilon(),
          CodeFormat.INT8, 1, 0)));
    }
    return new HeadNorms(norms);
  }
}
