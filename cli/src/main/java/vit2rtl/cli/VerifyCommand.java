package vit2rtl.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.Verification;
import vit2rtl.golden.InputException;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Waveform;

/** {@code verify}: random and corner-case streams under back-pressure, golden against RTL. */
@Command(name = "verify", mixinStandardHelpOptions = true,
    description = "Streams random and corner-case rows under back-pressure; compares every element with the golden model.")
final class VerifyCommand implements Callable<Integer> {
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

  @Option(names = "--trace", paramLabel = "out.fst", description = "Write a waveform (.fst or .vcd).")
  private Path trace;

  @Override
  public Integer call() {
    if (seeds < 1 || rows < 1) {
      throw new InputException("verify: --seeds " + seeds + " --rows " + rows + "; allowed: 1 or more of each");
    }
    boolean passed = true;
    for (Map.Entry<String, UnitBench> layer : layers.benches(unit).entrySet()) {
      passed &= verify(layer.getKey(), layer.getValue());
    }
    return passed ? 0 : Errors.COMPARISON_FAILED;
  }

  private boolean verify(String name, UnitBench bench) {
    SimOptions options = trace == null ? SimOptions.defaults() : SimOptions.defaults().withWaveform(new Waveform(trace));
    Optional<int[]> given = layers.rows(unit);
    Verification.Outcome outcome;
    try (ProgressBar bar = Progress.bar("verify " + name, seeds)) {
      outcome = new Verification(bench, options).run(firstSeed, seeds,
          random -> given.orElseGet(() -> unit.family().stimulus(bench, rows, random)), bar::stepTo);
    }
    print(name, bench, outcome);
    return outcome.passed();
  }

  private void print(String name, UnitBench bench, Verification.Outcome outcome) {
    System.out.printf(Locale.ROOT, "%s: %d elements, %d mismatches, %d cycles, %.3f elements/cycle,"
            + " latency %d cycles (stated %d)%n", name, outcome.total().elements(),
        outcome.total().mismatches(), outcome.total().cycles(), outcome.free().elementsPerCycle(),
        outcome.free().latency(), bench.statedLatency());
    outcome.total().first().ifPresent(System.out::println);
    outcome.waveform().ifPresent(System.out::print);
    outcome.brokenPromise().ifPresent(System.out::println);
    outcome.failedSeed().ifPresent(seed -> System.out.println("replay: ./vit2rtl verify " + unit.family().name()
        + unit.settings().asArguments() + layers.asArguments(name) + " --rows " + rows + " --first-seed " + seed
        + " --seeds 1 --trace failure.fst"));
  }
}
