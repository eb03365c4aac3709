package vit2rtl.cli.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.bench.speed.FleetSpeed;
import vit2rtl.cli.arguments.ImageArguments;
import vit2rtl.cli.output.ExitCode;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.InputException;
import vit2rtl.golden.models.EmbeddedModel;
import vit2rtl.golden.network.QuantizedModel;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.work.EvalWork;
import vit2rtl.golden.work.ModelBytes;

/** {@code bench scale}: what Spark costs beside threads. */
@Command(name = "scale", mixinStandardHelpOptions = true,
    description = "The embedded model on images by Apache Spark against threads of one JVM, in turns; every tensor of every"
        + " image must be the same. How long Spark takes to its first result. Ends with 1 where a target is missed.")
final class BenchScaleCommand implements Callable<Integer> {
  @Option(names = "--master", paramLabel = "URL", required = true,
      description = "Spark's address, such as local[2] (docs/scale.md).")
  private String master;

  @Option(names = "--threads", defaultValue = "2", description = "Of the other side. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Mixin
  private ImageArguments data;

  @Option(names = "--repetitions", defaultValue = "3",
      description = "Of each side; medians count. Default: ${DEFAULT-VALUE}.")
  private int repetitions;

  @Option(names = "--json", paramLabel = "R.json", description = "Also write the report as JSON.")
  private Path json;

  @Override
  public Integer call() {
    Outputs.files(json);
    if (repetitions < 1 || threads < 1) {
      throw new InputException("bench scale: --repetitions " + repetitions + " --threads " + threads
          + "; allowed: 1 or more of each");
    }
    QuantizedModel model = Quantizer.quantize(EmbeddedModel.checkpoint(), EmbeddedModel.calibrationImages(),
        QuantizeOptions.of(Recipe.WIDE), done -> { });
    EvalWork work = new EvalWork("bench", List.of(ModelBytes.of("embedded", model)), data.portable(model.imageFormat()),
        EvalWork.Digest.OF_LAST, "");
    try (BenchTable table = new BenchTable(json, Map.of("java", System.getProperty("java.version"), "repetitions",
        repetitions, "master", master, "threads", threads))) {
      table.expect(FleetSpeed.ROWS);
      new FleetSpeed(master, threads, repetitions).run(work, step -> Progress.say("bench scale: " + step), table::add);
      return table.reached() ? 0 : ExitCode.COMPARISON_FAILED;
    }
  }
}
