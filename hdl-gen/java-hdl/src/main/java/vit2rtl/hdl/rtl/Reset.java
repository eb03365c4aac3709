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
  public enum Level {
    /** 0. */
    LOW,
    /** 1. */
    HIGH
  }

  /**
   * Refuses a name that no port can have.
   *
   * @param name   name of the reset port
   * @param kind   whether registers take it at clock edges only
   * @param active the level that resets
   */
  public Reset {
    Names.checkClock("reset", name);
  }

  /**
   * {@return a synchronous reset, active high}
   *
   * @param name of the input
   */
  public static Reset of(String name) {
    return new Reset(name, Kind.SYNCHRONOUS, Level.HIGH);
  }

  /**
   * {@return an asynchronous reset, active low}
   *
   * @param name of the input
   */
  public static Reset asynchronousLow(String name) {
    return new Reset(name, Kind.ASYNCHRONOUS, Level.LOW);
  }
}
