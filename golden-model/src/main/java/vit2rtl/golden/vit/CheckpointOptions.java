package vit2rtl.golden.vit;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the user says about a checkpoint in place of its metadata.
 *
 * @param heads attention heads
 * @param mean  pixel means of value/255, one or one for each channel
 * @param std   standard deviations, likewise
 */
public record CheckpointOptions(OptionalInt heads, Optional<double[]> mean, Optional<double[]> std) {
  /** Nothing: the metadata and the defaults decide. */
  public static final CheckpointOptions NONE =
      new CheckpointOptions(OptionalInt.empty(), Optional.empty(), Optional.empty());
}
