package vit2rtl.hdl.emit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.hdl.domain.ClockDomain;

/** SpinalHDL's report of an unchecked crossing: what is read where, and the clocks of both. */
record CrossingReport(String source, String sourceKind, String sourceClock, String path, String name, String kind,
    String clock) {
  private static final String SIGNAL = " +: +\\((\\S*?)/?(\\w+) : +([^)]*)\\).*?";
  private static final String CLOCK = " clock +: +\\((?:\\S*/)?(\\w+) :.*?";
  private static final Pattern REPORT = Pattern.compile(
      "- Source" + SIGNAL + "- Source" + CLOCK + "- Destination" + SIGNAL + "- Destination" + CLOCK, Pattern.DOTALL);

  /** Reads a report; null where it names no signals, as for memory ports. */
  static CrossingReport of(String report) {
    Matcher found = REPORT.matcher(report);
    return !found.find() ? null : new CrossingReport(found.group(2), found.group(3).strip(), found.group(4),
        found.group(5), found.group(6), found.group(7).strip(), found.group(8));
  }

  String what() {
    boolean asynchronous = sourceClock.equals(ClockDomain.ASYNCHRONOUS.clock());
    return "it belongs to clock " + clock + " but depends on " + source + " (" + sourceKind + "), which "
        + (asynchronous ? "is asynchronous" : "belongs to clock " + sourceClock);
  }
}
