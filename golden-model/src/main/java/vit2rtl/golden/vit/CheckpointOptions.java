package vit2rtl.golden.vit;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import vit2rtl.golden.data.ResizeOptions;

/**
 * What the user says about a checkpoint, before anything that lies in it or beside it.
 *
 * @param heads      attention heads
 * @param mean       pixel means of value/255, one or one for each channel
 * @param std        standard deviations, likewise
 * @param imageSize  of the images to take; positions of another grid are resampled
 * @param pool       token or mean
 * @param activation between the layers of an MLP
 * @param epsilon    ε of every LayerNorm
 * @param resizing   of images of other sizes
 */
public record CheckpointOptions(OptionalInt heads, Optional<double[]> mean, Optional<double[]> std, OptionalInt imageSize,
    Optional<String> pool, Optional<Activation> activation, OptionalDouble epsilon, ResizeOptions resizing) {
  /** Nothing: the file and the defaults decide. */
  public static final CheckpointOptions NONE =
      new CheckpointOptions(OptionalInt.empty(), Optional.empty(), Optional.empty());

  /** Heads and pixels alone. */
  public CheckpointOptions(OptionalInt heads, Optional<double[]> mean, Optional<double[]> std) {
    this(heads, mean, std, OptionalInt.empty(), Optional.empty(), Optional.empty(), OptionalDouble.empty());
  }

  /** Without a word about images of other sizes. */
  public CheckpointOptions(OptionalInt heads, Optional<double[]> mean, Optional<double[]> std, OptionalInt imageSize,
      Optional<String> pool, Optional<Activation> activation, OptionalDouble epsilon) {
    this(heads, mean, std, imageSize, pool, activation, epsilon, ResizeOptions.NONE);
  }

  /** The same with what is said about images of other sizes. */
  public CheckpointOptions resized(ResizeOptions how) {
    return new CheckpointOptions(heads, mean, std, imageSize, pool, activation, epsilon, how);
  }
}
