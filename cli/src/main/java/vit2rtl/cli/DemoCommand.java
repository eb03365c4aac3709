package vit2rtl.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.bench.network.NetworkRun;
import vit2rtl.bench.network.NetworkSites;
import vit2rtl.bench.network.OutputFault;
import vit2rtl.bench.network.Site;
import vit2rtl.bench.network.SiteResult;
import vit2rtl.cli.demo.DemoPictures;
import vit2rtl.cli.demo.DemoReport;
import vit2rtl.cli.demo.DemoTable;
import vit2rtl.cli.figures.NetworkPictures;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Datasets;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.data.Purpose;
import vit2rtl.golden.eval.Classifier;
import vit2rtl.golden.eval.Evaluation;
import vit2rtl.golden.eval.FloatClassifier;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.vit.EmbeddedModel;
import vit2rtl.golden.vit.FloatVit;
import vit2rtl.golden.vit.VitCheckpoint;
import vit2rtl.golden.vit.VitShape;
import vit2rtl.sim.FailureWaves;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.TextWave;
import vit2rtl.sim.Tools;

/** {@code demo}: the main job, on the embedded model or one's own. */
@Command(name = "demo", mixinStandardHelpOptions = true,
    description = "Quantises a checkpoint on calibration images, runs images through the integer network, and streams"
        + " what arrives at every LayerNorm and every attention head's softmax through golden model and simulated RTL,"
        + " comparing every element. Without options: the embedded model and images.")
final class DemoCommand implements Callable<Integer> {
  private static final int PICTURE_IMAGES = 64;
  /** Elements that usually make a run: about as many as the embedded images bring. */
  private static final long USUAL_ELEMENTS = 20_000_000;

  @Mixin
  private CheckpointArguments checkpoint;

  @Mixin
  private ImageArguments data;

  @Option(names = "--calibration", paramLabel = "PATH", defaultValue = EmbeddedModel.WORD,
      description = "Images to calibrate with, as for --data. Default: ${DEFAULT-VALUE}.")
  private String calibration;

  @Option(names = "--recipe", defaultValue = "wide", description = "wide or fqvit. Default: ${DEFAULT-VALUE}.")
  private Recipe recipe;

  @Option(names = "--lanes", paramLabel = "N", defaultValue = "2",
      description = "Elements per cycle of the units. Default: ${DEFAULT-VALUE}.")
  private int lanes;

  @Option(names = "--places", paramLabel = "REGEX",
      description = "Only the places whose whole name matches, for example 'blocks\\.0\\..*'.")
  private Pattern places;

  @Option(names = "--fault", paramLabel = "PLACE",
      description = "Invert one output bit in the RTL of this place (for example norm), to see the comparison fail.")
  private String fault;

  @Option(names = "--out", paramLabel = "DIR", defaultValue = "demo-out",
      description = "Folder for report, RTL and failures. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Override
  public Integer call() {
    Outputs.folders(out);
    Tools.VERILATOR.require();
    Tools.GXX.require();
    VitCheckpoint network = checkpoint.given() ? checkpoint.open() : EmbeddedModel.checkpoint();
    VitShape shape = network.shape();
    Images seen = calibration.equals(EmbeddedModel.WORD) ? EmbeddedModel.calibrationImages(shape.imageFormat())
        : Datasets.open(Path.of(calibration), shape.imageFormat(), Purpose.CALIBRATION, Integer.MAX_VALUE,
            Progress::say);
    Images images = data.open(shape.imageFormat(), usualImages(shape));

    IntegerVit integers = quantize(network, seen);
    Evaluation ofFloats = evaluate("float network", images, new FloatClassifier(new FloatVit(network)));
    Evaluation ofIntegers = evaluate("integer network", images, integers);
    List<SiteResult> results = run(sites(integers, images));

    DemoReport report = new DemoReport(heading(network, images), accuracy(ofFloats, ofIntegers), repeat(),
        "Simulated by " + Tools.VERILATOR.versionLine() + ", Java " + Runtime.version() + ".", results,
        pictures(network, integers, seen, images));
    System.out.println(report.heading());
    System.out.println(report.accuracy());
    System.out.println();
    System.out.print(DemoTable.of(results));
    System.out.println();
    results.stream().filter(r -> !r.passed()).forEach(this::failure);
    System.out.println(report.verdict());
    System.out.println("report: " + report.write(out));
    return results.stream().allMatch(SiteResult::passed) ? 0 : Errors.COMPARISON_FAILED;
  }

  private static int usualImages(VitShape shape) {
    long norms = (2L * shape.depth() + 1) * shape.tokens() * shape.width();
    long scores = (long) shape.depth() * shape.heads() * shape.tokens() * shape.tokens();
    return (int) Math.max(1, USUAL_ELEMENTS / (norms + scores));
  }

  private IntegerVit quantize(VitCheckpoint network, Images seen) {
    try (ProgressBar bar = Progress.bar("calibrate", seen.size())) {
      return new IntegerVit(Quantizer.quantize(network, seen, QuantizeOptions.of(recipe), bar::stepTo));
    }
  }

  private static Evaluation evaluate(String task, Images images, Classifier classifier) {
    try (ProgressBar bar = Progress.bar(task, images.size())) {
      return Evaluation.run(images, classifier, done -> bar.step());
    }
  }

  private List<Site> sites(IntegerVit integers, Images images) {
    List<Site> all;
    try (ProgressBar bar = Progress.bar("activations", images.size())) {
      all = NetworkSites.of(integers, images, lanes, bar::stepTo);
    }
    List<Site> sites = all.stream().filter(s -> places == null || places.matcher(s.name()).matches()).toList();
    if (sites.isEmpty()) {
      throw new InputException("demo: no place matches '" + places + "'; there are "
          + all.stream().map(Site::name).toList());
    }
    return sites;
  }

  private List<SiteResult> run(List<Site> sites) {
    if (fault != null && sites.stream().noneMatch(s -> s.name().equals(fault))) {
      throw new InputException("demo: there is no place '" + fault + "'; there are "
          + sites.stream().map(Site::name).toList());
    }
    NetworkRun.Change change = fault == null ? NetworkRun.NO_CHANGE : new OutputFault(fault);
    try (ProgressBar bar = Progress.bar("hardware", sites.size())) {
      Consumer<SiteResult> done = result -> {
        AtomicFile.write(out.resolve("rtl").resolve(result.site().name() + ".v"), result.design().text());
        bar.step();
      };
      FailureWaves waves = FailureWaves.in(out.resolve("failures"));
      return new NetworkRun(SimOptions.defaults().withFailureWaves(waves), change).withReplays(out.resolve("failures")).run(sites, done);
    }
  }

  private static List<DemoReport.Picture> pictures(VitCheckpoint network, IntegerVit integers, Images seen,
      Images images) {
    Images some = seen.first(PICTURE_IMAGES);
    try (ProgressBar bar = Progress.bar("pictures", some.size())) {
      return DemoPictures.of(NetworkPictures.watch(network, some, bar::stepTo), network.shape(), images, integers);
    }
  }

  private String heading(VitCheckpoint network, Images images) {
    VitShape shape = network.shape();
    return network.file() + ": " + shape.depth() + " blocks, " + shape.heads() + " heads, " + shape.tokens()
        + " tokens of " + shape.width() + "; recipe " + recipe.name().toLowerCase(Locale.ROOT) + ", " + images.size()
        + " images";
  }

  private static String accuracy(Evaluation floats, Evaluation integers) {
    String agreement = String.format(Locale.ROOT,
        "the integer network agrees with the float network on %.1f %% of them",
        integers.agreement(floats));
    return floats.top1().isEmpty() ? agreement : String.format(Locale.ROOT, "top-1 %.1f %% float, %.1f %% integer; %s",
        floats.top1().getAsDouble(), integers.top1().getAsDouble(), agreement);
  }

  private String repeat() {
    return "./vit2rtl demo" + checkpoint.asArguments() + data.asArguments() + " --calibration " + calibration
        + " --recipe " + recipe.name().toLowerCase(Locale.ROOT) + " --lanes " + lanes
        + (places == null ? "" : " --places '" + places + "'") + (fault == null ? "" : " --fault '" + fault + "'");
  }

  private void failure(SiteResult result) {
    Site site = result.site();
    System.out.println(site.unit() + " at " + site.name() + ":");
    result.free().first().or(() -> result.stalled().first()).ifPresent(mismatch -> {
      Path rows = out.resolve("failures").resolve(site.name() + ".safetensors");
      site.tensors().write(rows);
      System.out.println(mismatch);
      System.out.print(TextWave.of(result.evidence().ports()).render());
      result.evidence().waves().ifPresent(file -> System.out.println("waves: " + file));
      result.evidence().replay().ifPresent(file -> System.out.println("repeat: ./vit2rtl replay " + file));
      // The fault is in the simulated text alone: verify would run the unit without it.
      System.out.println((site.name().equals(fault) ? "without the fault: " : "repeat: ") + "./vit2rtl verify " + site.unit() + " --in " + rows + site.settings()
          + " --seeds 1 --trace failure.fst");
    });
    result.brokenPromise().ifPresent(System.out::println);
    System.out.println();
  }
}
