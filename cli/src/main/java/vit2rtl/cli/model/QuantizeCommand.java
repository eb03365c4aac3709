package vit2rtl.cli.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.cli.arguments.CalibrationArguments;
import vit2rtl.cli.arguments.CheckpointArguments;
import vit2rtl.cli.arguments.KeyValues;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.InputException;
import vit2rtl.golden.calibration.Calibration;
import vit2rtl.golden.compare.MethodChoice;
import vit2rtl.golden.compare.Quality;
import vit2rtl.golden.data.ImageFormat;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.network.IntegerNetwork;
import vit2rtl.golden.network.ModelFile;
import vit2rtl.golden.network.QuantizedModel;
import vit2rtl.golden.network.RangeReport;
import vit2rtl.golden.quant.Method;
import vit2rtl.golden.recipe.AttentionCoding;
import vit2rtl.golden.recipe.Ptf;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.recipe.Tuning;
import vit2rtl.golden.vit.Checkpoint;

/** {@code quantize}: post-training quantisation. */
@Command(name = "quantize", mixinStandardHelpOptions = true,
    description = "Turns a float checkpoint into an integer-only model, calibrated on images: one safetensors file"
        + " with a JSON manifest.")
public final class QuantizeCommand implements Callable<Integer> {
  /** What {@code --method} takes: an observer's name, or that all are tried. */
  private enum Choice { MINMAX, EMA, PERCENTILE, OMSE, AUTO }

  /** Images that tell saturation and warnings where all methods have been measured already. */
  private static final int DETAILED = 64;
  /** Tensors that are named for their saturation; --ranges has all. */
  private static final int SHOWN = 3;

  @Mixin
  private CheckpointArguments checkpoint;

  @Mixin
  private CalibrationArguments calibration;

  @Option(names = "--limit", paramLabel = "N", description = "The same as --calibration-limit.")
  private Integer limit;

  @Option(names = "--out", required = true, paramLabel = "M.safetensors", description = "Model to write.")
  private Path out;

  @Option(names = "--recipe", defaultValue = "wide",
      description = "wide: wide residual stream, most accurate. fqvit: the paper's placement."
          + " Default: ${DEFAULT-VALUE}.")
  private Recipe recipe;

  @Option(names = "--method",
      description = "Observer of every activation: minmax, ema, percentile, omse; or auto: the recipe's own and each of"
          + " them are tried, and the one whose logits err least on the held-out images is taken. Default: the recipe's.")
  private Choice method;

  @Option(names = "--held-out", paramLabel = "N", defaultValue = "64",
      description = "So many images behind those that calibrate tell what was lost. Default: ${DEFAULT-VALUE}.")
  private int heldOut;

  @Option(names = "--ptf", defaultValue = "on",
      description = "on, off: power-of-two factors of LayerNorm inputs. Default: ${DEFAULT-VALUE}.")
  private Ptf ptf;

  @Option(names = "--attention", description = "log2, logsqrt2 or uniform. Default: wide logsqrt2, fqvit log2.")
  private AttentionCoding attention;

  @Option(names = "--attention-bits", paramLabel = "B", description = "4 to 8. Default: wide 5, fqvit 4; uniform 8.")
  private Integer attentionBits;

  @Option(names = "--set", paramLabel = "NAME=VALUE", hidden = true,
      description = "Details of a recipe; see docs/quantisation.md.")
  private List<String> settings = List.of();

  @Option(names = "--ranges", paramLabel = "R.json",
      description = "Also write the range of every integer tensor, proven and on the calibration images.")
  private Path ranges;

  @Override
  public Integer call() {
    Outputs.files(out, ranges);
    if (!checkpoint.given()) {
      throw new InputException("quantize needs --checkpoint F.safetensors, the float model, or the word 'embedded'");
    }
    if (!calibration.given()) {
      throw new InputException("quantize needs --calibration PATH, images to calibrate with, or the word 'embedded'");
    }
    if (heldOut < 1) {
      throw new InputException("--held-out is " + heldOut + "; allowed: 1 or more");
    }
    QuantizeOptions stated = options();
    Checkpoint network = checkpoint.open();
    QuantizeOptions options = method == null ? stated.usual(network) : stated;
    ImageFormat format = network.imageFormat();
    int count = limit == null ? calibration.limit() : limit;
    Images all = calibration.open(format, Math.addExact(count, heldOut));
    Images images = all.first(count);
    QuantizedModel model = method == Choice.AUTO ? least(network, options, all, images)
        : Quantizer.compile(network, calibrate(network, images), options);
    IntegerNetwork integer = model.network();
    ModelFile.write(model, out);
    System.out.printf("%s, recipe %s, calibrated on %d images, written to %s%n", network.file(),
        model.origin().get("recipe"), images.size(), out);
    Images seen = all.size() > images.size() ? all.from(images.size()) : all.first(heldOut);
    if (method == Choice.AUTO) {
      details(quality(network, integer, seen.first(DETAILED)));
    } else {
      Quality quality = quality(network, integer, seen);
      System.out.printf(Locale.ROOT, "agrees with the float network on %.1f %% of %d images%s; error of the logits (NSR)"
          + " %.4f%n", quality.agreement(), quality.images(), all.size() > images.size() ? " held out"
          : " that also calibrated, as none is left to hold out", quality.nsr());
      details(quality);
    }
    if (ranges != null) {
      report(integer, images);
    }
    return 0;
  }

  private static Calibration calibrate(Checkpoint network, Images images) {
    try (ProgressBar bar = Progress.bar("calibration", images.size())) {
      return Calibration.run(network, images, bar::stepTo);
    }
  }

  /** By the observer whose logits err least, and what each of them loses. */
  private static QuantizedModel least(Checkpoint network, QuantizeOptions options, Images all, Images images) {
    if (all.size() == images.size()) {
      throw new InputException("--method auto needs images that do not calibrate, and all " + images.size() + " do; give more"
          + " of them, or a lower --limit");
    }
    Calibration seen = calibrate(network, images);
    Images rest = all.from(images.size());
    List<MethodChoice> tried;
    try (ProgressBar bar = Progress.bar("methods", (long) MethodChoice.passes(options) * rest.size())) {
      tried = MethodChoice.all(network, seen, options, rest, bar::stepTo);
    }
    MethodChoice best = MethodChoice.best(tried);
    tried.forEach(one -> System.out.printf(Locale.ROOT, "%s %-12s agrees with the float network on %.2f %%, error of the"
        + " logits (NSR) %.5f%n", one == best ? "*" : " ", one.name(), one.agreement(), one.nsr()));
    System.out.printf("taken: %s, the least error on %d images held out%n", best.name(), rest.size());
    return best.model();
  }

  private static Quality quality(Checkpoint network, IntegerNetwork integer, Images seen) {
    try (ProgressBar bar = Progress.bar("quality", seen.size())) {
      return Quality.of(network, integer, seen, bar::stepTo);
    }
  }

  private static void details(Quality quality) {
    System.out.println(quality.saturation(SHOWN));
    quality.warnings().forEach(warning -> Progress.say("warning: " + warning));
  }

  private QuantizeOptions options() {
    QuantizeOptions options = QuantizeOptions.of(recipe).withPtf(ptf).withTuning(Tuning.of(KeyValues.of("--set", settings)));
    if (method != null && method != Choice.AUTO) {
      options = options.withMethod(Method.valueOf(method.name()));
    }
    if (attention == null && attentionBits == null) {
      return options;
    }
    AttentionCoding coding = attention == null ? options.attention() : attention;
    int usual = coding == AttentionCoding.UNIFORM ? 8 : coding == AttentionCoding.LOGSQRT2 ? 5 : 4;
    return options.withAttention(coding, attentionBits == null ? usual : attentionBits);
  }

  private void report(IntegerNetwork integer, Images images) {
    RangeReport report;
    try (ProgressBar bar = Progress.bar("ranges", images.size())) {
      report = RangeReport.of(integer, images, bar::stepTo);
    }
    report.write(ranges);
    System.out.printf("ranges of %d integer tensors on %d images, widest proven accumulator %d bits, written to %s%n",
        report.tensors().size(), report.images(), report.accumulatorBits(), ranges);
  }
}
