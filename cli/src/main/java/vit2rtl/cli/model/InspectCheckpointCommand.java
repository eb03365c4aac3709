package vit2rtl.cli.model;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import vit2rtl.cli.arguments.CheckpointFacts;
import vit2rtl.golden.checkpoint.CheckpointReader;
import vit2rtl.golden.vit.VitCheckpoint;
import vit2rtl.golden.vit.VitShape;

/** {@code inspect checkpoint}: what a file is, what was found and assumed, and what does not fit. */
@Command(name = "checkpoint", mixinStandardHelpOptions = true,
    description = "Shows what a checkpoint is: container, names, sizes, what stands beside it, what was assumed and why; and,"
        + " where it does not open, what does not fit. Nothing in it is executed.")
public final class InspectCheckpointCommand implements Callable<Integer> {
  @Parameters(paramLabel = "F", description = "Checkpoint: safetensors, an index of several, .pth, or a folder of one.")
  private Path file;

  @Mixin
  private CheckpointFacts facts;

  @Override
  public Integer call() {
    System.out.println(file);
    VitCheckpoint checkpoint = CheckpointReader.open(file, facts.options(), found -> System.out.println("  " + found));
    VitShape shape = checkpoint.shape();
    System.out.printf("  images of %dx%d, %d channels, patches of %d: %d tokens of %d, %d before the patches%n",
        shape.imageSize(), shape.imageSize(), shape.channels(), shape.patch(), shape.tokens(), shape.width(),
        shape.leadingTokens());
    System.out.printf("  %d blocks of %d heads, MLP of %d; %d classes%s%n", shape.depth(), shape.heads(), shape.mlp(),
        shape.classes(), checkpoint.classes().isEmpty() ? " without names" : ", the first: " + checkpoint.classes().get(0));
    List<String> parts = shape.variant().beyondPlain();
    System.out.println(parts.isEmpty() ? "  a plain ViT: quantize and generate network take it"
        : "  beyond a plain ViT: " + String.join("; ", parts));
    checkpoint.notices().forEach(notice -> System.out.println("  assumed: " + notice));
    return 0;
  }
}
