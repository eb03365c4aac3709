package vit2rtl.sim.dut;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A simulation ended otherwise than asked: an assertion, a {@code $fatal}, a protocol violation, or no end in sight.
 * The message names the waveform of its last cycles, where there is one ({@code FailureWaves}).
 */
public final class SimulationException extends RuntimeException {
  private final transient Path waves;
  private final boolean explained;
  private final transient Map<String, Long> delivered;

  /**
   * A failure without beats.
   *
   * @param message what went wrong, and in which cycle
   */
  public SimulationException(String message) {
    this(message, Map.of());
  }

  /**
   * A batched run that did not come to its end, with the beats that its sinks had got.
   *
   * @param message   what went wrong, and in which cycle
   * @param delivered beats by the names of the sinks
   */
  public SimulationException(String message, Map<String, Long> delivered) {
    super(message);
    this.waves = null;
    this.explained = false;
    this.delivered = delivered;
  }

  private SimulationException(SimulationException failure, String addition, Path waves) {
    super(failure.getMessage() + "; " + addition);
    this.waves = waves;
    this.explained = true;
    this.delivered = failure.delivered;
    setStackTrace(failure.getStackTrace());
  }

  /** {@return the waveform of the last cycles} */
  public Optional<Path> waves() {
    return Optional.ofNullable(waves);
  }

  /** {@return beats that every sink of a batched run had got when it was given up; empty for another failure} */
  public Map<String, Long> delivered() {
    return delivered;
  }

  /**
   * {@return the same failure with its waves}
   *
   * @param file the waveform
   * @param what what it shows
   */
  public SimulationException with(Path file, String what) {
    return new SimulationException(this, "waves: " + file + " (" + what + ")", file);
  }

  /**
   * {@return the same failure with the reason why there are no waves}
   *
   * @param reason as the end of a sentence
   */
  public SimulationException without(String reason) {
    return new SimulationException(this, "no waves: " + reason, null);
  }

  /** {@return whether it says where its waves are, or why there are none} */
  public boolean isExplained() {
    return explained;
  }
}
