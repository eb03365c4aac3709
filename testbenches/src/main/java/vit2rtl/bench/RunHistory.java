package vit2rtl.bench;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.dut.CycleWindow;
import vit2rtl.sim.dut.Samples;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.replay.Replay;
import vit2rtl.sim.replay.ReplayFile;
import vit2rtl.sim.replay.ReplayRun;
import vit2rtl.sim.replay.ReplayStep;

/**
 * Streams rows through a running unit and remembers them, for what a run that fails leaves. Beyond four million
 * elements only the last run is kept: what came before matters only to a unit that does not forget it.
 */
public final class RunHistory {
  private static final long MOST_ELEMENTS = 4_000_000;

  private final UnitBench bench;
  private final SimOptions options;
  private final Optional<Path> replays;
  private final List<Run> runs = new ArrayList<>();
  private long elements;

  private record Run(int[] in, int[] golden, StallPattern source, StallPattern sink) {}

  /**
   * @param replays folder for replay files, if they are wanted
   */
  public RunHistory(UnitBench bench, SimOptions options, Optional<Path> replays) {
    this.bench = bench;
    this.options = options;
    this.replays = replays;
  }

  /**
   * Compares every element of one more run. One that does not come to its end leaves a replay file, too.
   *
   * @param golden what is expected
   * @param name   of its replay file, without extension
   */
  public Comparison compare(Simulation simulation, int[] in, int[] golden, StallPattern source, StallPattern sink,
      String name) {
    elements += in.length;
    if (elements > MOST_ELEMENTS) {
      runs.clear();
      elements = in.length;
    }
    runs.add(new Run(in, golden, source, sink));
    try {
      return Comparison.of(golden, simulation.stream(bench.job(in, source, sink)), bench.resultLength());
    } catch (SimulationException e) {
      Optional<Path> file = replay(name);
      if (file.isEmpty()) {
        throw e;
      }
      SimulationException told = new SimulationException(e.getMessage() + "; repeat it with ./vit2rtl replay "
          + file.get());
      told.initCause(e);
      throw told;
    }
  }

  /** What is left of the last run, which had this mismatch: a fresh model repeats it and records the window. */
  public Evidence failed(Mismatch first, CycleWindow window, String name) {
    Run run = runs.get(runs.size() - 1);
    try (Simulation again = Simulator.open(bench.design(), options.withoutWaveform())) {
      bench.load(again);
      long before = again.cycles();
      Samples ports = bench.record(again, run.in(), run.source(), run.sink(), window).samples();
      return new Evidence(ports, again.wavesAround(before + first.cycle()), replay(name));
    }
  }

  private Optional<Path> replay(String name) {
    return replays.flatMap(folder -> write(folder.resolve(name + ".vitreplay")));
  }

  /** Writes the last run, with those before it if need be, where a fresh model fails too. */
  private Optional<Path> write(Path file) {
    List<ReplayRun> all = runs.stream().map(this::replayed).toList();
    Optional<Replay> replay = Replay.of(bench.design(), options, loading(), all);
    replay.ifPresent(failed -> ReplayFile.write(file, failed));
    return replay.map(failed -> file);
  }

  /** What {@link UnitBench#load} does. */
  private List<ReplayStep> loading() {
    List<ReplayStep> steps = new ArrayList<>();
    for (Map<String, Long> cycle : bench.loading()) {
      SortedMap<String, BigInteger> pokes = new TreeMap<>(Map.of("load_valid", BigInteger.ONE));
      cycle.forEach((port, value) -> pokes.put(port, BigInteger.valueOf(value)));
      steps.add(new ReplayStep(pokes, 1));
    }
    if (!steps.isEmpty()) {
      steps.add(new ReplayStep(new TreeMap<>(Map.of("load_valid", BigInteger.ZERO)), 0));
    }
    return steps;
  }

  private ReplayRun replayed(Run run) {
    StreamJob job = bench.job(run.in(), run.source(), run.sink());
    return new ReplayRun(job, List.of(run.golden()));
  }
}
