package vit2rtl.cli.demo;

import java.util.List;
import java.util.Locale;
import vit2rtl.bench.network.SiteResult;
import vit2rtl.bench.network.UnitSummary;

/** The demo's results as text, one line per place, then one per unit. */
public final class DemoTable {
  private static final String LINE = "%-10s %-26s %10s %10s %9s %8s %7s  %s%n";

  private DemoTable() {}

  public static String of(List<SiteResult> results) {
    StringBuilder text = new StringBuilder(String.format(LINE, "unit", "place", "elements", "mismatches", "cycles",
        "el/cycle", "latency", "codes off double (largest)"));
    for (SiteResult r : results) {
      text.append(String.format(LINE, r.site().unit(), r.site().name(), r.elements(), r.mismatches(),
          r.free().cycles(), rate(r.free().elementsPerCycle()), r.free().latency(),
          String.format(Locale.ROOT, "%.3f %% (%d)", r.accuracy().percentDifferent(), r.accuracy().largest())));
    }
    for (UnitSummary s : UnitSummary.of(results)) {
      text.append(String.format(LINE, s.unit(), "all " + s.places(), s.elements(), s.mismatches(), s.cycles(),
          rate(s.elementsPerCycle()), "",
          String.format(Locale.ROOT, "%.3f %% (%d)", s.accuracy().percentDifferent(), s.accuracy().largest())));
    }
    return text.toString();
  }

  private static String rate(double elementsPerCycle) {
    return String.format(Locale.ROOT, "%.3f", elementsPerCycle);
  }
}
