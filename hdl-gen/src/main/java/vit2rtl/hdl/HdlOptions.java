package vit2rtl.hdl;

/**
 * How a design is elaborated.
 *
 * @param language language of the text
 * @param clock    the clock domain of the top, outside any {@link ClockDomain#on}
 */
public record HdlOptions(Language language, ClockDomain clock) {

  /** Verilog-2001; clock {@code clk}, reset {@code reset}. */
  public static HdlOptions defaults() {
    return new HdlOptions(Language.VERILOG, ClockDomain.MAIN);
  }

  public HdlOptions withLanguage(Language wanted) {
    return new HdlOptions(wanted, clock);
  }

  public HdlOptions withClock(ClockDomain wanted) {
    return new HdlOptions(language, wanted);
  }
}
