package vit2rtl.units;

import java.util.LinkedHashMap;
import java.util.Map;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.network.NormParams;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.ops.AttentionWeights;
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.golden.softmax.SoftmaxParams;

/** The layers of a quantised model that units exist for, by name, in the order of the network. */
public final class ModelLayers {
  private ModelLayers() {}

  public static Map<String, LayerNormParams> layerNorms(QuantizedVit model) {
    Map<String, LayerNormParams> all = new LinkedHashMap<>();
    norms(model).forEach((name, norm) -> all.put(name, norm.norm()));
    return all;
  }

  private static Map<String, NormParams> norms(QuantizedVit model) {
    Map<String, NormParams> norms = new LinkedHashMap<>();
    for (int i = 0; i < model.blocks().size(); i++) {
      BlockParams block = model.blocks().get(i);
      norms.put("blocks." + i + ".norm1", block.norm1());
      norms.put("blocks." + i + ".norm2", block.norm2());
    }
    norms.put("norm", model.norm());
    return norms;
  }

  /** Name of the residual stream that a LayerNorm normalises, as the network shows it. */
  public static String stream(QuantizedVit model, String norm) {
    if (norm.endsWith(".norm2")) {
      return norm.replaceAll("norm2$", "attn.out");
    }
    if (norm.equals("norm") && model.shape().variant().pooling().meanFirst()) {
      return "norm.in";
    }
    int block = norm.equals("norm") ? model.blocks().size() : Integer.parseInt(norm.split("\\.")[1]);
    return block == 0 ? first(model) : "blocks." + (block - 1) + ".out";
  }

  /** The stream that enters the first block. */
  private static String first(QuantizedVit model) {
    return model.extras().normPre().map(pre -> pre.toStream().isPresent() ? "norm_pre.out" : "norm_pre").orElse("embed");
  }

  /** Elements of a LayerNorm's input, of one image. The last one sees the tokens that the heads look at. */
  public static int elements(QuantizedVit model, String norm) {
    return (norm.equals("norm") ? model.shape().normRows() : model.shape().tokens()) * model.shape().width();
  }

  /** Of the LayerNorms whose input is a wide stream, by the names of the LayerNorms. */
  public static Map<String, ResidualToPtfParams> residualsToPtf(QuantizedVit model) {
    Map<String, ResidualToPtfParams> all = new LinkedHashMap<>();
    norms(model).forEach((name, norm) -> norm.input().ifPresent(input -> all.put(name, input)));
    return all;
  }

  /** One per block: its heads share it. Empty for a model with uniform attention codes. */
  public static Map<String, SoftmaxParams> softmaxes(QuantizedVit model) {
    Map<String, SoftmaxParams> softmaxes = new LinkedHashMap<>();
    for (int i = 0; i < model.blocks().size(); i++) {
      if (model.blocks().get(i).attention().weights() instanceof AttentionWeights.Log log) {
        softmaxes.put("blocks." + i + ".attn.softmax", log.softmax());
      }
    }
    return softmaxes;
  }

  public static Map<String, GeluTable> gelus(QuantizedVit model) {
    Map<String, GeluTable> gelus = new LinkedHashMap<>();
    for (int i = 0; i < model.blocks().size(); i++) {
      gelus.put("blocks." + i + ".mlp.gelu", model.blocks().get(i).gelu());
    }
    return gelus;
  }

  /**
   * Attention times V of a block.
   *
   * @param softmax what the codes mean
   * @param tokens  codes per row
   * @param width   elements of a value
   * @param values  their range, zero point removed
   */
  public record Context(SoftmaxParams softmax, int tokens, int width, IntRange values) {}

  /** One per block: its heads share it. Empty for a model with uniform attention codes. */
  public static Map<String, Context> contexts(QuantizedVit model) {
    Map<String, Context> contexts = new LinkedHashMap<>();
    softmaxes(model).forEach((name, softmax) -> {
      int block = Integer.parseInt(name.split("\\.")[1]);
      contexts.put(name.replaceAll("softmax$", "context"), new Context(softmax, model.shape().tokens(),
          model.shape().headWidth(), model.blocks().get(block).attention().centred()));
    });
    return contexts;
  }
}
