package vit2rtl.accelerator;

import java.util.List;
import vit2rtl.golden.InputException;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.units.layernorm.LayerNormFormat;
import vit2rtl.units.softmax.ExpFormat;

/**
 * The integers an accelerator is built for: how wide its sums, its residual stream and its tables are. Taken from a
 * model they are as narrow as that model allows, and every model whose own formats lie within runs on the same text.
 *
 * @param accumulatorBits  width of the matrix engine's sums, two's complement
 * @param stream           the residual stream
 * @param operandBits      width of the engine's operands: 8, or 9 where queries, keys and values have a zero point
 * @param logitBits        width of a logit, two's complement
 * @param norm             a LayerNorm, for everything that cannot be loaded
 * @param normFormat       widths of LayerNorm constants
 * @param softmax          a softmax, for everything that cannot be loaded
 * @param expFormat        widths of exponentials
 * @param geluBits         bits of GELU's input codes
 */
public record Formats(int accumulatorBits, StreamFormat stream, int operandBits, int logitBits, LayerNormParams norm,
    LayerNormFormat normFormat, SoftmaxParams softmax, ExpFormat expFormat, int geluBits) {

  /** Greatest width of the engine's sums. */
  public static final int MAX_ACCUMULATOR_BITS = 32;

  /** The narrowest formats for a model; refuses by name what the hardware does not compute. */
  public static Formats of(QuantizedVit model) {
    return of(List.of(model));
  }

  /** The narrowest formats for several models of one shape, which then run on one accelerator. */
  public static Formats of(List<QuantizedVit> models) {
    List<ModelLayers> all = models.stream().map(ModelLayers::of).toList();
    List<LayerNormParams> norms = all.stream().flatMap(layers -> layers.norms().stream()).toList();
    List<SoftmaxParams> softmaxes = all.stream().flatMap(layers -> layers.softmaxes().stream()).toList();
    int accumulator = all.stream().mapToInt(layers -> layers.accumulator().bits()).max().orElseThrow();
    int gelu = all.stream().mapToInt(ModelLayers::geluBits).max().orElseThrow();
    int operands = all.stream().mapToInt(ModelLayers::operandBits).max().orElseThrow();
    int logits = all.stream().mapToInt(layers -> layers.logits().bits()).max().orElseThrow();
    Formats formats = new Formats(accumulator, StreamFormat.of(all), operands, logits, norms.get(0),
        LayerNormFormat.of(norms), softmaxes.get(0), ExpFormat.of(softmaxes), gelu);
    models.forEach(formats::require);
    return formats;
  }

  /** Refuses a model that an accelerator of these formats cannot run. */
  public void require(QuantizedVit model) {
    ModelLayers layers = ModelLayers.of(model);
    // First: with another recipe everything else differs, too.
    stream.require(layers);
    require("sums of the matrix products", layers.accumulator().bits(), accumulatorBits);
    require("GELU's input codes", layers.geluBits(), geluBits);
    require("operands of matrix products", layers.operandBits(), operandBits);
    require("logits", layers.logits().bits(), logitBits);
    for (LayerNormParams layer : layers.norms()) {
      normFormat.require(layer);
    }
    for (SoftmaxParams layer : layers.softmaxes()) {
      expFormat.require(layer);
      if (layer.bits() != softmax.bits() || layer.base() != softmax.base() || layer.zero() != softmax.zero()
          || layer.exp().scoreBits() != softmax.exp().scoreBits()) {
        throw new InputException("the model's softmax has " + layer.bits() + "-bit codes of base " + layer.base()
            + " and " + layer.exp().scoreBits() + "-bit scores; the accelerator was made for " + softmax.bits()
            + "-bit codes of base " + softmax.base() + ": generate it for this model");
      }
    }
  }

  private static void require(String what, int found, int allowed) {
    if (found > allowed) {
      throw new InputException("the model's " + what + " need " + found + " bits; the accelerator was made for " + allowed
          + ": generate it for this model");
    }
  }
}
