package vit2rtl.hdl.rtl;

import java.util.OptionalLong;

/**
 * One clock input of a design and its reset.
 *
 * @param clock      name of the clock port
 * @param reset      name of the reset port, or null for a clock without
 * @param edge       the edge at which registers change; where both are used, that of the domain used first
 * @param resetKind  synchronous or asynchronous; SYNCHRONOUS where there is no reset
 * @param resetLevel the level that resets; HIGH where there is no reset
 * @param hertz      declared frequency
 */
public record ClockPort(String clock, String reset, Edge edge, Reset.Kind resetKind, Reset.Level resetLevel,
    OptionalLong hertz) {

  /**
   * A rising edge; reset synchronous, active high.
   *
   * @param clock name of the clock input
   * @param reset name of the reset input, empty for none
   */
  public ClockPort(String clock, String reset) {
    this(clock, reset, Edge.RISING, Reset.Kind.SYNCHRONOUS, Reset.Level.HIGH, OptionalLong.empty());
  }
}
