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
import vit2rtl.sim.StallPattern;
import vit2rtl.sim.StreamJob;
import vit2rtl.sim.replay.Replay;
import vit2rtl.sim.replay.ReplayFile;
import vit2rtl.sim.replay.ReplayRun;
import vit2rtl.sim.replay.ReplayStep;

/**
 * What a simulation of a unit has streamed so far, for a replay file when it fails. Beyond four million elements only
 * the last run is kept: what came before matters only to a unit that does not forget it.
 */
final class RunHistory {
  private static final long MOST_ELEMENTS = 4_000_000;

  private final UnitBench bench;
  private final SimOptions options;
  private final List<Run> runs = new ArrayList<>();
  private long elements;

  private record Run(int[] in, StallPattern source, StallPattern sink) {}

  RunHistory(UnitBench bench, SimOptions options) {
    this.bench = bench;
    this.options = options;
  }

  void add(int[] in, StallPattern source, StallPattern sink) {
    elements += in.length;
    if (elements > MOST_ELEMENTS) {
      runs.clear();
      elements = in.length;
    }
    runs.add(new Run(in, source, sink));
  }

  /** Writes the last run, with those before it if need be, where a fresh model fails too. */
  Optional<Path> write(Path file) {
    List<ReplayRun> all = runs.stream().map(this::replayed).toList();
    Optional<Replay> replay = Replay.of(bench.design(), options, loading(), all);
    replay.ifPresent(failed -> ReplayFile.write(file, failed));
    return replay.map(failed -> file);
  }

  /** What {@link UnitBench#load} does. */
  private List<ReplayStep> loading() {
    List<ReplayStep> steps = new ArrayList<>();
    for (Map<String, Long> cycle : bench.constants()) {
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
    return new ReplayRun(job, List.of(bench.golden(run.in())));
  }
}
