package vit2rtl.golden.work;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import vit2rtl.golden.checkpoint.CheckpointReader;
import vit2rtl.golden.eval.Classifier;
import vit2rtl.golden.eval.FloatClassifier;
import vit2rtl.golden.fleet.Sha256;
import vit2rtl.golden.models.EmbeddedModel;
import vit2rtl.golden.vit.Activation;
import vit2rtl.golden.vit.Checkpoint;
import vit2rtl.golden.vit.CheckpointOptions;

/**
 * A float checkpoint that every process opens under the same path, with what the user says of it; nulls are not said.
 *
 * @param given  path, or the word that names the embedded one
 * @param file   what it is called in reports
 * @param digest SHA-256 of its tensors and of how it takes pixels
 */
public record CheckpointSource(String given, String file, Integer heads, double[] mean, double[] std, Integer imageSize,
    String pool, Activation activation, Double epsilon, String digest) implements ClassifierSource {

  /** {@code opened}: what the two make, for its digest. */
  public static CheckpointSource of(String given, CheckpointOptions options, Checkpoint opened) {
    return new CheckpointSource(given, opened.file(), options.heads().isPresent() ? options.heads().getAsInt() : null,
        options.mean().orElse(null), options.std().orElse(null),
        options.imageSize().isPresent() ? options.imageSize().getAsInt() : null, options.pool().orElse(null),
        options.activation().orElse(null), options.epsilon().isPresent() ? options.epsilon().getAsDouble() : null,
        digest(opened));
  }

  /** The checkpoint that a path, or the word for the embedded one, names. */
  public static Checkpoint open(String given, CheckpointOptions options) {
    return given.equals(EmbeddedModel.WORD) ? EmbeddedModel.checkpoint(options)
        : CheckpointReader.any(Path.of(given), options, found -> { });
  }

  private CheckpointOptions options() {
    return new CheckpointOptions(heads == null ? OptionalInt.empty() : OptionalInt.of(heads), Optional.ofNullable(mean),
        Optional.ofNullable(std), imageSize == null ? OptionalInt.empty() : OptionalInt.of(imageSize),
        Optional.ofNullable(pool), Optional.ofNullable(activation),
        epsilon == null ? OptionalDouble.empty() : OptionalDouble.of(epsilon));
  }

  private static String digest(Checkpoint checkpoint) {
    Sha256 sum = new Sha256().text(Arrays.toString(checkpoint.pixelNorm().mean()))
        .text(Arrays.toString(checkpoint.pixelNorm().std())).text(String.valueOf(checkpoint.epsilon()))
        .text(checkpoint.imageFormat().toString());
    checkpoint.tensors().forEach((name, values) -> {
      float[] floats = values.get();
      ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(floats.length, Float.BYTES));
      bytes.asFloatBuffer().put(floats);
      sum.text(name).bytes(bytes.array());
    });
    return sum.hex();
  }

  @Override
  public Classifier open() {
    Checkpoint checkpoint = open(given, options());
    if (!digest(checkpoint).equals(digest)) {
      throw new IllegalStateException(given + " is another checkpoint here than where the work began; every worker must see"
          + " the same files under the same paths");
    }
    return new FloatClassifier(checkpoint.network());
  }
}
