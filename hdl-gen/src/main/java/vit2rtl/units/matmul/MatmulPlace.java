package vit2rtl.units.matmul;

import java.util.LinkedHashMap;
import java.util.Map;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.ops.LinearParams;

/** Which product of every block. */
enum MatmulPlace {
  /** Queries, keys and values. */
  QKV,
  /** Output projection of the attention. */
  PROJ,
  /** First layer of the MLP. */
  FC1,
  /** Second layer of the MLP. */
  FC2;

  /** Those of a model, by name. */
  Map<String, LinearParams> layers(QuantizedVit model) {
    Map<String, LinearParams> layers = new LinkedHashMap<>();
    for (int i = 0; i < model.blocks().size(); i++) {
      BlockParams block = model.blocks().get(i);
      switch (this) {
        case QKV -> layers.put("blocks." + i + ".attn.qkv", block.qkv());
        case PROJ -> layers.put("blocks." + i + ".attn.proj", block.proj());
        case FC1 -> layers.put("blocks." + i + ".mlp.fc1", block.fc1());
        default -> layers.put("blocks." + i + ".mlp.fc2", block.fc2());
      }
    }
    return layers;
  }
}
