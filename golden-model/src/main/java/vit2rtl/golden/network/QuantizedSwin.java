package vit2rtl.golden.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.ImageFormat;
import vit2rtl.golden.data.Resizing;
import vit2rtl.golden.kernel.ComputePath;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.swin.SwinShape;

/**
 * A quantised Swin Transformer: integers only, from pixels to logits. {@link IntegerSwin} runs it, {@link ModelFile} stores
 * it.
 *
 * @param shape      sizes
 * @param classes    names of the classes, or none
 * @param resizing   what becomes of images of another size, before they come here
 * @param origin     how it was made, for people
 * @param patch      patch embedding on raw pixels
 * @param patchCodes from its accumulators to a wide stream, or to codes
 * @param patchNorm  the LayerNorm behind it, whose result is the residual stream
 * @param stages     stages
 * @param head       what stands behind them, of the last stage's shape
 * @param grids      what the integers stand for, by tensor name
 */
public record QuantizedSwin(SwinShape shape, List<String> classes, Resizing resizing, Map<String, String> origin,
    LinearParams patch, Requantizer patchCodes, StreamNorm patchNorm, List<StageParams> stages, HeadParams head,
    Map<String, TensorGrid> grids) implements QuantizedModel {

  public QuantizedSwin {
    classes = List.copyOf(classes);
    origin = Collections.unmodifiableMap(new LinkedHashMap<>(origin));
    stages = List.copyOf(stages);
    grids = Collections.unmodifiableMap(new LinkedHashMap<>(grids));
    if (stages.size() != shape.stages().size() || head.mean().isEmpty() || head.representation().isPresent()) {
      throw new InputException("a Swin of " + shape.stages().size() + " stages holds " + stages.size()
          + " stages; needed: as many, a mean and one head");
    }
    for (int s = 0; s < stages.size(); s++) {
      StageParams stage = stages.get(s);
      if (stage.blocks().size() != shape.stages().get(s).depth() || stage.merging().isPresent() != s > 0) {
        throw new InputException("stage " + s + " of a Swin holds " + stage.blocks().size() + " blocks"
            + (stage.merging().isPresent() ? " and merging" : "") + "; needed: " + shape.stages().get(s).depth()
            + ", and merging in all stages but the first");
      }
    }
  }

  @Override
  public ImageFormat imageFormat() {
    return shape.imageFormat().named(classes).resized(resizing);
  }

  @Override
  public IntegerSwin network() {
    return new IntegerSwin(this);
  }

  @Override
  public IntegerSwin network(ComputePath path) {
    return new IntegerSwin(this, path);
  }
}
