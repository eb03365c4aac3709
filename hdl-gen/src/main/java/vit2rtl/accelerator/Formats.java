package vit2rtl.accelerator;

import java.util.Arrays;
import java.util.List;
import vit2rtl.golden.InputException;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.units.layernorm.LayerNormFormat;
import vit2rtl.units.softmax.ExpFormat;

/**
 * The integers an accelerator is built for: how wide its sums, its residual stream and its tables are. Taken from a
 * model they are as narrow as that model allows, and every model whose own formats lie within runs on the same text.
 *
 * @param accumulatorBits  width of the matrix engine's sums, two's complement
 * @param streamBits       width of the residual stream
 * @param ptf              a LayerNorm's way from the stream to its codes, for everything that cannot be loaded
 * @param minShift         least t = m + α of any LayerNorm
 * @param maxShift         greatest t
 * @param norm             a LayerNorm, for everything that cannot be loaded
 * @param normFormat       widths of LayerNorm constants
 * @param softmax          a softmax, for everything that cannot be loaded
 * @param expFormat        widths of exponentials
 * @param geluBits         bits of GELU's input codes
 */
public record Formats(int accumulatorBits, int streamBits, ResidualToPtfParams ptf, int minShift, int maxShift,
    LayerNormParams norm, LayerNormFormat normFormat, SoftmaxParams softmax, ExpFormat expFormat, int geluBits) {

  /** Greatest width of the engine's sums. */
  public static final int MAX_ACCUMULATOR_BITS = 32;

  /** The narrowest formats for a model; refuses by name what the hardware does not compute. */
  public static Formats of(QuantizedVit model) {
    return of(List.of(model));
  }

  /** The narrowest formats for several models of one shape, which then run on one accelerator. */
  public static Formats of(List<QuantizedVit> models) {
    List<ModelLayers> all = models.stream().map(ModelLayers::of).toList();
    List<ResidualToPtfParams> ptfs = all.stream().flatMap(layers -> layers.ptfs().stream()).toList();
    List<LayerNormParams> norms = all.stream().flatMap(layers -> layers.norms().stream()).toList();
    List<SoftmaxParams> softmaxes = all.stream().flatMap(layers -> layers.softmaxes().stream()).toList();
    int least = Integer.MAX_VALUE;
    int greatest = 0;
    for (ResidualToPtfParams one : ptfs) {
      least = Math.min(least, one.shift() + Arrays.stream(one.alpha()).min().orElseThrow());
      greatest = Math.max(greatest, one.shift() + Arrays.stream(one.alpha()).max().orElseThrow());
    }
    int accumulator = all.stream().mapToInt(layers -> layers.accumulator().bits()).max().orElseThrow();
    int gelu = all.stream().mapToInt(ModelLayers::geluBits).max().orElseThrow();
    Formats formats = new Formats(accumulator, ptfs.get(0).residualBits(), ptfs.get(0), least, greatest, norms.get(0),
        LayerNormFormat.of(norms), softmaxes.get(0), ExpFormat.of(softmaxes), gelu);
    models.forEach(formats::require);
    return formats;
  }

  /** Refuses a model that an accelerator of these formats cannot run. */
  public void require(QuantizedVit model) {
    ModelLayers layers = ModelLayers.of(model);
    require("sums of the matrix products", layers.accumulator().bits(), accumulatorBits);
    require("GELU's input codes", layers.geluBits(), geluBits);
    for (LayerNormParams layer : layers.norms()) {
      normFormat.require(layer);
    }
    for (ResidualToPtfParams layer : layers.ptfs()) {
      int least = layer.shift() + Arrays.stream(layer.alpha()).min().orElseThrow();
      int greatest = layer.shift() + Arrays.stream(layer.alpha()).max().orElseThrow();
      if (layer.residualBits() != streamBits || least < minShift || greatest > maxShift) {
        throw new InputException("the model's residual stream has " + layer.residualBits() + " bits and LayerNorm shifts "
            + least + " to " + greatest + "; the accelerator was made for " + streamBits + " bits and shifts " + minShift
            + " to " + maxShift + ": generate it for this model");
      }
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
