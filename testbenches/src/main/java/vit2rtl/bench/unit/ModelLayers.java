package vit2rtl.bench.unit;

import java.util.LinkedHashMap;
import java.util.Map;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.ops.AttentionWeights;
import vit2rtl.golden.softmax.SoftmaxParams;

/** The layers of a quantised model that units exist for, by name, in the order of the network. */
public final class ModelLayers {
  private ModelLayers() {}

  public static Map<String, LayerNormParams> layerNorms(QuantizedVit model) {
    Map<String, LayerNormParams> norms = new LinkedHashMap<>();
    for (int i = 0; i < model.blocks().size(); i++) {
      BlockParams block = model.blocks().get(i);
      norms.put("blocks." + i + ".norm1", block.norm1().norm());
      norms.put("blocks." + i + ".norm2", block.norm2().norm());
    }
    norms.put("norm", model.norm().norm());
    return norms;
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
}
