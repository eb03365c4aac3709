package vit2rtl.cli.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import vit2rtl.bench.network.NetworkRun;
import vit2rtl.bench.network.OutputFault;
import vit2rtl.bench.network.Site;
import vit2rtl.bench.network.SiteResult;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.wave.FailureWaves;
import vit2rtl.sim.wave.TextWave;

/**
 * Units one by one, each at its place of the network.
 *
 * @param fault place whose unit has a fault, if one is wanted
 * @param out   folder for RTL and failures
 */
record DemoUnits(Optional<String> fault, Path out) {

  List<SiteResult> run(List<Site> sites) {
    NetworkRun.Change change = fault.<NetworkRun.Change>map(OutputFault::new).orElse(NetworkRun.NO_CHANGE);
    Path failures = out.resolve("failures");
    try (ProgressBar bar = Progress.bar("hardware", sites.size())) {
      Consumer<SiteResult> done = result -> {
        AtomicFile.write(out.resolve("rtl").resolve(result.site().name() + ".v"), result.design().text());
        bar.step();
      };
      return new NetworkRun(SimOptions.defaults().withFailureWaves(FailureWaves.in(failures)), change)
          .withReplays(failures).run(sites, done);
    }
  }

  /** Says what went wrong at a place, and leaves its rows. */
  void failure(SiteResult result) {
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
      System.out.println((fault.equals(Optional.of(site.name())) ? "without the fault: " : "repeat: ")
          + "./vit2rtl verify " + site.unit() + " --in " + rows + site.settings() + " --seeds 1 --trace failure.fst");
    });
    result.brokenPromise().ifPresent(System.out::println);
    System.out.println();
  }
}
