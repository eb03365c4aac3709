package vit2rtl.cli.arguments;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.InputException;
import vit2rtl.golden.vit.CheckpointOptions;
import vit2rtl.golden.vit.EmbeddedModel;
import vit2rtl.golden.vit.VitCheckpoint;

/** A float checkpoint and what may be said about it, as several commands take them. */
public final class CheckpointArguments {
  @Option(names = "--checkpoint", paramLabel = "F.safetensors",
      description = "Float checkpoint with timm's names, or the word 'embedded'.")
  private String checkpoint;

  @Option(names = "--heads", paramLabel = "N",
      description = "Attention heads. Default: the checkpoint's metadata num_heads, else width/64.")
  private Integer heads;

  @Option(names = "--mean", paramLabel = "M[,M,M]",
      description = "Pixel mean of value/255. Default: the checkpoint's metadata, else 0.5.")
  private String mean;

  @Option(names = "--std", paramLabel = "S[,S,S]",
      description = "Pixel standard deviation of value/255. Default: the checkpoint's metadata, else 0.5.")
  private String std;

  public boolean given() {
    return checkpoint != null;
  }

  /** Opens it; what was assumed is said on standard error. */
  public VitCheckpoint open() {
    CheckpointOptions options = new CheckpointOptions(heads == null ? OptionalInt.empty() : OptionalInt.of(heads),
        numbers("--mean", mean), numbers("--std", std));
    VitCheckpoint opened = checkpoint.equals(EmbeddedModel.WORD)
        ? EmbeddedModel.checkpoint(options)
        : VitCheckpoint.open(Path.of(checkpoint), options);
    opened.notices().forEach(Progress::say);
    return opened;
  }

  /** What was given, as arguments. */
  public String asArguments() {
    return (checkpoint == null ? "" : " --checkpoint " + checkpoint) + (heads == null ? "" : " --heads " + heads)
        + (mean == null ? "" : " --mean " + mean) + (std == null ? "" : " --std " + std);
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
