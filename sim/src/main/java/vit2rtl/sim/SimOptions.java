package vit2rtl.sim;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.Mem;
import vit2rtl.hdl.RtlDesign;
import vit2rtl.hdl.Signal;

/**
 * How a model is built and run.
 *
 * @param waveform    waveform to write, or none
 * @param assertions  whether the design's assertions are in the model
 * @param speed       what the compiler optimises for
 * @param seed        registers without reset and memories without contents start with random bits drawn from it
 * @param probes      memories and signals inside the design that the simulation can reach
 * @param resetCycles cycles for which every reset is held when the simulation opens; 0 starts without a reset
 * @param cycleLimit  cycles of the main clock after which the simulation refuses to go on: a guard against stimulus
 *                    that never ends
 * @param covering    whether the model counts which lines run, which bits change and which covers hold; slower then
 * @param failureWaves waveforms of the last cycles before a failure
 */
public record SimOptions(Optional<Waveform> waveform, Assertions assertions, Speed speed, int seed, List<Probe> probes,
    int resetCycles, long cycleLimit, Covering covering, FailureWaves failureWaves) {
  public SimOptions {
    probes = List.copyOf(probes);
    if (resetCycles < 0) {
      throw new InputException("a reset of " + resetCycles + " cycles; allowed: 0 (none) or more");
    }
    if (cycleLimit < 1) {
      throw new InputException("a limit of " + cycleLimit + " cycles; allowed: 1 or more");
    }
  }

  /** Whether the design's assertions are checked. */
  public enum Assertions { ON, OFF }

  /** Whether coverage is counted. */
  public enum Covering { ON, OFF }

  /** What the C++ compiler optimises for. */
  public enum Speed {
    /** A model within seconds, for short runs. */
    FAST_BUILD("-O1"),
    /** The fastest model, for long runs. */
    FAST_RUN("-O3");

    private final String flag;

    Speed(String flag) {
      this.flag = flag;
    }

    String flag() {
      return flag;
    }
  }

  /**
   * No waveform, assertions on, a fast build, seed 1, no probes, a reset of four cycles, no limit, no coverage, waves
   * of failures.
   */
  public static SimOptions defaults() {
    return new SimOptions(Optional.empty(), Assertions.ON, Speed.FAST_BUILD, 1, List.of(), 4, Long.MAX_VALUE,
        Covering.OFF, FailureWaves.standard());
  }

  public SimOptions withWaveform(Waveform file) {
    return new SimOptions(Optional.of(file), assertions, speed, seed, probes, resetCycles, cycleLimit,
        covering, failureWaves);
  }

  public SimOptions withoutWaveform() {
    return new SimOptions(Optional.empty(), assertions, speed, seed, probes, resetCycles, cycleLimit,
        covering, failureWaves);
  }

  public SimOptions withAssertions(Assertions wanted) {
    return new SimOptions(waveform, wanted, speed, seed, probes, resetCycles, cycleLimit, covering, failureWaves);
  }

  public SimOptions withSpeed(Speed wanted) {
    return new SimOptions(waveform, assertions, wanted, seed, probes, resetCycles, cycleLimit, covering, failureWaves);
  }

  public SimOptions withSeed(int wanted) {
    return new SimOptions(waveform, assertions, speed, wanted, probes, resetCycles, cycleLimit, covering, failureWaves);
  }

  /** Also these, by their names in the emitted text. */
  public SimOptions withProbes(Probe... more) {
    return withProbes(Stream.of(more));
  }

  /** Also these memories of the design, wherever in its hierarchy they are. */
  public SimOptions withMemories(Mem<?>... more) {
    return withProbes(Stream.of(more).map(Probe::of));
  }

  /** Also these registers and wires of the design, wherever in its hierarchy they are. */
  public SimOptions withSignals(Signal... more) {
    return withProbes(Stream.of(more).map(Probe::of));
  }

  private SimOptions withProbes(Stream<Probe> more) {
    List<Probe> all = Stream.concat(probes.stream(), more).distinct().toList();
    return new SimOptions(waveform, assertions, speed, seed, all, resetCycles, cycleLimit, covering, failureWaves);
  }

  public SimOptions withResetCycles(int wanted) {
    return new SimOptions(waveform, assertions, speed, seed, probes, wanted, cycleLimit, covering, failureWaves);
  }

  public SimOptions withCycleLimit(long wanted) {
    return new SimOptions(waveform, assertions, speed, seed, probes, resetCycles, wanted, covering, failureWaves);
  }

  public SimOptions withCovering(Covering wanted) {
    return new SimOptions(waveform, assertions, speed, seed, probes, resetCycles, cycleLimit, wanted,
        failureWaves);
  }

  public SimOptions withFailureWaves(FailureWaves wanted) {
    return new SimOptions(waveform, assertions, speed, seed, probes, resetCycles, cycleLimit, covering, wanted);
  }

  /** The text of a design that is simulated. */
  String rtl(RtlDesign design) {
    return assertions == Assertions.ON ? design.verificationText() : design.text();
  }

  Waveform.Format waveformFormat() {
    return waveform.map(Waveform::format).orElse(Waveform.Format.NONE);
  }
}
