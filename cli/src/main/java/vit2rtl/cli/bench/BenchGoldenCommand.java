package vit2rtl.cli.bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.bench.speed.GoldenSpeed;
import vit2rtl.cli.arguments.CheckpointArguments;
import vit2rtl.cli.arguments.ImageArguments;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.models.EmbeddedModel;
import vit2rtl.golden.vit.FloatVit;
import vit2rtl.golden.vit.VitCheckpoint;

/** {@code bench golden}: how fast the golden model is. */
@Command(name = "golden", mixinStandardHelpOptions = true,
    description = "The golden model's matrix product and integer network against the plain Java path and the float"
        + " network, alternating in one run. Without options: the embedded model.")
final class BenchGoldenCommand implements Callable<Integer> {
  private static final int CALIBRATION_IMAGES = 8;
  private static final int IMAGES = 16;

  @Mixin
  private CheckpointArguments checkpoint;

  @Mixin
  private ImageArguments data;

  @Option(names = "--repetitions", defaultValue = "5",
      description = "Of each side; medians count. Default: ${DEFAULT-VALUE}.")
  private int repetitions;

  @Option(names = "--json", paramLabel = "R.json", description = "Also write the report as JSON.")
  private Path json;

  @Override
  public Integer call() {
    Outputs.files(json);
    if (repetitions < 1) {
      throw new InputException("bench golden: --repetitions " + repetitions + "; allowed: 1 or more");
    }
    VitCheckpoint network = checkpoint.given() ? checkpoint.openVit() : EmbeddedModel.checkpoint();
    Images images = data.open(network.shape().imageFormat(), IMAGES);
    IntegerVit integers = new IntegerVit(Quantizer.quantize(network, images.first(CALIBRATION_IMAGES),
        QuantizeOptions.of(Recipe.WIDE), done -> { }));
    BenchTable table = new BenchTable(json, Map.of("java", System.getProperty("java.version"), "repetitions",
        repetitions, "model", network.file(), "images", images.size()));
    new GoldenSpeed(integers, new FloatVit(network), images, repetitions)
        .run(step -> Progress.say("bench golden: " + step), table::add);
    return 0;
  }
}
