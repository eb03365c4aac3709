package vit2rtl.bench.network;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import vit2rtl.bench.Comparison;
import vit2rtl.bench.Evidence;
import vit2rtl.bench.Mismatch;
import vit2rtl.bench.RunHistory;
import vit2rtl.bench.UnitBench;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.dut.CycleWindow;
import vit2rtl.sim.dut.StallPattern;

/** Streams the rows of one place through its unit twice, freely and with random stalls, and compares every element. */
final class SiteRun {
  private static final int STALL_SOURCE = 20;
  private static final int STALL_SINK = 25;
  private static final int WAVE_BEFORE = 5;
  private static final int WAVE_AFTER = 8;

  private final Site site;
  private final UnitBench bench;
  private final SimOptions options;
  private final long seed;
  private final RunHistory history;

  /**
   * @param replays folder for the replay file of a run that fails, if one is wanted
   */
  SiteRun(Site site, UnitBench bench, SimOptions options, long seed, Optional<Path> replays) {
    this.site = site;
    this.bench = bench;
    this.options = options;
    this.seed = seed;
    this.history = new RunHistory(bench, options, replays);
  }

  SiteResult run() {
    int[] golden = bench.golden(site.rows());
    StallPattern source = new StallPattern.Random(2 * seed, STALL_SOURCE);
    StallPattern sink = new StallPattern.Random(2 * seed + 1, STALL_SINK);
    try (Simulation simulation = Simulator.open(bench.design(), options)) {
      Comparison free = compare(simulation, golden, StallPattern.none(), StallPattern.none());
      Optional<Evidence> failed = free.first().map(this::failed);
      Comparison stalled = compare(simulation, golden, source, sink);
      Evidence evidence = failed.or(() -> stalled.first().map(this::failed)).orElseGet(() -> passed(free));
      return new SiteResult(site, bench.design(), free, stalled, bench.statedLatency(), Accuracy.of(site.config(), site.rows(), golden),
          bench.brokenPromise(free), evidence);
    }
  }

  private Comparison compare(Simulation simulation, int[] golden, StallPattern source, StallPattern sink) {
    return history.compare(simulation, site.rows(), golden, source, sink, site.name());
  }

  private Evidence failed(Mismatch first) {
    return history.failed(first, CycleWindow.around(first.cycle(), WAVE_BEFORE, WAVE_AFTER), site.name());
  }

  /** A fresh model takes the first rows again and records the ports where its output begins. */
  private Evidence passed(Comparison free) {
    CycleWindow window = CycleWindow.around(free.latency(), WAVE_BEFORE, WAVE_AFTER);
    int[] head = Arrays.copyOf(site.rows(), Math.min(site.rows().length, 2 * bench.rowLength()));
    try (Simulation again = Simulator.open(bench.design(), options)) {
      return new Evidence(bench.record(again, head, StallPattern.none(), StallPattern.none(), window).samples(),
          Optional.empty(), Optional.empty());
    }
  }
}
