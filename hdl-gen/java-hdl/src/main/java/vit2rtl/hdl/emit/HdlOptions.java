package vit2rtl.hdl.emit;

import java.time.Duration;
import vit2rtl.hdl.domain.ClockDomain;
import vit2rtl.hdl.rtl.Language;

/**
 * How a design is elaborated.
 *
 * @param language  language of the text
 * @param clock     the clock domain of the top, outside any {@link ClockDomain#on}
 * @param positions whether the text says where in the Java sources it comes from
 * @param writing   who writes the Verilog
 * @param limit     how long the elaboration may take: an endless loop in a {@code build} ends in a
 *                  {@link vit2rtl.hdl.error.TimeLimitException}
 */
public record HdlOptions(Language language, ClockDomain clock, Positions positions, Writing writing, Duration limit) {

  /** Where statements of the text come from. */
  public enum Positions {
    /** Not said: the text depends on the design alone. */
    NONE,
    /** In comments, {@code // Foo.java:12}. */
    COMMENTS
  }

  /** Who writes the expressions of Verilog and SystemVerilog. */
  public enum Writing {
    /** The Java HDL, for readers. */
    READABLE,
    /** SpinalHDL, with a wire for what it cannot write in place: the text that the readable one is compared with. */
    ELABORATOR
  }

  /** {@return Verilog-2001; clock {@code clk}, reset {@code reset}; no positions; five minutes} */
  public static HdlOptions defaults() {
    return new HdlOptions(Language.VERILOG, ClockDomain.MAIN, Positions.NONE, Writing.READABLE, Duration.ofMinutes(5));
  }

  /**
   * {@return these options with another language}
   *
   * @param wanted the language
   */
  public HdlOptions withLanguage(Language wanted) {
    return new HdlOptions(wanted, clock, positions, writing, limit);
  }

  /**
   * {@return these options with another clock of the top}
   *
   * @param wanted the domain that the top is in
   */
  public HdlOptions withClock(ClockDomain wanted) {
    return new HdlOptions(language, wanted, positions, writing, limit);
  }

  /**
   * {@return these options with a say in whether Java lines stand in the text}
   *
   * @param wanted whether they do
   */
  public HdlOptions withPositions(Positions wanted) {
    return new HdlOptions(language, clock, wanted, writing, limit);
  }

  /**
   * {@return these options with a say in who writes the text}
   *
   * @param wanted the writer
   */
  public HdlOptions withWriting(Writing wanted) {
    return new HdlOptions(language, clock, positions, wanted, limit);
  }

  /**
   * {@return these options with another time limit}
   *
   * @param wanted how long an elaboration may take, above 0
   */
  public HdlOptions withLimit(Duration wanted) {
    return new HdlOptions(language, clock, positions, writing, wanted);
  }
}
