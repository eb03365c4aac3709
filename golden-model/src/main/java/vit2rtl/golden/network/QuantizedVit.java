package vit2rtl.golden.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.ImageFormat;
import vit2rtl.golden.data.Resizing;
import vit2rtl.golden.kernel.ComputePath;
import vit2rtl.golden.ops.Embedding;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.vit.Pooling;
import vit2rtl.golden.vit.VitExtra;
import vit2rtl.golden.vit.VitShape;
import vit2rtl.golden.vit.VitVariant;

/**
 * A quantised Vision Transformer: integers only, from pixels to logits. {@link IntegerVit} runs it, {@link ModelFile}
 * stores it.
 *
 * @param shape     sizes
 * @param classes   names of the classes, or none
 * @param resizing  what becomes of images of another size, before they come here
 * @param origin    how it was made, for people: recipe, method, calibration, tool version
 * @param patch     patch embedding on raw pixels
 * @param embedding tokens and positions
 * @param blocks    blocks
 * @param norm      final LayerNorm
 * @param extras    what a plain ViT does not have
 * @param heads     the head; with a distillation token, or on class token and mean, a second one
 * @param logits    from the heads' accumulators to logit codes, on one grid; codes of two heads are added
 * @param grids     what the integers stand for, by tensor name
 */
public record QuantizedVit(
    VitShape shape,
    List<String> classes,
    Resizing resizing,
    Map<String, String> origin,
    LinearParams patch,
    Embedding embedding,
    List<BlockParams> blocks,
    NormParams norm,
    Extras extras,
    List<LinearParams> heads,
    List<Requantizer> logits,
    Map<String, TensorGrid> grids) implements QuantizedModel {

  public QuantizedVit {
    classes = List.copyOf(classes);
    origin = Collections.unmodifiableMap(new LinkedHashMap<>(origin));
    blocks = List.copyOf(blocks);
    heads = List.copyOf(heads);
    logits = List.copyOf(logits);
    grids = Collections.unmodifiableMap(new LinkedHashMap<>(grids));
    if (blocks.size() != shape.depth() || heads.size() != shape.logitHeads() || logits.size() != heads.size()) {
      throw new InputException("a model of " + shape.depth() + " blocks and " + shape.logitHeads() + " heads holds "
          + blocks.size() + " blocks, " + heads.size() + " heads and " + logits.size() + " logit requantisers");
    }
    VitVariant variant = shape.variant();
    if (extras.normPre().isPresent() != variant.has(VitExtra.NORM_PRE)
        || extras.mean().isPresent() != (variant.pooling() != Pooling.TOKEN)
        || extras.representation().isPresent() != (variant.representation() > 0)
        || blocks.stream().anyMatch(b -> b.headNorms().isPresent() != variant.has(VitExtra.QK_NORM))) {
      throw new InputException("a model with " + variant.beyondPlain() + " holds other parts than these");
    }
  }

  /** What stands behind the blocks. */
  public HeadParams head() {
    return new HeadParams(shape, norm, extras.mean(), extras.representation(), heads, logits);
  }

  @Override
  public ImageFormat imageFormat() {
    return shape.imageFormat().named(classes).resized(resizing);
  }

  @Override
  public IntegerVit network() {
    return new IntegerVit(this);
  }

  @Override
  public IntegerVit network(ComputePath path) {
    return new IntegerVit(this, path);
  }
}
