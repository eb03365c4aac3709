package vit2rtl.units;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import vit2rtl.golden.InputException;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.network.NormParams;
import vit2rtl.golden.network.QuantizedSwin;
import vit2rtl.golden.ops.AttentionWeights;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.golden.swin.SwinShape;

/** The layers of a quantised Swin that units exist for, by name, in the order of the network. */
public final class SwinLayers {
  private SwinLayers() {}

  /** Every LayerNorm, with what brings a wide stream to its codes. */
  public static Map<String, NormParams> norms(QuantizedSwin model) {
    Map<String, NormParams> norms = new LinkedHashMap<>();
    norms.put("patch_embed.norm", model.patchNorm().norm());
    for (int s = 0; s < model.stages().size(); s++) {
      String merging = SwinShape.stageName(s) + "downsample.norm";
      model.stages().get(s).merging().ifPresent(params -> norms.put(merging, params.norm()));
      for (int b = 0; b < model.stages().get(s).blocks().size(); b++) {
        BlockParams block = model.stages().get(s).blocks().get(b).block();
        norms.put(SwinShape.blockName(s, b) + "norm1", block.norm1());
        norms.put(SwinShape.blockName(s, b) + "norm2", block.norm2());
      }
    }
    norms.put("norm", model.head().norm());
    return norms;
  }

  /**
   * One for each block that codes attention logarithmically: its heads and windows share it.
   *
   * @param make from the parameters and the keys of a window
   */
  public static <T> Map<String, T> softmaxes(QuantizedSwin model, BiFunction<SoftmaxParams, Integer, T> make) {
    Map<String, T> all = new LinkedHashMap<>();
    for (int s = 0; s < model.stages().size(); s++) {
      int window = model.shape().stages().get(s).window();
      for (int b = 0; b < model.stages().get(s).blocks().size(); b++) {
        if (model.stages().get(s).blocks().get(b).block().attention().weights() instanceof AttentionWeights.Log log) {
          all.put(SwinShape.blockName(s, b) + "attn.softmax", make.apply(log.softmax(), window * window));
        }
      }
    }
    return all;
  }

  /** A unit for each layer; their rows differ in length from stage to stage, so none serves them all. */
  public static <P, C extends UnitConfig> Map<String, UnitConfig> configs(Map<String, P> layers, Settings settings,
      Function<P, C> own) {
    if (settings.tables() != TableSource.BAKED) {
      throw new InputException("one unit with loadable tables for a Swin, whose stages differ in width; allowed: --set"
          + " tables=baked");
    }
    Map<String, UnitConfig> configs = new LinkedHashMap<>();
    layers.forEach((name, layer) -> configs.put(name, own.apply(layer)));
    return configs;
  }
}
