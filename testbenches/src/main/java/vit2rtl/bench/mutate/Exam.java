package vit2rtl.bench.mutate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
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
import vit2rtl.sim.dut.StreamSource;
import vit2rtl.sim.wave.FailureWaves;

/**
 * The runs of a unit's bench that every mutant of a model meets: few rows first, which most do not survive, then every
 * seed, then many rows, or every row that there is; where constants can be loaded, few rows before the first load, and many
 * with constants that are drawn anew. The original passes them all, or there is no exam. In the end a mutant must take as many
 * beats as the original while nobody takes its own.
 */
final class Exam {
  private static final int TASTE = 12;
  private static final int CHUNK = 2_000;
  private static final int LAYER_ROWS = 25;
  /** Where there are no more rows than that, a mutant meets all of them. */
  private static final int ALL = 1 << 20;
  private static final int PART = 1 << 16;
  private static final int RESETS = 32;
  /** Of some of the layers that are drawn. */
  private static final int LAYER_RESETS = 8;
  private static final int RESET_LAYERS = 100;
  /** Parts behind one start. */
  private static final int SAME_START = 160;
  /** Between the seeds of two parts' starts: more than there are mutants. */
  private static final int STARTS = 1 << 16;
  /** How much longer than the original a mutant may take. */
  private static final int PATIENCE = 3;
  private static final long LEAST_CYCLES = 2_000;

  private final UnitBench bench;
  private final RtlDesign model;
  private final long seed;
  private final List<Part> parts = new ArrayList<>();
  private final List<StreamSource> sources;
  /** Beats that the original takes while nobody takes its own. */
  private final Map<String, Long> taken;

  /** Rows, what must come of them, and within how many cycles. */
  private record Run(String name, int[] in, int[] golden, Stress stress, long cycles) {
    boolean isFree() {
      return stress.source() instanceof StallPattern.None && stress.sink() instanceof StallPattern.None;
    }
  }

  /** Where the constants of a part come from. */
  private enum Source {
    TEXT, LOADED,
    /** From the text, behind a reset, but for memories, which are loaded. */
    RESET
  }

  /**
   * Runs with the same constants.
   *
   * @param layer  the bench that has them
   * @param resets in the middle of rows, behind the runs
   */
  private record Part(UnitBench layer, Source source, List<Run> runs, int resets) {}

  /**
   * Draws rows and sends them through the original.
   *
   * @param model text with mutants behind {@link Schema#PORT}
   */
  Exam(UnitBench bench, RtlDesign model, Effort effort, long seed) {
    this.bench = bench;
    this.model = model;
    this.seed = seed;
    int[] few = Stimulus.rows(bench, TASTE, new Random(seed));
    this.sources = bench.job(few, StallPattern.none(), StallPattern.none()).sources();
    try (Simulation original = open(0, 0)) {
      this.taken = Standstill.of(original, sources);
    }
    try (Simulation original = open(0, 0)) {
      add(original, new Part(bench, Source.TEXT, runs(bench, "few rows", few, Stress.of(seed)), RESETS));
      add(original, new Part(bench, Source.LOADED, ownRuns(effort), 0));
      for (int done = 0; done < effort.moreRows(); done += LAYER_ROWS) {
        int number = done / LAYER_ROWS;
        Random random = new Random(seed - done);
        Optional<UnitBench> layer = bench.drawn(random);
        if (layer.isPresent()) {
          int[] rows = Stimulus.rows(layer.get(), LAYER_ROWS, random);
          boolean resets = number % RESET_LAYERS == 0;
          add(original, new Part(layer.get(), Source.LOADED,
              runs(layer.get(), "other constants, number " + (1 + number), rows, stresses(number)),
              resets ? LAYER_RESETS : 0));
          // Of hardware that was written elsewhere nobody says what a reset does to constants.
          if (resets && bench.isOwn()) {
            add(original, new Part(bench, Source.RESET, runs(bench, "constants of the text again", few, free()), 0));
          }
        }
      }
    }
  }

  /** Every seed, then so many rows, random and critical ones, or every row there is where they are few enough. */
  private List<Run> ownRuns(Effort effort) {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < effort.seeds(); i++) {
      int[] rows = Stimulus.rows(bench, effort.rows(), new Random(seed + i));
      runs.addAll(runs(bench, "seed " + (seed + i), rows, allStresses(seed + i)));
    }
    OptionalInt count = effort.moreRows() > 0 ? Stimulus.count(bench.config(), ALL) : OptionalInt.empty();
    if (count.isPresent()) {
      for (int from = 0; from < count.getAsInt(); from += PART) {
        runs.addAll(runs(bench, "every row", Stimulus.every(bench.config(), count.getAsInt(), from,
            Math.min(count.getAsInt(), from + PART)), free()));
      }
      return runs;
    }
    for (int done = 0; done < effort.moreRows(); done += CHUNK) {
      runs.addAll(runs(bench, "many rows", Stimulus.rows(bench, CHUNK, new Random(~seed - done)), free()));
    }
    return runs;
  }

  /** None for every other layer, one in turn for the rest. */
  private List<Stress> stresses(int number) {
    if (number % 2 == 0) {
      return free();
    }
    List<Stress> all = allStresses(seed + number);
    return List.of(all.get(number / 2 % all.size()));
  }

  private static List<Stress> allStresses(long seed) {
    List<Stress> stresses = new ArrayList<>(Stress.of(seed));
    stresses.add(Stress.slow(seed));
    return stresses;
  }

  private List<Stress> free() {
    return List.of(Stress.of(seed).get(0));
  }

  private static List<Run> runs(UnitBench layer, String name, int[] rows, List<Stress> stresses) {
    return stresses.stream().map(stress -> {
      int[] in = stress.rows(layer.config(), rows);
      return new Run(name, in, layer.golden(in), stress, Long.MAX_VALUE);
    }).toList();
  }

  private Simulation open(int mutant, int start) {
    Simulation simulation = Simulator.open(model, SimOptions.defaults().withFailureWaves(FailureWaves.none())
        .withSeed(1 + mutant + start * STARTS));
    simulation.poke(Schema.PORT, mutant);
    simulation.reset();
    return simulation;
  }

  /** A part that the original passes, and how long each of its runs may take. */
  private void add(Simulation original, Part part) {
    int number = parts.size();
    load(original, part, 0, number);
    List<Run> timed = new ArrayList<>();
    for (Run run : part.runs()) {
      Comparison found = compare(original, run);
      failure(run, found).ifPresent(Exam::refuse);
      timed.add(new Run(run.name(), run.in(), run.golden(), run.stress(), PATIENCE * found.cycles() + LEAST_CYCLES));
    }
    interrupt(original, part, 0, number).ifPresent(Exam::refuse);
    parts.add(new Part(part.layer(), part.source(), timed, part.resets()));
  }

  private static void refuse(String found) {
    throw new IllegalStateException("the original fails its bench, so mutants say nothing: " + found);
  }

  private void load(Simulation simulation, Part part, int mutant, int number) {
    switch (part.source()) {
      case TEXT -> { }
      case LOADED -> part.layer().loadWithNoise(simulation, random(mutant, number));
      case RESET -> {
        simulation.reset();
        part.layer().loadMemories(simulation, random(mutant, number));
      }
    }
  }

  /** Every part of every mutant has its own. */
  private Random random(int mutant, int number) {
    return new Random(seed + mutant + (long) number * STARTS);
  }

  private Comparison compare(Simulation simulation, Run run) {
    return Comparison.of(run.golden(), simulation.stream(bench.jobWithNoise(run.in(), run.stress().source(), run.stress().sink())
        .within(run.cycles())), bench.resultLength());
  }

  private Optional<String> failure(Run run, Comparison found) {
    return found.equal() ? run.isFree() ? bench.brokenPromise(found) : Optional.empty()
        : found.first().map(Object::toString);
  }

  private Optional<String> interrupt(Simulation simulation, Part part, int mutant, int number) {
    return bench.isOwn() && part.resets() > 0 ? Interruption.run(part.layer(), simulation, part.resets(),
        random(mutant, number), (count, random) -> Stimulus.rows(part.layer(), count, random)) : Optional.empty();
  }

  /** How the bench notices a mutant, if it does. */
  Optional<String> killed(int mutant) {
    return IntStream.iterate(0, first -> first < parts.size(), first -> first + SAME_START)
        .mapToObj(first -> killed(mutant, first)).flatMap(Optional::stream).findFirst()
        .or(() -> standstill(mutant));
  }

  private Optional<String> standstill(int mutant) {
    try (Simulation simulation = open(mutant, 0)) {
      Map<String, Long> beats = Standstill.of(simulation, sources);
      return beats.equals(taken) ? Optional.empty()
          : Optional.of("beats taken while nobody takes what comes out: " + beats + ", the original's " + taken);
    } catch (SimulationException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** The same in some of the parts, from a fresh start in which what nobody sets is something else than in the other starts. */
  private Optional<String> killed(int mutant, int first) {
    try (Simulation simulation = open(mutant, first)) {
      for (int number = first; number < Math.min(parts.size(), first + SAME_START); number++) {
        Part part = parts.get(number);
        load(simulation, part, mutant, number);
        for (Run run : part.runs()) {
          Optional<String> failure = failure(run, compare(simulation, run));
          if (failure.isPresent()) {
            return failure.map(text -> run.name() + ": " + text);
          }
        }
        Optional<String> late = interrupt(simulation, part, mutant, number);
        if (late.isPresent()) {
          return late;
        }
      }
      return Optional.empty();
    } catch (SimulationException e) {
      return Optional.of(e.getMessage());
    }
  }
}
