package vit2rtl.units.requantize;

import java.util.LinkedHashMap;
import java.util.Map;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.ops.AttentionParams;
import vit2rtl.golden.ops.AttentionWeights;
import vit2rtl.golden.ops.IntProducts;
import vit2rtl.golden.ops.Linear;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.ops.ResidualAdd;
import vit2rtl.golden.ops.ShiftAccumulate;
import vit2rtl.golden.ops.WideAdd;

/** Where in every block accumulators become codes, or are added to the residual stream. */
enum RequantizePlace {
  /** Queries, keys and values. */
  QKV,
  /** Scores of one head. */
  SCORES,
  /** The context of all heads. */
  CONTEXT,
  /** Inputs of GELU. */
  FC1,
  /** The residual stream behind the attention, of a model where it is wide. */
  ATTN_ADD,
  /** The residual stream behind the MLP, of a model where it is wide. */
  MLP_ADD;

  /**
   * What works at a place.
   *
   * @param rescale      its integers
   * @param accumulators proven range of what it takes
   * @param length       elements per row
   */
  record Layer(Requantizer rescale, IntRange accumulators, int length) {}

  /** Those of a model, by the names of what they give. A model with uniform attention codes has no context here. */
  Map<String, Layer> layers(QuantizedVit model) {
    Map<String, Layer> layers = new LinkedHashMap<>();
    for (int i = 0; i < model.blocks().size(); i++) {
      add(layers, "blocks." + i + ".", model.blocks().get(i), model.shape().tokens());
    }
    return layers;
  }

  private void add(Map<String, Layer> layers, String block, BlockParams params, int tokens) {
    AttentionParams attention = params.attention();
    switch (this) {
      case QKV -> layers.put(block + "attn.qkv", linear(params.qkvCodes(), params.qkv()));
      case SCORES -> {
        for (int head = 0; head < attention.heads(); head++) {
          layers.put(block + "attn.scores[" + head + "]", new Layer(channel(attention.scores(), head),
              attention.scoreAccumulator(), tokens));
        }
      }
      case CONTEXT -> {
        if (attention.weights() instanceof AttentionWeights.Log log) {
          ShiftAccumulate sums = new ShiftAccumulate(log.softmax(), IntProducts.scalar());
          layers.put(block + "attn.context", new Layer(attention.context(),
              sums.accumulator(tokens, attention.centred()), attention.context().channels()));
        }
      }
      case FC1 -> layers.put(block + "mlp.fc1", linear(params.fc1Codes(), params.fc1()));
      case ATTN_ADD -> add(layers, block + "attn.out", params.attentionAdd(), params.proj());
      default -> add(layers, block + "out", params.mlpAdd(), params.fc2());
    }
  }

  private static void add(Map<String, Layer> layers, String name, ResidualAdd add, LinearParams linear) {
    if (add instanceof WideAdd wide) {
      layers.put(name, linear(wide.rescale(), linear));
    }
  }

  /** What is added there. */
  RequantizeConfig.Addend addend() {
    return this == ATTN_ADD || this == MLP_ADD ? RequantizeConfig.Addend.RESIDUAL : RequantizeConfig.Addend.ZERO_POINT;
  }

  private static Layer linear(Requantizer rescale, LinearParams linear) {
    return new Layer(rescale, new Linear(linear, IntProducts.scalar()).accumulator(), linear.outputs());
  }

  private static Requantizer channel(Requantizer all, int channel) {
    return new Requantizer(new int[] {all.multiplier()[channel]}, new int[] {all.shift()[channel]}, all.zeroPoint(),
        all.output());
  }
}
