package vit2rtl.hdl.domain;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import vit2rtl.hdl.error.ClockCrossingException;
import vit2rtl.hdl.error.NameException;
import vit2rtl.hdl.error.RangeException;
import vit2rtl.hdl.internal.Names;
import vit2rtl.hdl.rtl.Edge;
import vit2rtl.hdl.rtl.Reset;

/**
 * A clock, the edge that counts, and its reset, if it has one. A value: every component of a design may use it, and
 * each gets the ports it needs. What is declared inside {@link #on} belongs to the domain: registers, memory ports,
 * children, assertions, and ports, whose environment then changes or reads them with that clock. Everything else
 * belongs to the domain of the component around it, the top to {@link #MAIN} or to the one that {@code HdlOptions}
 * names.
 *
 * <p>A value that is written in one domain and used in another is refused ({@link ClockCrossingException}), inputs of
 * the top included; {@code vit2rtl.hdl.clock} has the crossings. Domains with the same clock name are one clock: they
 * may differ in edge, and one may go without reset; no crossing is needed between them, but half a period is all the
 * time from one edge to the other. Two clocks have two resets, or none.
 *
 * @param clock name of the clock port
 * @param edge  the edge at which registers change
 * @param reset the reset; registers of a domain without one have no reset value
 * @param hertz frequency, for reports and constraints; the text does not depend on it
 */
public record ClockDomain(String clock, Edge edge, Optional<Reset> reset, OptionalLong hertz) {
  /** Clock {@code clk}, rising edge; reset {@code reset}, synchronous, active high. */
  public static final ClockDomain MAIN = of("clk", "reset");

  /**
   * No clock at all, for inputs that change at any time, such as buttons and pins of other chips. Only a
   * {@code Synchroniser} takes them; nothing else can be in this domain.
   */
  public static final ClockDomain ASYNCHRONOUS = withoutReset("asynchronous");

  /**
   * Refuses names that no port can have, one name for clock and reset, and a frequency that is not above 0.
   *
   * @param clock name of the clock port
   * @param edge  the edge at which registers change
   * @param reset the reset; registers of a domain without one have no reset value
   * @param hertz frequency, for reports and constraints; the text does not depend on it
   */
  public ClockDomain {
    Names.checkClock("clock", clock);
    reset.filter(r -> r.name().equals(clock)).ifPresent(r -> {
      throw new NameException("clock domain", "clock and reset are both called '" + r.name() + "'",
          "rename one of them");
    });
    if (hertz.isPresent() && hertz.getAsLong() <= 0) {
      throw new RangeException("clock domain " + clock, "a frequency of " + hertz.getAsLong() + " Hz; allowed: above 0",
          "leave it out where it is unknown");
    }
  }

  /**
   * Rising edge; reset synchronous, active high.
   *
   * @param clock name of the clock input
   * @param reset name of the reset input
   * @return the domain
   */
  public static ClockDomain of(String clock, String reset) {
    return withoutReset(clock).withReset(Reset.of(reset));
  }

  /**
   * Rising edge, no reset.
   *
   * @param clock name of the clock input
   * @return the domain, in which no register may have a reset value
   */
  public static ClockDomain withoutReset(String clock) {
    return new ClockDomain(clock, Edge.RISING, Optional.empty(), OptionalLong.empty());
  }

  /**
   * {@return this domain with registers that change at another edge}
   *
   * @param wanted the edge
   */
  public ClockDomain withEdge(Edge wanted) {
    return new ClockDomain(clock, wanted, reset, hertz);
  }

  /**
   * {@return this domain with another reset}
   *
   * @param wanted the reset
   */
  public ClockDomain withReset(Reset wanted) {
    return new ClockDomain(clock, edge, Optional.of(wanted), hertz);
  }

  /**
   * {@return this domain with another frequency}
   *
   * @param wanted hertz, above 0; what pragmas and constraints are told
   */
  public ClockDomain withFrequency(long wanted) {
    return new ClockDomain(clock, edge, reset, OptionalLong.of(wanted));
  }

  /**
   * Puts what the body declares and describes into this domain.
   *
   * @param body run once, at once
   */
  public void on(Runnable body) {
    on(() -> {
      body.run();
      return null;
    });
  }

  /**
   * Puts what the body declares and describes into this domain.
   *
   * @param <T>  what the body returns
   * @param body run once, at once
   * @return what the body returns
   */
  public <T> T on(Supplier<T> body) {
    return Clocks.current().in(this, body);
  }

  /** "pixel_clk falling", for messages. */
  @Override
  public String toString() {
    return edge == Edge.RISING ? clock : clock + " falling";
  }
}
