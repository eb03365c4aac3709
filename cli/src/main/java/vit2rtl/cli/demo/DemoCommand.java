package vit2rtl.cli.demo;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.plan.NetworkPlan;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.accelerator.NetworkSettings;
import vit2rtl.bench.accelerator.NetworkTotals;
import vit2rtl.bench.network.ModuleFault;
import vit2rtl.bench.network.NetworkSites;
import vit2rtl.bench.network.Site;
import vit2rtl.bench.network.SiteResult;
import vit2rtl.cli.arguments.CheckpointArguments;
import vit2rtl.cli.arguments.ImageArguments;
import vit2rtl.cli.arguments.NetworkArguments;
import vit2rtl.cli.network.NetworkFailure;
import vit2rtl.cli.output.ExitCode;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Datasets;
import vit2rtl.golden.data.ImageFormat;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.data.Purpose;
import vit2rtl.golden.network.IntegerNetwork;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.models.EmbeddedModel;
import vit2rtl.golden.swin.SwinCheckpoint;
import vit2rtl.golden.swin.SwinStage;
import vit2rtl.golden.vit.Checkpoint;
import vit2rtl.golden.vit.VitCheckpoint;
import vit2rtl.golden.vit.VitShape;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.Settings;

/** {@code demo}: the main job, on the embedded model or one's own. */
@Command(name = "demo", mixinStandardHelpOptions = true,
    description = "Quantises a checkpoint on calibration images, generates RTL of the whole network, classifies images in"
        + " the simulated RTL and compares every integer tensor with the golden model, without stalls and with random"
        + " ones; writes a report with pictures. Without options: the embedded model and images. Of a Swin Transformer every"
        + " unit at its place.")
public final class DemoCommand implements Callable<Integer> {
  /** Elements that usually make a run unit by unit: about as many as the embedded images bring. */
  private static final long USUAL_ELEMENTS = 20_000_000;
  /** Cycles of the engine that usually make a run of the whole network: four of the embedded images. */
  private static final long USUAL_CYCLES = 1_200_000;
  private static final int MOST_USUAL_IMAGES = 8;
  private static final int USUAL_LANES = 2;
  /** As many as the embedded ones; quantize takes more. */
  private static final int MOST_CALIBRATING = 256;

  @Mixin
  private CheckpointArguments checkpoint;

  @Mixin
  private ImageArguments data;

  @Option(names = "--calibration", paramLabel = "PATH", defaultValue = EmbeddedModel.WORD,
      description = "Images to calibrate with, as for --data; the first 256 of them. Default: ${DEFAULT-VALUE}.")
  private String calibration;

  @Option(names = "--recipe", defaultValue = "wide", description = "wide or fqvit. Default: ${DEFAULT-VALUE}.")
  private Recipe recipe;

  @Option(names = "--images", paramLabel = "N",
      description = "How many of the images go through the whole network in hardware. Default: by their cycles, 1 to 8.")
  private Integer simulated;

  @Option(names = "--macs", paramLabel = "N", defaultValue = "64",
      description = "Multipliers of the whole network. Default: ${DEFAULT-VALUE}.")
  private String multipliers;

  @Option(names = "--lanes", paramLabel = "N", description = "Elements per cycle of the units. Default: 2.")
  private Integer lanes;

  @Option(names = "--units",
      description = "Instead of the whole network: what arrives at every LayerNorm, at the step before it and at every"
          + " attention head's softmax, through a unit made for just that place.")
  private boolean unitByUnit;

  @Option(names = "--places", paramLabel = "REGEX",
      description = "As --units, only the places whose whole name matches, for example 'blocks\\.0\\..*'.")
  private Pattern places;

  @Option(names = "--fault", paramLabel = "PLACE",
      description = "Invert one output bit in the RTL of the unit that works at this place (for example norm), to see"
          + " the comparison fail.")
  private String fault;

  @Option(names = "--out", paramLabel = "DIR", defaultValue = "demo-out",
      description = "Folder for report, RTL and failures. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Override
  public Integer call() {
    if (simulated != null && simulated < 1) {
      throw new InputException("demo: --images " + simulated + "; allowed: 1 or more");
    }
    boolean own = checkpoint.given();
    Settings settings = settings();
    Outputs.folders(out);
    Tools.VERILATOR.require();
    Tools.GXX.require();
    Checkpoint network = own ? checkpoint.open() : EmbeddedModel.checkpoint();
    if (network instanceof SwinCheckpoint && !unitByUnit && places == null) {
      Progress.say("a Swin Transformer has no hardware of the whole network yet: every unit at its place, as with --units");
      unitByUnit = true;
    }
    ImageFormat format = network.imageFormat();
    Images seen = calibration.equals(EmbeddedModel.WORD) ? EmbeddedModel.calibrationImages(format)
        : Datasets.open(Path.of(calibration), format, Purpose.CALIBRATION, MOST_CALIBRATING, Progress::say);
    Images images = data.open(format, usualImages(network));

    IntegerNetwork integers = quantize(network, seen);
    Optional<AcceleratorConfig> accelerator = unitByUnit || places != null ? Optional.empty()
        : Optional.of(NetworkSettings.config((QuantizedVit) integers.model(), settings));
    List<Site> sites = sites(integers, accelerator.isPresent() ? hardwareImages(accelerator.get(), images) : images);
    DemoModels models = new DemoModels(network, integers, seen, images);
    return accelerator.isPresent() ? whole(accelerator.get(), models, sites) : units(models, sites);
  }

  /** The accelerator's, as far as they are given. */
  private Settings settings() {
    Map<String, String> set = new LinkedHashMap<>(Map.of("macs", multipliers));
    if (lanes != null) {
      set.put("lanes", lanes.toString());
    }
    return NetworkArguments.settings(set);
  }

  private Images hardwareImages(AcceleratorConfig config, Images images) {
    long cycles = NetworkPlan.productsOf(config.shape()) / config.multipliers();
    long usual = Math.max(1, Math.min(MOST_USUAL_IMAGES, USUAL_CYCLES / Math.max(1, cycles)));
    return images.first(simulated == null ? (int) usual : simulated);
  }

  private int whole(AcceleratorConfig config, DemoModels models, List<Site> sites) {
    Images some = hardwareImages(config, models.images());
    UnaryOperator<RtlDesign> change = fault == null ? design -> design : faulty(sites)::apply;
    DemoNetwork hardware = DemoNetwork.start((QuantizedVit) models.integers().model(), config, change, some, out);
    String accuracy = models.accuracy();
    List<DemoReport.Picture> pictures = models.pictures();
    NetworkTotals totals;
    try (ProgressBar bar = Progress.bar("hardware", some.size())) {
      totals = hardware.totals(bar::stepTo);
    }
    NetworkPart part = NetworkPart.of(NetworkArguments.accelerator(config), hardware.program(), totals, sites, some,
        checkpoint.given() ? String::valueOf : EmbeddedModel::className);
    DemoReport report = new DemoReport(models.heading(recipe), accuracy, repeat(), tools(), Optional.of(part),
        new UnitPart(List.of()), pictures);
    show(report, part.text());
    NetworkFailure.print(totals, "repeat");
    return end(report, totals.passed());
  }

  private ModuleFault faulty(List<Site> sites) {
    Site site = sites.stream().filter(s -> s.name().equals(fault)).findFirst().orElseThrow(() -> unknown(sites));
    return new ModuleFault(new UnitBench(site.config()).design().topName());
  }

  private int units(DemoModels models, List<Site> sites) {
    if (fault != null && sites.stream().noneMatch(s -> s.name().equals(fault))) {
      throw unknown(sites);
    }
    DemoUnits units = new DemoUnits(Optional.ofNullable(fault), out);
    String accuracy = models.accuracy();
    List<SiteResult> results = units.run(sites);
    DemoReport report = new DemoReport(models.heading(recipe), accuracy, repeat(), tools(), Optional.empty(),
        new UnitPart(results), models.pictures());
    show(report, DemoTable.of(results));
    results.stream().filter(r -> !r.passed()).forEach(units::failure);
    return end(report, results.stream().allMatch(SiteResult::passed));
  }

  private InputException unknown(List<Site> sites) {
    return new InputException("demo: there is no place '" + fault + "'; there are "
        + sites.stream().map(Site::name).toList());
  }

  private static int usualImages(Checkpoint network) {
    return (int) Math.max(1, USUAL_ELEMENTS / (network instanceof SwinCheckpoint swin
        ? swin.shape().stages().stream().mapToLong(DemoCommand::elements).sum()
        : elements(((VitCheckpoint) network).shape())));
  }

  /** That reach LayerNorms and softmaxes. */
  private static long elements(VitShape shape) {
    long norms = (2L * shape.depth() + 1) * shape.tokens() * shape.width();
    return norms + (long) shape.depth() * shape.heads() * shape.tokens() * shape.tokens();
  }

  private static long elements(SwinStage stage) {
    long norms = (2L * stage.depth() + 1) * stage.tokens() * stage.width();
    return norms + (long) stage.depth() * stage.heads() * stage.tokens() * stage.window() * stage.window();
  }

  private IntegerNetwork quantize(Checkpoint network, Images seen) {
    try (ProgressBar bar = Progress.bar("calibrate", seen.size())) {
      return Quantizer.quantize(network, seen, QuantizeOptions.of(recipe).usual(network), bar::stepTo).network();
    }
  }

  private List<Site> sites(IntegerNetwork integers, Images images) {
    List<Site> all;
    try (ProgressBar bar = Progress.bar("activations", images.size())) {
      all = NetworkSites.of(integers, images, lanes == null ? USUAL_LANES : lanes, bar::stepTo);
    }
    List<Site> sites = all.stream().filter(s -> places == null || places.matcher(s.name()).matches()).toList();
    if (sites.isEmpty()) {
      throw new InputException("demo: no place matches '" + places + "'; there are "
          + all.stream().map(Site::name).toList());
    }
    return sites;
  }

  private static String tools() {
    return "Simulated by " + Tools.VERILATOR.versionLine() + ", Java " + Runtime.version() + ".";
  }

  private String repeat() {
    return "./vit2rtl demo" + checkpoint.asArguments() + data.asArguments() + " --calibration " + calibration
        + " --recipe " + recipe.name().toLowerCase(Locale.ROOT) + (unitByUnit ? " --units" : " --macs " + multipliers)
        + (simulated == null ? "" : " --images " + simulated) + (lanes == null ? "" : " --lanes " + lanes)
        + (places == null ? "" : " --places '" + places + "'") + (fault == null ? "" : " --fault '" + fault + "'");
  }

  private static void show(DemoReport report, String results) {
    System.out.println(report.heading());
    System.out.println(report.accuracy());
    System.out.println();
    System.out.print(results);
    System.out.println();
  }

  private int end(DemoReport report, boolean passed) {
    System.out.println(report.verdict());
    System.out.println("report: " + report.write(out));
    return passed ? 0 : ExitCode.COMPARISON_FAILED;
  }
}
