package vit2rtl.golden.vit;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import vit2rtl.golden.data.ImageFormat;
import vit2rtl.golden.data.Resizing;

/**
 * A trained float ViT of any of the kinds that docs/checkpoints.md lists, in the common form ({@link VitTensors}). Opened
 * means checked: every tensor is there, has its shape and holds finite numbers, and there is none that is not understood.
 * What tensors do not say comes from the user ({@link CheckpointOptions}), the file or the files beside it.
 *
 * @param file      where it comes from, for messages
 * @param shape     sizes and variant
 * @param pixelNorm of its images
 * @param resizing  what becomes of images of another size
 * @param epsilon   ε of every LayerNorm
 * @param classes   names of the classes; empty where the checkpoint does not say them
 * @param notices   what nobody stated and was assumed, and should be said
 * @param tensors   values in row order by the names of the common form, read anew at each call
 */
public record VitCheckpoint(String file, VitShape shape, PixelNorm pixelNorm, Resizing resizing, double epsilon,
    List<String> classes, List<String> notices, Map<String, Supplier<float[]>> tensors) implements Checkpoint {

  @Override
  public float[] tensor(String name) {
    Supplier<float[]> values = tensors.get(name);
    if (values == null) {
      throw new IllegalArgumentException("a model of this shape has no tensor '" + name + "'; it has "
          + tensors.keySet());
    }
    return values.get();
  }

  @Override
  public ImageFormat imageFormat() {
    return shape.imageFormat().named(classes).resized(resizing);
  }

  @Override
  public FloatVit network() {
    return new FloatVit(this);
  }
}
