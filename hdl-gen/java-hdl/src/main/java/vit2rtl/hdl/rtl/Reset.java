package vit2rtl.hdl.rtl;

import vit2rtl.hdl.internal.Names;

/**
 * The reset of a clock domain.
 *
 * @param name   name of the reset port
 * @param kind   whether registers take it at clock edges only
 * @param active the level that resets
 */
public record Reset(String name, Kind kind, Level active) {
  /** When a reset takes effect. */
  public enum Kind {
    /** At the domain's clock edge. */
    SYNCHRONOUS,
    /** At once. Its end must not fall near a clock edge: release it synchronously. */
    ASYNCHRONOUS
  }

  /** The level of a signal. */
  public enum Level { LOW, HIGH }

  public Reset {
    Names.checkClock("reset", name);
  }

  /** Synchronous, active high. */
  public static Reset of(String name) {
    return new Reset(name, Kind.SYNCHRONOUS, Level.HIGH);
  }

  /** Asynchronous, active low. */
  public static Reset asynchronousLow(String name) {
    return new Reset(name, Kind.ASYNCHRONOUS, Level.LOW);
  }
}
