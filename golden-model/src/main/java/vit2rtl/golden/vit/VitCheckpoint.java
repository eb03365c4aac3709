package vit2rtl.golden.vit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.SafeTensors;

/**
 * A trained float ViT or DeiT: a safetensors file with timm's tensor names. Opened means checked: every tensor is there,
 * has its shape and holds finite numbers, and there is none that is not understood. What tensors do not say comes from
 * the metadata, see {@link CheckpointMetadata}, or from the user, see {@link CheckpointOptions}.
 */
public final class VitCheckpoint {
  private final SafeTensors file;
  private final VitShape shape;
  private final PixelNorm pixelNorm;
  private final double epsilon;
  private final List<String> classes;
  private final List<String> notices;

  private VitCheckpoint(SafeTensors file, CheckpointOptions options) {
    this.file = file;
    CheckpointMetadata metadata = new CheckpointMetadata(file.file(), file.metadata());
    metadata.checkArchitecture();
    this.shape = new ShapeReader(file).read(options.heads().isPresent() ? options.heads() : metadata.heads());
    this.epsilon = metadata.epsilon();
    this.classes = metadata.classes(shape.classes());
    List<String> said = new ArrayList<>();
    this.pixelNorm = metadata.pixelNorm(options, shape.channels(), said::add);
    this.notices = List.copyOf(said);
  }

  public static VitCheckpoint open(Path path) {
    return open(path, CheckpointOptions.NONE);
  }

  public static VitCheckpoint open(Path path, CheckpointOptions options) {
    return of(SafeTensors.open(path), options);
  }

  /** Of a file that is open already, or of a resource. */
  public static VitCheckpoint of(SafeTensors file, CheckpointOptions options) {
    return new VitCheckpoint(file, options);
  }

  /** Where it comes from, for messages. */
  public String file() {
    return file.file();
  }

  public VitShape shape() {
    return shape;
  }

  public PixelNorm pixelNorm() {
    return pixelNorm;
  }

  /** ε of every LayerNorm. */
  public double epsilon() {
    return epsilon;
  }

  /** Names of the classes; empty where the checkpoint does not say them. */
  public List<String> classes() {
    return classes;
  }

  /** What was assumed and should be said. */
  public List<String> notices() {
    return notices;
  }

  /** A tensor's values in row order, a new array each time; name and shape are timm's. */
  public float[] tensor(String name) {
    float[] values = file.tensor(name).floats();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new InputException("tensor '" + name + "' of " + file.file() + " holds " + file.tensor(name).doubles()[i]
            + " at element " + i + "; allowed: numbers a 32-bit float can hold");
      }
    }
    return values;
  }
}
