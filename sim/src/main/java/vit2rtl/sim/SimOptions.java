package vit2rtl.sim;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.type.Signal;

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

  /** A copy whose components may still be changed. */
  private static final class Copy {
    private Optional<Waveform> waveform;
    private Assertions assertions;
    private Speed speed;
    private int seed;
    private List<Probe> probes;
    private int resetCycles;
    private long cycleLimit;
    private Covering covering;
    private FailureWaves failureWaves;
  }

  private SimOptions with(Consumer<Copy> change) {
    Copy copy = new Copy();
    copy.waveform = waveform;
    copy.assertions = assertions;
    copy.speed = speed;
    copy.seed = seed;
    copy.probes = probes;
    copy.resetCycles = resetCycles;
    copy.cycleLimit = cycleLimit;
    copy.covering = covering;
    copy.failureWaves = failureWaves;
    change.accept(copy);
    return new SimOptions(copy.waveform, copy.assertions, copy.speed, copy.seed, copy.probes, copy.resetCycles,
        copy.cycleLimit, copy.covering, copy.failureWaves);
  }

  public SimOptions withWaveform(Waveform file) {
    return with(copy -> copy.waveform = Optional.of(file));
  }

  public SimOptions withoutWaveform() {
    return with(copy -> copy.waveform = Optional.empty());
  }

  public SimOptions withAssertions(Assertions wanted) {
    return with(copy -> copy.assertions = wanted);
  }

  public SimOptions withSpeed(Speed wanted) {
    return with(copy -> copy.speed = wanted);
  }

  public SimOptions withSeed(int wanted) {
    return with(copy -> copy.seed = wanted);
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
    return with(copy -> copy.probes = Stream.concat(probes.stream(), more).distinct().toList());
  }

  public SimOptions withResetCycles(int wanted) {
    return with(copy -> copy.resetCycles = wanted);
  }

  public SimOptions withCycleLimit(long wanted) {
    return with(copy -> copy.cycleLimit = wanted);
  }

  public SimOptions withCovering(Covering wanted) {
    return with(copy -> copy.covering = wanted);
  }

  public SimOptions withFailureWaves(FailureWaves wanted) {
    return with(copy -> copy.failureWaves = wanted);
  }

  /** The text of a design that is simulated. */
  String rtl(RtlDesign design) {
    return assertions == Assertions.ON ? design.verificationText() : design.text();
  }

  Waveform.Format waveformFormat() {
    return waveform.map(Waveform::format).orElse(Waveform.Format.NONE);
  }
}
