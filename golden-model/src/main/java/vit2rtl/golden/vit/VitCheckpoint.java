package vit2rtl.golden.vit;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import vit2rtl.golden.checkpoint.CheckpointReader;
import vit2rtl.golden.io.SafeTensors;

/**
 * A trained float ViT of any of the kinds that docs/checkpoints.md lists, in the common form ({@link VitTensors}). Opened
 * means checked: every tensor is there, has its shape and holds finite numbers, and there is none that is not understood.
 * What tensors do not say comes from the user ({@link CheckpointOptions}), the file or the files beside it.
 */
public final class VitCheckpoint {
  private final CheckpointReader.Result read;

  private VitCheckpoint(CheckpointReader.Result read) {
    this.read = read;
  }

  public static VitCheckpoint open(Path path) {
    return open(path, CheckpointOptions.NONE);
  }

  public static VitCheckpoint open(Path path, CheckpointOptions options) {
    return open(path, options, found -> { });
  }

  /** The same; {@code told} hears what is found, and where, as it is found. */
  public static VitCheckpoint open(Path path, CheckpointOptions options, Consumer<String> told) {
    return new VitCheckpoint(CheckpointReader.open(path, options, told));
  }

  /** Of a file that is open already, or of a resource. */
  public static VitCheckpoint of(SafeTensors file, CheckpointOptions options) {
    return new VitCheckpoint(CheckpointReader.of(file, options));
  }

  /** Where it comes from, for messages. */
  public String file() {
    return read.file();
  }

  public VitShape shape() {
    return read.shape();
  }

  public PixelNorm pixelNorm() {
    return read.pixelNorm();
  }

  /** ε of every LayerNorm. */
  public double epsilon() {
    return read.epsilon();
  }

  /** Names of the classes; empty where the checkpoint does not say them. */
  public List<String> classes() {
    return read.classes();
  }

  /** What was assumed and should be said. */
  public List<String> notices() {
    return read.notices();
  }

  /** A tensor's values in row order, a new array each time; name and shape are those of the common form. */
  public float[] tensor(String name) {
    Supplier<float[]> values = read.tensors().get(name);
    if (values == null) {
      throw new IllegalArgumentException("a model of this shape has no tensor '" + name + "'; it has "
          + read.tensors().keySet());
    }
    return values.get();
  }
}
