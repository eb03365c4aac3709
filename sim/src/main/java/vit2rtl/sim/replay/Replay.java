package vit2rtl.sim.replay;

import java.util.List;
import java.util.Optional;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.wave.FailureWaves;
import vit2rtl.sim.wave.Waveform;

/**
 * Everything that repeats a failed run without the test bench it came from: the text that was simulated, how, what was
 * streamed through it, what was expected, and what went wrong. {@link ReplayFile} keeps it.
 *
 * @param design  the design; both its texts are the one that was simulated
 * @param options how it was simulated
 * @param before  clock periods, inputs, memory words and cycles before the runs, such as tables that are loaded
 * @param runs    batched runs on one simulation, in order; the last one failed
 * @param failure what went wrong, as {@link #run} says it
 */
public record Replay(RtlDesign design, SimOptions options, List<ReplayStep> before, List<ReplayRun> runs,
    String failure) {
  /**
   * Keeps lists of its own.
   *
   * @param design  the design; both its texts are the one that was simulated
   * @param options how it was simulated
   * @param before  clock periods, inputs, memory words and cycles before the runs, such as tables that are loaded
   * @param runs    batched runs on one simulation, in order; the last one failed
   * @param failure what went wrong, as {@link #run} says it
   */
  public Replay {
    before = List.copyOf(before);
    StepCheck.check(design, options, before);
    runs = List.copyOf(runs);
    String text = options.assertions() == SimOptions.Assertions.ON ? design.verificationText() : design.text();
    design = new RtlDesign(design.topName(), design.language(), text, text, design.clocks(), design.ports(),
        design.streams(), design.portClocks());
  }

  /**
   * A failed run after others on the same simulation. It is repeated on a fresh model, on its own if that shows a
   * failure too, and else after the runs before it; empty where neither does.
   *
   * @param design  what was simulated
   * @param options as it was opened
   * @param before  what was done before the runs
   * @param runs    batched runs, the failed one last
   * @return what repeats the failure
   */
  public static Optional<Replay> of(RtlDesign design, SimOptions options, List<ReplayStep> before,
      List<ReplayRun> runs) {
    Optional<Replay> alone = tried(design, options, before, runs.subList(Math.max(0, runs.size() - 1), runs.size()));
    return alone.isPresent() ? alone : tried(design, options, before, runs);
  }

  private static Optional<Replay> tried(RtlDesign design, SimOptions options, List<ReplayStep> before,
      List<ReplayRun> runs) {
    Replay untold = new Replay(design, options, before, runs, "");
    return untold.run(Optional.empty()).map(failure -> new Replay(design, options, before, runs, failure));
  }

  /**
   * Repeats the runs on a fresh model; the first thing that goes wrong, or nothing.
   *
   * @param waveform where to write waves, if wanted
   * @return the failure in words
   */
  public Optional<String> run(Optional<Waveform> waveform) {
    SimOptions quiet = options.withFailureWaves(FailureWaves.none());
    SimOptions wanted = waveform.map(quiet::withWaveform).orElse(quiet.withoutWaveform());
    try (Simulation simulation = Simulator.open(design, wanted)) {
      before.forEach(step -> step.apply(simulation));
      for (ReplayRun run : runs) {
        Optional<String> difference = run.difference(simulation.stream(run.job()));
        if (difference.isPresent()) {
          return difference;
        }
      }
      return Optional.empty();
    } catch (SimulationException e) {
      return Optional.of(e.getMessage());
    }
  }
}
