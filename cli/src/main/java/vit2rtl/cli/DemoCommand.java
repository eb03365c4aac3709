package vit2rtl.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vit2rtl.bench.network.FloatSites;
import vit2rtl.bench.network.NetworkRun;
import vit2rtl.bench.network.OutputFault;
import vit2rtl.bench.network.Site;
import vit2rtl.bench.network.SiteOptions;
import vit2rtl.bench.network.SiteResult;
import vit2rtl.cli.demo.DemoPictures;
import vit2rtl.cli.demo.DemoReport;
import vit2rtl.cli.demo.DemoTable;
import vit2rtl.cli.figures.NetworkPictures;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.golden.vit.EmbeddedModel;
import vit2rtl.golden.vit.VitCheckpoint;
import vit2rtl.golden.vit.VitShape;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.TextWave;
import vit2rtl.sim.Tools;

/** {@code demo}: the main job on the embedded model. */
@Command(name = "demo", mixinStandardHelpOptions = true,
    description = "Calibrates the embedded model on real images, then streams the activations of every LayerNorm and"
        + " every attention head's softmax through golden model and simulated RTL, and compares every element.")
final class DemoCommand implements Callable<Integer> {
  private static final int PICTURE_IMAGES = 64;

  @Option(names = "--out", paramLabel = "DIR", defaultValue = "demo-out",
      description = "Folder for report, RTL and failures. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(names = "--limit", paramLabel = "N", defaultValue = "256",
      description = "How many images. Default: ${DEFAULT-VALUE}, all there are.")
  private int limit;

  @Option(names = "--lanes", paramLabel = "N", defaultValue = "2",
      description = "Elements per cycle of the units. Default: ${DEFAULT-VALUE}.")
  private int lanes;

  @Option(names = "--places", paramLabel = "REGEX",
      description = "Only the places whose whole name matches, for example 'blocks\\.0\\..*'.")
  private Pattern places;

  @Option(names = "--fault", paramLabel = "PLACE",
      description = "Invert one output bit in the RTL of this place (for example norm), to see the comparison fail.")
  private String fault;

  @Override
  public Integer call() {
    Tools.VERILATOR.require();
    Tools.GXX.require();
    VitCheckpoint checkpoint = EmbeddedModel.checkpoint();
    Images images = EmbeddedModel.testImages().first(limit);
    List<Site> sites = sites(checkpoint, EmbeddedModel.calibrationImages(), images);
    List<SiteResult> results = run(sites);
    DemoReport report = new DemoReport(heading(checkpoint, images), repeat(), "Simulated by " + Tools.VERILATOR.versionLine() + ", Java " + Runtime.version() + ".", results,
        pictures(checkpoint, images));
    System.out.println(report.heading());
    System.out.println();
    System.out.print(DemoTable.of(results));
    System.out.println();
    results.stream().filter(r -> !r.passed()).forEach(this::failure);
    System.out.println(report.verdict());
    System.out.println("report: " + report.write(out));
    return results.stream().allMatch(SiteResult::passed) ? 0 : Errors.COMPARISON_FAILED;
  }

  private List<Site> sites(VitCheckpoint checkpoint, Images calibration, Images images) {
    FloatSites network = new FloatSites(checkpoint, SiteOptions.fqvit(lanes));
    try (ProgressBar bar = Progress.bar("calibrate", calibration.size())) {
      network.calibrate(calibration, bar::stepTo);
    }
    try (ProgressBar bar = Progress.bar("activations", images.size())) {
      return chosen(network.sites(images, bar::stepTo));
    }
  }

  private static List<DemoReport.Picture> pictures(VitCheckpoint checkpoint, Images images) {
    Images seen = EmbeddedModel.calibrationImages().first(PICTURE_IMAGES);
    try (ProgressBar bar = Progress.bar("pictures", seen.size())) {
      return DemoPictures.of(NetworkPictures.watch(checkpoint, seen, bar::stepTo), checkpoint.shape(), images);
    }
  }

  private List<Site> chosen(List<Site> all) {
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
        AtomicFile.write(out.resolve("rtl").resolve(result.site().name() + ".v"), result.site().bench().design().text());
        bar.step();
      };
      return new NetworkRun(SimOptions.defaults(), change).run(sites, done);
    }
  }

  private String repeat() {
    return "./vit2rtl demo --limit " + limit + " --lanes " + lanes
        + (places == null ? "" : " --places '" + places + "'") + (fault == null ? "" : " --fault '" + fault + "'");
  }

  private static String heading(VitCheckpoint checkpoint, Images images) {
    VitShape shape = checkpoint.shape();
    return checkpoint.file() + ": " + shape.depth() + " blocks, " + shape.heads() + " heads, " + shape.tokens()
        + " tokens of " + shape.width() + "; " + images.size() + " images";
  }

  private void failure(SiteResult result) {
    Site site = result.site();
    System.out.println(site.unit() + " at " + site.name() + ":");
    result.free().first().or(() -> result.stalled().first()).ifPresent(mismatch -> {
      Path rows = out.resolve("failures").resolve(site.name() + ".safetensors");
      site.tensors().write(rows);
      System.out.println(mismatch);
      System.out.print(TextWave.of(result.waveform()).render());
      System.out.println("replay: ./vit2rtl verify " + site.unit() + " --in " + rows + " --set lanes=" + lanes
          + " --seeds 1 --trace failure.fst");
    });
    result.brokenPromise().ifPresent(System.out::println);
    System.out.println();
  }
}
