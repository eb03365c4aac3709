package vit2rtl.sim;

/** A simulation ended otherwise than asked: an assertion, a {@code $fatal}, a protocol violation, or no end in sight. */
public final class SimulationException extends RuntimeException {
  public SimulationException(String message) {
    super(message);
  }
}
