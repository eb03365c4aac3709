package vit2rtl.cli.model;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import vit2rtl.cli.arguments.CheckpointFacts;
import vit2rtl.golden.checkpoint.CheckpointReader;
import vit2rtl.golden.swin.SwinCheckpoint;
import vit2rtl.golden.swin.SwinShape;
import vit2rtl.golden.swin.SwinStage;
import vit2rtl.golden.vit.Checkpoint;
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
    Checkpoint checkpoint = CheckpointReader.any(file, facts.options(), found -> System.out.println("  " + found));
    if (checkpoint instanceof SwinCheckpoint swin) {
      print(swin);
    } else {
      print((VitCheckpoint) checkpoint);
    }
    checkpoint.notices().forEach(notice -> System.out.println("  assumed: " + notice));
    return 0;
  }

  private static void print(VitCheckpoint checkpoint) {
    VitShape shape = checkpoint.shape();
    System.out.printf("  images of %dx%d, %d channels, patches of %d: %d tokens of %d, %d before the patches%n",
        shape.imageSize(), shape.imageSize(), shape.channels(), shape.patch(), shape.tokens(), shape.width(),
        shape.leadingTokens());
    System.out.printf("  %d blocks of %d heads, MLP of %d; %d classes%s%n", shape.depth(), shape.heads(), shape.mlp(),
        shape.classes(), first(checkpoint.classes()));
    List<String> parts = shape.variant().beyondPlain();
    System.out.println(parts.isEmpty() ? "  a plain ViT: quantize and generate network take it"
        : "  beyond a plain ViT: " + String.join("; ", parts));
  }

  private static void print(SwinCheckpoint checkpoint) {
    SwinShape shape = checkpoint.shape();
    System.out.printf("  images of %dx%d, %d channels, patches of %d; a Swin of %d stages%n", shape.imageSize(),
        shape.imageSize(), shape.channels(), shape.patch(), shape.stages().size());
    for (SwinStage stage : shape.stages()) {
      System.out.printf("  %dx%d tokens of %d: %d blocks of %d heads, windows of %dx%d, MLP of %d%n", stage.side(),
          stage.side(), stage.width(), stage.depth(), stage.heads(), stage.window(), stage.window(), stage.mlp());
    }
    System.out.printf("  %d classes%s%n", shape.classes(), first(checkpoint.classes()));
    System.out.println("  quantize, eval, compare, figures, verify layernorm and softmax take it; generate network does not");
  }

  private static String first(List<String> classes) {
    return classes.isEmpty() ? " without names" : ", the first: " + classes.get(0);
  }
}
