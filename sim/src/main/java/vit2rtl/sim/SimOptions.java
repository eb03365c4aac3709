package vit2rtl.sim;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.type.Signal;
import vit2rtl.sim.shim.ModelSpec;
import vit2rtl.sim.tool.RequestException;
import vit2rtl.sim.wave.FailureWaves;
import vit2rtl.sim.wave.Waveform;

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
  /**
   * Refuses a reset of fewer than 0 cycles, and a limit of fewer than 1.
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
  public SimOptions {
    probes = List.copyOf(probes);
    if (resetCycles < 0) {
      throw new RequestException("a reset of " + resetCycles + " cycles; allowed: 0 (none) or more");
    }
    if (cycleLimit < 1) {
      throw new RequestException("a limit of " + cycleLimit + " cycles; allowed: 1 or more");
    }
  }

  /** Whether the design's assertions are checked. */
  public enum Assertions {
    /** They are checked. */
    ON,
    /** They are left out of the model, which is faster. */
    OFF
  }

  /** Whether coverage is counted. */
  public enum Covering {
    /** It is counted. */
    ON,
    /** It is not, and the model is faster. */
    OFF
  }

  /** What the C++ compiler optimises for. */
  public enum Speed {
    /**
     * A model within seconds, for short runs. In the long functions that Verilator writes GCC spends much of its time on
     * asking which stores a load may come from ({@code -ftime-report}: alias stmt walking), so it asks fewer times.
     */
    FAST_BUILD(ModelSpec.Length.SHORT, "-O1", "--param=sccvn-max-alias-queries-per-access=10"),
    /** The fastest model, for long runs. */
    FAST_RUN(ModelSpec.Length.LONG, "-O3");

    private final ModelSpec.Length length;
    private final List<String> flags;

    Speed(ModelSpec.Length length, String... flags) {
      this.length = length;
      this.flags = List.of(flags);
    }
  }

  /**
   * {@return no waveform, assertions on, a fast build, seed 1, no probes, a reset of four cycles, no limit, no
   * coverage, waves of failures}
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

  /**
   * {@return these options with a waveform}
   *
   * @param file where, in which format and of what
   */
  public SimOptions withWaveform(Waveform file) {
    return with(copy -> copy.waveform = Optional.of(file));
  }

  /** {@return these options without a waveform} */
  public SimOptions withoutWaveform() {
    return with(copy -> copy.waveform = Optional.empty());
  }

  /**
   * {@return these options with a say in whether assertions are checked}
   *
   * @param wanted whether they are
   */
  public SimOptions withAssertions(Assertions wanted) {
    return with(copy -> copy.assertions = wanted);
  }

  /**
   * {@return these options with a say in what the C++ compiler optimises for}
   *
   * @param wanted quick builds or quick models
   */
  public SimOptions withSpeed(Speed wanted) {
    return with(copy -> copy.speed = wanted);
  }

  /**
   * {@return these options with another seed of what registers and memories without reset begin with}
   *
   * @param wanted the seed
   */
  public SimOptions withSeed(int wanted) {
    return with(copy -> copy.seed = wanted);
  }

  /**
   * {@return these options, and these memories and signals by their names in the emitted text}
   *
   * @param more what a simulation shall reach
   */
  public SimOptions withProbes(Probe... more) {
    return withProbes(Stream.of(more));
  }

  /**
   * {@return these options, and these memories of the design, wherever in its hierarchy they are}
   *
   * @param more memories of the elaborated design
   */
  public SimOptions withMemories(Mem<?>... more) {
    return withProbes(Stream.of(more).map(Probe::of));
  }

  /**
   * {@return these options, and these registers and wires of the design, wherever in its hierarchy they are}
   *
   * @param more signals of the elaborated design
   */
  public SimOptions withSignals(Signal... more) {
    return withProbes(Stream.of(more).map(Probe::of));
  }

  private SimOptions withProbes(Stream<Probe> more) {
    return with(copy -> copy.probes = Stream.concat(probes.stream(), more).distinct().toList());
  }

  /**
   * {@return these options with another length of the reset when a simulation opens}
   *
   * @param wanted cycles, from 0
   */
  public SimOptions withResetCycles(int wanted) {
    return with(copy -> copy.resetCycles = wanted);
  }

  /**
   * {@return these options with a limit after which a simulation fails}
   *
   * @param wanted cycles, from 1
   */
  public SimOptions withCycleLimit(long wanted) {
    return with(copy -> copy.cycleLimit = wanted);
  }

  /**
   * {@return these options with a say in whether coverage is counted}
   *
   * @param wanted whether it is
   */
  public SimOptions withCovering(Covering wanted) {
    return with(copy -> copy.covering = wanted);
  }

  /**
   * {@return these options with a say in what waves a failure leaves}
   *
   * @param wanted where, and of how many cycles
   */
  public SimOptions withFailureWaves(FailureWaves wanted) {
    return with(copy -> copy.failureWaves = wanted);
  }

  /** What a model of a design with these options is built from. */
  ModelSpec model(RtlDesign design) {
    return model(design, assertions == Assertions.ON ? design.verificationText() : design.text());
  }

  /** The same for a certain text of the design. */
  ModelSpec model(RtlDesign design, String rtl) {
    return new ModelSpec(design, rtl, waveform.map(Waveform::format).orElse(Waveform.Format.NONE), speed.flags,
        probes.stream().flatMap(probe -> probe.configuration().stream()).toList(),
        covering == Covering.ON ? ModelSpec.Counting.ON : ModelSpec.Counting.OFF,
        assertions == Assertions.ON ? ModelSpec.Asserting.ON : ModelSpec.Asserting.OFF, speed.length);
  }
}
