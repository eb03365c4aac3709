package vit2rtl.bench.mutate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import vit2rtl.bench.Comparison;
import vit2rtl.bench.Interruption;
import vit2rtl.bench.Stress;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.unit.Stimulus;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.wave.FailureWaves;

/**
 * The runs of a unit's bench that every mutant of a model meets: few rows first, which most do not survive, then every
 * seed, then many rows, or every row that there is. The original passes them all, or there is no exam.
 */
final class Exam {
  private static final int TASTE = 12;
  private static final int CHUNK = 2_000;
  /** Where there are no more rows than that, a mutant meets all of them. */
  private static final int ALL = 1 << 20;
  private static final int PART = 1 << 16;
  private static final int RESETS = 32;
  /** How much longer than the original a mutant may take. */
  private static final int PATIENCE = 3;
  private static final long LEAST_CYCLES = 2_000;

  private final UnitBench bench;
  private final RtlDesign model;
  private final long seed;
  private final List<Run> runs = new ArrayList<>();

  /** Rows, what must come of them, and within how many cycles. */
  private record Run(String name, int[] in, int[] golden, Stress stress, long cycles) {
    boolean isFree() {
      return stress.source() instanceof StallPattern.None && stress.sink() instanceof StallPattern.None;
    }
  }

  /**
   * Draws rows and sends them through the original.
   *
   * @param model text with mutants behind {@link Schema#PORT}
   */
  Exam(UnitBench bench, RtlDesign model, Effort effort, long seed) {
    this.bench = bench;
    this.model = model;
    this.seed = seed;
    try (Simulation original = open(0)) {
      add(original, "few rows", Stimulus.rows(bench, TASTE, new Random(seed)), Stress.of(seed));
      for (int i = 0; i < effort.seeds(); i++) {
        int[] rows = Stimulus.rows(bench, effort.rows(), new Random(seed + i));
        add(original, "seed " + (seed + i), rows, Stress.of(seed + i));
        add(original, "seed " + (seed + i), rows, List.of(Stress.slow(seed + i)));
      }
      if (effort.moreRows() > 0) {
        moreRows(original, effort.moreRows());
      }
      interrupt(original, 0).ifPresent(Exam::refuse);
    }
  }

  /** Every row there is, where they are few enough; so many random and critical ones elsewhere. */
  private void moreRows(Simulation original, int rows) {
    List<Stress> free = List.of(Stress.of(seed).get(0));
    OptionalInt count = Stimulus.count(bench.config(), ALL);
    if (count.isPresent()) {
      for (int from = 0; from < count.getAsInt(); from += PART) {
        add(original, "every row", Stimulus.every(bench.config(), count.getAsInt(), from,
            Math.min(count.getAsInt(), from + PART)), free);
      }
      return;
    }
    for (int done = 0; done < rows; done += CHUNK) {
      add(original, "many rows", Stimulus.rows(bench, CHUNK, new Random(~seed - done)), free);
    }
  }

  private static void refuse(String found) {
    throw new IllegalStateException("the original fails its bench, so mutants say nothing: " + found);
  }

  private Simulation open(int mutant) {
    Simulation simulation = Simulator.open(model, SimOptions.defaults().withFailureWaves(FailureWaves.none())
        .withSeed(1 + mutant));
    simulation.poke(Schema.PORT, mutant);
    simulation.reset();
    bench.loadWithNoise(simulation, new Random(seed + mutant));
    return simulation;
  }

  private void add(Simulation original, String name, int[] rows, List<Stress> stresses) {
    for (Stress stress : stresses) {
      int[] in = stress.rows(bench.config(), rows);
      Run run = new Run(name, in, bench.golden(in), stress, Long.MAX_VALUE);
      Comparison found = compare(original, run);
      failure(run, found).ifPresent(Exam::refuse);
      runs.add(new Run(name, in, run.golden(), stress, PATIENCE * found.cycles() + LEAST_CYCLES));
    }
  }

  private Comparison compare(Simulation simulation, Run run) {
    return Comparison.of(run.golden(), simulation.stream(bench.jobWithNoise(run.in(), run.stress().source(), run.stress().sink())
        .within(run.cycles())), bench.resultLength());
  }

  private Optional<String> failure(Run run, Comparison found) {
    return found.equal() ? run.isFree() ? bench.brokenPromise(found) : Optional.empty()
        : found.first().map(Object::toString);
  }

  private Optional<String> interrupt(Simulation simulation, int mutant) {
    return bench.isOwn() ? Interruption.run(bench, simulation, RESETS, new Random(seed + mutant),
        (count, random) -> Stimulus.rows(bench, count, random)) : Optional.empty();
  }

  /** How the bench notices a mutant, if it does. */
  Optional<String> killed(int mutant) {
    boolean interrupted = false;
    try (Simulation simulation = open(mutant)) {
      for (Run run : runs) {
        Optional<String> failure = failure(run, compare(simulation, run));
        if (failure.isPresent()) {
          return Optional.of(run.name() + ": " + failure.get());
        }
        if (!interrupted && !run.name().equals(runs.get(0).name())) {
          interrupted = true;
          Optional<String> late = interrupt(simulation, mutant);
          if (late.isPresent()) {
            return late;
          }
        }
      }
      return interrupted ? Optional.empty() : interrupt(simulation, mutant);
    } catch (SimulationException e) {
      return Optional.of(e.getMessage());
    }
  }
}
