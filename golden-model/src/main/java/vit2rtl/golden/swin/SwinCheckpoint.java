package vit2rtl.golden.swin;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import vit2rtl.golden.data.ImageFormat;
import vit2rtl.golden.data.Resizing;
import vit2rtl.golden.vit.Checkpoint;
import vit2rtl.golden.vit.PixelNorm;
import vit2rtl.golden.vit.VitCheckpoint;

/**
 * A trained float Swin Transformer in the common form ({@link SwinTensors}).
 *
 * @param file      where it comes from, for messages
 * @param shape     sizes
 * @param pixelNorm of its images
 * @param resizing  what becomes of images of another size
 * @param epsilon   ε of every LayerNorm
 * @param classes   names of the classes; empty where the checkpoint does not say them
 * @param notices   what nobody stated and was assumed, and should be said
 * @param tensors   values in row order by the names of the common form, read anew at each call
 */
public record SwinCheckpoint(String file, SwinShape shape, PixelNorm pixelNorm, Resizing resizing, double epsilon,
    List<String> classes, List<String> notices, Map<String, Supplier<float[]>> tensors) implements Checkpoint {

  /** What the operators of a stage's blocks read: the same tensors, under the shape of the stage. */
  public VitCheckpoint stage(int stage) {
    return new VitCheckpoint(file, shape.asVit(stage), pixelNorm, resizing, epsilon, classes, notices, tensors);
  }

  @Override
  public float[] tensor(String name) {
    return stage(0).tensor(name);
  }

  @Override
  public ImageFormat imageFormat() {
    return shape.imageFormat().named(classes).resized(resizing);
  }

  @Override
  public FloatSwin network() {
    return new FloatSwin(this);
  }
}
