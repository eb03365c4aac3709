package vit2rtl.cli.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Option;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.plan.NetworkPlan;
import vit2rtl.bench.accelerator.NetworkSettings;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.network.ModelFile;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.models.EmbeddedModel;
import vit2rtl.golden.vit.VitShape;
import vit2rtl.sim.SimOptions;
import vit2rtl.units.Settings;

/** The model and the accelerator's settings, as the commands of the whole network take them. */
public final class NetworkArguments {
  /** From so many cycles on, a model that takes longer to build and runs faster is quicker. */
  private static final long LONG_RUN = 6_000_000;

  @Option(names = "--model", paramLabel = "M.safetensors",
      description = "Quantised model, as quantize writes it. Default: the embedded model, quantised as demo does.")
  private Path model;

  @Option(names = "--set", paramLabel = "KEY=VALUE", arity = "1..*",
      description = "Settings: macs, columns, inner, lanes, softmax-lanes, context-lanes, groups, products, ways,"
          + " norm-multipliers, attention, jobs, memories, shifts; repeatable. 'vit2rtl generate network --settings' lists them.")
  private List<String> set = List.of();

  /** The model asked for; settings that no model has are refused before one is calibrated. */
  public QuantizedVit model() {
    settings();
    return model(Optional.ofNullable(model));
  }

  /** A file's model, or the embedded one, quantised as demo does. */
  public static QuantizedVit model(Optional<Path> file) {
    if (file.isPresent()) {
      return ModelFile.read(file.get());
    }
    Images seen = EmbeddedModel.calibrationImages();
    try (ProgressBar bar = Progress.bar("calibrate", seen.size())) {
      return Quantizer.quantize(EmbeddedModel.checkpoint(), seen, QuantizeOptions.of(Recipe.WIDE), bar::stepTo);
    }
  }

  /** What was given, as arguments, without the folder of the model. */
  public String asNames() {
    return Settings.asArguments(set()) + (model == null ? "" : " --model " + model.getFileName());
  }

  /** The settings as the user gave them. */
  public Map<String, String> set() {
    return KeyValues.of("--set", set);
  }

  public Settings settings() {
    return settings(set());
  }

  public static Settings settings(Map<String, String> set) {
    return Settings.of("network", NetworkSettings.ALL, set);
  }

  /** The accelerator for a model; multipliers that never work are said on standard error. */
  public AcceleratorConfig config(QuantizedVit of, Map<String, String> settings) {
    AcceleratorConfig config = NetworkSettings.config(of, settings(settings));
    NetworkSettings.idle(config).ifPresent(Progress::say);
    return config;
  }

  public AcceleratorConfig config(QuantizedVit of) {
    return config(of, set());
  }

  /** One line: network and accelerator. */
  public String heading(AcceleratorConfig config) {
    VitShape shape = config.shape();
    return (model == null ? "embedded model" : model.toString()) + ": " + shape.depth() + " blocks, " + shape.heads()
        + " heads, " + shape.tokens() + " tokens of " + shape.width() + "; " + accelerator(config);
  }

  /** Its engine and lanes. */
  public static String accelerator(AcceleratorConfig config) {
    return config.multipliers() + " multipliers (" + config.columns() + " columns of " + config.inner() + "), lanes "
        + config.lanes() + ", softmax " + config.softmaxLanes() + ", context " + config.contextLanes() + ", groups "
        + config.groups();
  }

  /** The compiler's effort for so many images: a model that is built slowly runs faster, which pays in long runs. */
  public static SimOptions.Speed speed(AcceleratorConfig config, int images) {
    return NetworkPlan.productsOf(config.shape()) / config.multipliers() * images > LONG_RUN
        ? SimOptions.Speed.FAST_RUN : SimOptions.Speed.FAST_BUILD;
  }

  /** What was given, as arguments. */
  public String asArguments() {
    return (model == null ? "" : " --model " + model) + settings().asArguments();
  }
}
