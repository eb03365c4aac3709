package vit2rtl.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.Verification;
import vit2rtl.bench.VerificationText;
import vit2rtl.golden.InputException;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.SimOptions.Covering;
import vit2rtl.sim.coverage.CoverageReport;

/** {@code verify}: random and corner-case streams under back-pressure, golden against RTL. */
@Command(name = "verify", mixinStandardHelpOptions = true,
    description = "Streams random and corner-case rows under back-pressure; compares every element with the golden model.")
final class VerifyCommand implements Callable<Integer> {
  private static final int SHOWN_PLACES = 10;

  @Mixin
  private UnitArguments unit;

  @Option(names = "--seeds", defaultValue = "10", description = "How many seeds. Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(names = "--first-seed", defaultValue = "1", description = "The first of them. Default: ${DEFAULT-VALUE}.")
  private long firstSeed;

  @Mixin
  private LayerArguments layers;

  @Option(names = "--rows", defaultValue = "64", description = "Rows per seed. Default: ${DEFAULT-VALUE}.")
  private int rows;

  @Mixin
  private TraceArguments trace;

  @Option(names = "--coverage", paramLabel = "DIR",
      description = "Count what all runs together reach: a table, coverage.info for lcov and genhtml, and the text it"
          + " refers to. Slower.")
  private Path coverage;

  private final CoverageReport reached = new CoverageReport();

  @Override
  public Integer call() {
    if (seeds < 1 || rows < 1) {
      throw new InputException("verify: --seeds " + seeds + " --rows " + rows + "; allowed: 1 or more of each");
    }
    boolean passed = true;
    for (Map.Entry<String, UnitBench> layer : layers.benches(unit).entrySet()) {
      passed &= verify(layer.getKey(), layer.getValue());
    }
    if (coverage != null) {
      reached.write(coverage);
      System.out.print(reached.text(SHOWN_PLACES));
      System.out.println("coverage: " + coverage.resolve("coverage.info") + ", " + coverage.resolve("coverage.txt"));
    }
    return passed ? 0 : Errors.COMPARISON_FAILED;
  }

  private boolean verify(String name, UnitBench bench) {
    SimOptions options = SimOptions.defaults().withCovering(coverage == null ? Covering.OFF : Covering.ON);
    options = trace.waveform().map(options::withWaveform).orElse(options);
    Optional<int[]> given = layers.rows(unit);
    Verification.Outcome outcome;
    try (ProgressBar bar = Progress.bar("verify " + name, seeds)) {
      outcome = new Verification(bench, options).run(firstSeed, seeds,
          random -> given.orElseGet(() -> unit.family().stimulus(bench, rows, random)), bar::stepTo);
    }
    String command = "./vit2rtl verify " + unit.family().name() + unit.settings().asArguments()
        + layers.asArguments(name);
    System.out.print(new VerificationText(name, command, rows).of(outcome, bench.statedLatency()));
    outcome.coverage().ifPresent(found -> reached.with(layers.isModel() ? name : "", found));
    return outcome.passed();
  }
}
