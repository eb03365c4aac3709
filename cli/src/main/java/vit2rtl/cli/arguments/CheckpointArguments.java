package vit2rtl.cli.arguments;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.InputException;
import vit2rtl.golden.checkpoint.CheckpointReader;
import vit2rtl.golden.vit.Checkpoint;
import vit2rtl.golden.vit.VitCheckpoint;
import vit2rtl.golden.work.CheckpointSource;

/** A float checkpoint and what may be said about it, as several commands take them. */
public final class CheckpointArguments {
  @Option(names = "--checkpoint", paramLabel = "F",
      description = "Float checkpoint: safetensors, an index of several, .pth, or a folder of one (docs/checkpoints.md); or"
          + " the word 'embedded'.")
  private String checkpoint;

  @Mixin
  private CheckpointFacts facts;

  /** Whether one was named; what is said of one that was not is refused. */
  public boolean given() {
    if (checkpoint == null && !facts.asArguments().isEmpty()) {
      throw new InputException(facts.asArguments().strip() + " belongs to --checkpoint, which is missing; an integer model"
          + " carries what quantize was told");
    }
    return checkpoint != null;
  }

  /** Opens it; what was assumed is said on standard error. */
  public Checkpoint open() {
    Checkpoint opened = CheckpointSource.open(checkpoint, facts.options());
    opened.notices().forEach(Progress::say);
    return opened;
  }

  /** The same as other processes open it, too. */
  public CheckpointSource source(Checkpoint opened) {
    return CheckpointSource.of(checkpoint, facts.options(), opened);
  }

  /** The same of a ViT; another network is refused. */
  public VitCheckpoint openVit() {
    return CheckpointReader.vit(open());
  }

  /** What was given, as arguments. */
  public String asArguments() {
    return (checkpoint == null ? "" : " --checkpoint " + checkpoint) + facts.asArguments();
  }
}
