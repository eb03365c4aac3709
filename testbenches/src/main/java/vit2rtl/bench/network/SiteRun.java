package vit2rtl.bench.network;

import java.util.Arrays;
import vit2rtl.bench.Comparison;
import vit2rtl.bench.UnitBench;
import vit2rtl.sim.CycleWindow;
import vit2rtl.sim.Samples;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.StallPattern;

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

  SiteRun(Site site, UnitBench bench, SimOptions options, long seed) {
    this.site = site;
    this.bench = bench;
    this.options = options;
    this.seed = seed;
  }

  SiteResult run() {
    int[] golden = bench.golden(site.rows());
    StallPattern source = new StallPattern.Random(2 * seed, STALL_SOURCE);
    StallPattern sink = new StallPattern.Random(2 * seed + 1, STALL_SINK);
    try (Simulation simulation = Simulator.open(bench.design(), options)) {
      Comparison free = compare(simulation, golden, StallPattern.none(), StallPattern.none());
      Comparison stalled = compare(simulation, golden, source, sink);
      boolean freeFailed = !free.equal();
      Samples wave = freeFailed || stalled.equal()
          ? record(StallPattern.none(), StallPattern.none(), free)
          : record(source, sink, stalled);
      return new SiteResult(site, free, stalled, bench.statedLatency(), site.accuracy(golden),
          bench.brokenPromise(free), wave);
    }
  }

  private Comparison compare(Simulation simulation, int[] golden, StallPattern source, StallPattern sink) {
    return Comparison.of(golden, simulation.stream(bench.job(site.rows(), source, sink)), bench.rowLength());
  }

  /** A fresh model repeats the run and records the ports around its first mismatch, or where its output begins. */
  private Samples record(StallPattern source, StallPattern sink, Comparison run) {
    long cycle = run.first().map(m -> m.cycle()).orElse(run.latency());
    CycleWindow window = CycleWindow.around(cycle, WAVE_BEFORE, WAVE_AFTER);
    int rows = (int) Math.min(site.rows().length / bench.rowLength(),
        2 + (run.first().isPresent() ? run.first().get().row() : 0));
    int[] head = Arrays.copyOf(site.rows(), rows * bench.rowLength());
    try (Simulation again = Simulator.open(bench.design(), options)) {
      return bench.record(again, head, source, sink, window).samples();
    }
  }
}
