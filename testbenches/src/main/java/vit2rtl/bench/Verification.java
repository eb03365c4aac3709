package vit2rtl.bench;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.coverage.Coverage;
import vit2rtl.sim.dut.CycleWindow;
import vit2rtl.sim.wave.TextWave;

/**
 * Random and corner-case rows through a unit under several stall patterns, against its golden model; the cycle counts
 * the unit promises are checked on the run without stalls. Between seeds, rows are cut off by a reset in any cycle, and
 * constants that can be loaded are other ones for some rows, drawn from all that the unit takes.
 */
public final class Verification {
  private static final int WAVE_BEFORE = 6;
  private static final int WAVE_AFTER = 3;
  private static final int RESETS = 4;

  private final UnitBench bench;
  private final SimOptions options;
  private final Optional<Path> replays;

  public Verification(UnitBench bench, SimOptions options) {
    this(bench, options, Optional.empty());
  }

  private Verification(UnitBench bench, SimOptions options, Optional<Path> replays) {
    this.bench = bench;
    this.options = options;
    this.replays = replays;
  }

  /** Leaves a replay file in this folder when a run fails. */
  public Verification withReplays(Path folder) {
    return new Verification(bench, options, Optional.of(folder));
  }

  /** Makes the rows of one run. */
  @FunctionalInterface
  public interface Rows {
    int[] make(Random random);
  }

  /**
   * What the runs showed.
   *
   * @param total        all runs together
   * @param free         the run without stalls
   * @param failedSeed   seed of the first run with a mismatch
   * @param waveform     the ports around the first mismatch
   * @param brokenPromise a sentence where latency or rate are not as stated, a reset in the middle of a row shows, or other
   *                      constants give other results
   * @param waves        file with the waves around the first mismatch
   * @param coverage     what all runs together reached, where the options ask for it
   * @param replay       the file that repeats the run with the mismatch, where one was asked for
   */
  public record Outcome(Comparison total, Comparison free, Optional<Long> failedSeed, Optional<String> waveform,
      Optional<String> brokenPromise, Optional<Path> waves, Optional<Coverage> coverage, Optional<Path> replay) {
    public boolean passed() {
      return total.equal() && brokenPromise.isEmpty();
    }
  }

  /** Hears of every seed that is done. */
  @FunctionalInterface
  public interface Onlooker {
    /**
     * One more seed is done.
     *
     * @param seeds how many are
     * @param total all their runs together
     */
    void done(int seeds, Comparison total);
  }

  /** Runs seeds {@code first}, …, {@code first + seeds − 1}; stops at the first mismatch. */
  public Outcome run(long first, int seeds, Rows rows, Consumer<Integer> progress) {
    try (Simulation simulation = Simulator.open(bench.design(), options)) {
      return run(simulation, first, seeds, rows, progress);
    }
  }

  /** The same with a running model, into which the layer is loaded where tables are loadable. */
  public Outcome run(Simulation simulation, long first, int seeds, Rows rows, Consumer<Integer> progress) {
    return run(simulation, first, seeds, rows, (done, total) -> progress.accept(done));
  }

  /** The same for somebody who wants to know what there is before all is done. */
  public Outcome run(Simulation simulation, long first, int seeds, Rows rows, Onlooker onlooker) {
    bench.load(simulation);
    RunHistory history = new RunHistory(bench, options, replays);
    Comparison total = null;
    Comparison free = null;
    for (long seed = first; seed < first + seeds; seed++) {
      int[] in = rows.make(new Random(seed));
      int[] golden = bench.golden(in);
      String name = bench.design().topName() + "-seed" + seed;
      for (Stress stress : Stress.of(seed)) {
        int[] sent = stress.rows(bench.config(), in);
        int[] expected = sent == in ? golden : bench.golden(sent);
        Comparison run = history.compare(simulation, sent, expected, stress.source(), stress.sink(), name);
        total = total == null ? run : total.plus(run);
        free = free == null ? run : free;
        if (!run.equal()) {
          Mismatch mismatch = run.first().orElseThrow();
          Evidence failed = history.failed(mismatch,
              CycleWindow.around(mismatch.cycle(), WAVE_BEFORE, WAVE_AFTER), name);
          return new Outcome(total, free, Optional.of(seed), Optional.of(TextWave.of(failed.ports()).render()),
              Optional.empty(), failed.waves(), coverage(simulation), failed.replay());
        }
      }
      Optional<String> broken = broken(simulation, seed, in);
      if (broken.isPresent()) {
        return new Outcome(total, free, Optional.of(seed), Optional.empty(), broken, Optional.empty(),
            coverage(simulation), Optional.empty());
      }
      onlooker.done((int) (seed - first + 1), total);
    }
    return new Outcome(total, free, Optional.empty(), Optional.empty(), bench.brokenPromise(free),
        Optional.empty(), coverage(simulation), Optional.empty());
  }

  /** What resets in the middle of rows show, or other constants. */
  private Optional<String> broken(Simulation simulation, long seed, int[] in) {
    Optional<String> interrupted = bench.isOwn() ? Interruption.run(bench, simulation, RESETS, new Random(~seed),
        (count, random) -> bench.part(in, count, random)) : Optional.empty();
    return interrupted.or(() -> OtherConstants.run(bench, simulation, new Random(~seed), in));
  }

  private Optional<Coverage> coverage(Simulation simulation) {
    return options.covering() == SimOptions.Covering.ON ? Optional.of(simulation.coverage()) : Optional.empty();
  }
}
