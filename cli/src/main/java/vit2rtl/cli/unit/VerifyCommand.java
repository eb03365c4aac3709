package vit2rtl.cli.unit;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.bench.Reloading;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.Verification;
import vit2rtl.bench.VerificationText;
import vit2rtl.bench.unit.Stimulus;
import vit2rtl.bench.work.VerifyWork;
import vit2rtl.cli.arguments.FleetArguments;
import vit2rtl.cli.arguments.ForeignArguments;
import vit2rtl.cli.arguments.LayerArguments;
import vit2rtl.cli.arguments.TensorFiles;
import vit2rtl.cli.arguments.TraceArguments;
import vit2rtl.cli.arguments.UnitArguments;
import vit2rtl.cli.network.VerifyNetworkCommand;
import vit2rtl.cli.onnx.VerifyOnnxCommand;
import vit2rtl.cli.output.ExitCode;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.Progress;
import vit2rtl.cli.output.WhenStopped;
import vit2rtl.golden.InputException;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.SimOptions.Covering;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.coverage.CoverageReport;

/** {@code verify}: random and corner-case streams under back-pressure, golden against RTL. */
@Command(name = "verify", mixinStandardHelpOptions = true, footer = TensorFiles.SEE,
    subcommands = {VerifyNetworkCommand.class, VerifyOnnxCommand.class},
    description = "Streams random and corner-case rows under back-pressure;"
        + " compares every element with the golden model.")
public final class VerifyCommand implements Callable<Integer> {
  private static final int SHOWN_PLACES = 10;
  private static final int RELOADS_PER_LAYER = 3;

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
  private ForeignArguments foreign;

  @Mixin
  private TraceArguments trace;

  @Option(names = "--coverage", paramLabel = "DIR",
      description = "Count what all runs together reach: a table, coverage.info for lcov and genhtml, and the text it"
          + " refers to. Slower.")
  private Path coverage;

  @Option(names = "--replays", paramLabel = "DIR", defaultValue = "replays",
      description = "Where a failed run leaves the file that repeats it. Default: ${DEFAULT-VALUE}.")
  private Path replays;

  @Mixin
  private FleetArguments fleet;

  private final CoverageReport reached = new CoverageReport();

  @Override
  public Integer call() {
    Outputs.folders(coverage, replays);
    trace.check();
    if (seeds < 1 || rows < 1) {
      throw new InputException("verify: --seeds " + seeds + " --rows " + rows + "; allowed: 1 or more of each");
    }
    fleet.check();
    if (fleet.given()) {
      return cut();
    }
    Map<String, UnitBench> benches = foreign.inPlaceOf(layers.benches(unit));
    boolean passed = layers.shareOneUnit(benches) ? verifyShared(benches) : verifyEach(benches);
    if (coverage != null) {
      reached.write(coverage);
      System.out.print(reached.text(SHOWN_PLACES));
      System.out.println("coverage: " + coverage.resolve("coverage.info") + ", " + coverage.resolve("coverage.txt"));
    }
    return passed ? 0 : ExitCode.COMPARISON_FAILED;
  }

  /** The same in shards. */
  private int cut() {
    if (coverage != null || foreign.given() || trace.waveform().isPresent()) {
      throw new InputException("verify: --coverage, --rtl and --trace are of one process; leave them out, or --shard,"
          + " --resume and --master");
    }
    VerifyWork work = VerifyShards.work(layers, unit, firstSeed, seeds, rows, this::command);
    return fleet.run(work).map(results -> VerifyShards.report(results, replays)).orElse(0);
  }

  private String command(String layer) {
    return "./vit2rtl verify " + unit.kind().name() + unit.settings().asArguments() + layers.asArguments(layer)
        + foreign.asArguments();
  }

  private SimOptions options() {
    SimOptions options = SimOptions.defaults().withCovering(coverage == null ? Covering.OFF : Covering.ON);
    return trace.waveform().map(options::withWaveform).orElse(options);
  }

  private boolean verifyEach(Map<String, UnitBench> benches) {
    boolean passed = true;
    for (Map.Entry<String, UnitBench> layer : benches.entrySet()) {
      try (Simulation simulation = Simulator.open(layer.getValue().design(), options())) {
        passed &= verify(layer.getKey(), layer.getValue(), simulation);
        cover(layers.isModel() ? layer.getKey() : "", simulation);
      }
    }
    return passed;
  }

  /** One running unit: every layer is loaded and verified, then layers are loaded between a few rows each. */
  private boolean verifyShared(Map<String, UnitBench> benches) {
    boolean passed = true;
    try (Simulation simulation = Simulator.open(benches.values().iterator().next().design(), options())) {
      for (Map.Entry<String, UnitBench> layer : benches.entrySet()) {
        passed &= verify(layer.getKey(), layer.getValue(), simulation);
      }
      Reloading reloading = Reloading.run(simulation,
          benches.entrySet().stream().map(e -> new Reloading.Layer(e.getKey(), e.getValue())).toList(),
          RELOADS_PER_LAYER * benches.size(), new Random(firstSeed), Stimulus::rows);
      VerifyShards.print(benches.size(), reloading);
      cover("", simulation);
      return passed && reloading.mismatches() == 0;
    }
  }

  private void cover(String name, Simulation simulation) {
    if (coverage != null) {
      reached.with(name, simulation.coverage());
    }
  }

  private boolean verify(String name, UnitBench bench, Simulation simulation) {
    Optional<int[]> given = layers.rows(unit);
    Path folder = layers.isModel() ? replays.resolve(name) : replays;
    VerificationText text = new VerificationText(name, command(name), rows);
    AtomicReference<String> soFar = new AtomicReference<>("");
    Verification.Outcome outcome;
    try (ProgressBar bar = Progress.bar("verify " + name, seeds); WhenStopped kept = WhenStopped.tell(() -> stopped(soFar))) {
      outcome = new Verification(bench, options()).withReplays(folder).run(simulation, firstSeed, seeds,
          random -> given.orElseGet(() -> Stimulus.rows(bench, rows, random)), (done, total) -> {
            bar.stepTo(done);
            soFar.set(text.stopped(total, done, seeds));
          });
    }
    System.out.print(text.of(outcome, bench.timing()));
    return outcome.passed();
  }

  private static void stopped(AtomicReference<String> soFar) {
    Progress.say("stopped; with --resume DIR a run goes on from the seeds that are done");
    System.out.print(soFar.get());
  }
}
