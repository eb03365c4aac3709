package vit2rtl.cli.arguments;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import picocli.CommandLine.Option;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.ResizeFilter;
import vit2rtl.golden.data.ResizeOptions;
import vit2rtl.golden.vit.Activation;
import vit2rtl.golden.vit.CheckpointOptions;

/** What a checkpoint's tensors do not say, as a user may state it. */
public final class CheckpointFacts {
  @Option(names = "--heads", paramLabel = "N",
      description = "Attention heads. Default: what the file or config.json beside it says, else width/64, and said.")
  private Integer heads;

  @Option(names = "--mean", paramLabel = "M[,M,M]",
      description = "Pixel mean of value/255. Default: what the file or one beside it says, else 0.5, and said.")
  private String mean;

  @Option(names = "--std", paramLabel = "S[,S,S]",
      description = "Pixel standard deviation of value/255. Default: what the file or one beside it says, else 0.5, and"
          + " said.")
  private String std;

  @Option(names = "--image-size", paramLabel = "N",
      description = "Rows and columns of the images; positions of another grid are resampled as the checkpoint's software"
          + " does. Default: what the positions are for.")
  private Integer imageSize;

  @Option(names = "--pool", paramLabel = "token|mean",
      description = "What the head reads where tensors do not show it. Default: what config.json says, else token, and"
          + " said.")
  private String pool;

  @Option(names = "--activation", paramLabel = "A",
      description = "gelu, gelu_tanh, quick_gelu or relu. Default: what the file or config.json says, else gelu, and said.")
  private String activation;

  @Option(names = "--epsilon", paramLabel = "E",
      description = "Epsilon of LayerNorm. Default: what the file or config.json says, else that of the checkpoint's"
          + " software, and said.")
  private Double epsilon;

  @Option(names = "--crop-pct", paramLabel = "P",
      description = "Images of another size: an edge is resized to the model's divided by P, then the middle is taken."
          + " Default: what config.json or preprocessor_config.json says, else the middle alone, and said.")
  private Double cropPct;

  @Option(names = "--interpolation", paramLabel = "FILTER",
      description = "The filter of that resizing: ${COMPLETION-CANDIDATES}. Default: what config.json says, else bicubic.")
  private ResizeFilter interpolation;

  @Option(names = "--crop-mode", paramLabel = "center|squash",
      description = "center resizes the shorter edge, squash both. Default: what config.json says, else center.")
  private ResizeOptions.CropMode cropMode;

  public CheckpointOptions options() {
    return new CheckpointOptions(heads == null ? OptionalInt.empty() : OptionalInt.of(heads), numbers("--mean", mean),
        numbers("--std", std), imageSize == null ? OptionalInt.empty() : OptionalInt.of(imageSize),
        Optional.ofNullable(pool), Optional.ofNullable(activation).map(name -> Activation.of("--activation", name)),
        epsilon == null ? OptionalDouble.empty() : OptionalDouble.of(epsilon)).resized(new ResizeOptions(
        cropPct == null ? OptionalDouble.empty() : OptionalDouble.of(cropPct), Optional.ofNullable(interpolation),
        Optional.ofNullable(cropMode)));
  }

  /** What was given, as arguments. */
  String asArguments() {
    return argument("--heads", heads) + argument("--mean", mean) + argument("--std", std)
        + argument("--image-size", imageSize) + argument("--pool", pool) + argument("--activation", activation)
        + argument("--epsilon", epsilon) + argument("--crop-pct", cropPct) + argument("--interpolation", interpolation)
        + argument("--crop-mode", cropMode);
  }

  private static String argument(String option, Object value) {
    return value == null ? "" : " " + option + " " + value;
  }

  private static Optional<double[]> numbers(String option, String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Arrays.stream(text.split(",")).mapToDouble(Double::parseDouble).toArray());
    } catch (NumberFormatException e) {
      throw new InputException(
          option + " " + text + "; needed: a number, or one for each channel separated by commas", e);
    }
  }
}
