package vit2rtl.accelerator;

import java.util.List;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.layernorm.ResidualToPtfParams;

/** What the residual stream consists of. */
public sealed interface StreamFormat {

  /** Bits of an element of the stream. */
  int bits();

  /** Refuses a model that does not keep to it. */
  void require(ModelLayers layers);

  /**
   * Integers of one grid, wide enough for every sum (recipe {@code wide}); a LayerNorm reads them by way of PTF codes.
   *
   * @param ptf    a LayerNorm's way from the stream to its codes, for everything that cannot be loaded
   * @param shifts what t = m + α of every LayerNorm lies in
   */
  record Wide(ResidualToPtfParams ptf, IntRange shifts) implements StreamFormat {

    private static Wide of(List<ResidualToPtfParams> layers) {
      return new Wide(layers.get(0),
          layers.stream().map(ResidualToPtfParams::shifts).reduce(IntRange::union).orElseThrow());
    }

    @Override
    public int bits() {
      return ptf.residualBits();
    }

    @Override
    public void require(ModelLayers layers) {
      if (layers.codes().isPresent()) {
        throw new InputException("the model's residual stream consists of PTF codes (recipe fqvit); the accelerator was made"
            + " for a stream of " + bits() + " bits (recipe wide): generate it for this model");
      }
      for (ResidualToPtfParams layer : layers.ptfs()) {
        if (layer.residualBits() != bits() || !shifts.contains(layer.shifts())) {
          throw new InputException("the model's residual stream has " + layer.residualBits() + " bits and LayerNorm shifts "
              + layer.shifts() + "; the accelerator was made for " + bits() + " bits and shifts " + shifts
              + ": generate it for this model");
        }
      }
    }
  }

  /**
   * PTF codes (recipe {@code fqvit}), which a LayerNorm reads as they are; a residual add is a
   * {@link vit2rtl.golden.ops.PtfAdd}.
   *
   * @param format of the codes
   */
  record Codes(CodeFormat format) implements StreamFormat {

    @Override
    public int bits() {
      return format.bits();
    }

    @Override
    public void require(ModelLayers layers) {
      CodeFormat found = layers.codes().orElseThrow(() -> new InputException("the model's residual stream is wide (recipe"
          + " wide); the accelerator was made for a stream of PTF codes (recipe fqvit): generate it for this model"));
      if (!found.equals(format)) {
        throw new InputException("the model's residual stream consists of " + found + " codes; the accelerator was made for "
            + format + ": generate it for this model");
      }
    }
  }

  /** The stream of some models; that they agree is for {@link #require} to say. */
  static StreamFormat of(List<ModelLayers> models) {
    return models.get(0).codes().<StreamFormat>map(Codes::new)
        .orElseGet(() -> Wide.of(models.stream().flatMap(layers -> layers.ptfs().stream()).toList()));
  }
}
