package vit2rtl.sim.coverage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.sim.coverage.CoveragePoint.Kind;

/** Coverage in words: a row per module, each cover with its count, and the lines and bits that were not reached. */
final class CoverageTable {
  private static final Pattern BIT = Pattern.compile("(.*)\\[(\\d+)]");

  private final Coverage coverage;
  private final List<String> modules;

  CoverageTable(Coverage coverage) {
    this.coverage = coverage;
    this.modules = coverage.counts().keySet().stream().map(CoveragePoint::module).distinct().sorted().toList();
  }

  String text(int places) {
    int width = Math.max(6, modules.stream().mapToInt(String::length).max().orElse(0));
    String row = "%-" + width + "s  %20s  %20s  %20s%n";
    StringBuilder text = new StringBuilder(String.format(row, "module", "lines", "toggles", "covers"));
    for (String module : modules) {
      text.append(String.format(row, module, share(coverage.lines(module).values()),
          share(of(module, Kind.TOGGLE).values()), share(of(module, Kind.USER).values())));
    }
    if (modules.size() > 1) {
      text.append(String.format(row, "all", share(coverage.lines().values()),
          share(coverage.of(Kind.TOGGLE).values()), share(coverage.of(Kind.USER).values())));
    }
    coverage.of(Kind.USER).forEach((point, count) -> text.append(String.format("cover %s.%s, line %d: %d%n",
        point.module(), point.name(), point.line(), count)));
    for (String module : modules) {
      missed(text, module, "never ran: line", "lines", missedLines(module), places);
      missed(text, module, "never changed: bit", "bits", missedBits(module), places);
    }
    return text.toString();
  }

  private Map<CoveragePoint, Long> of(String module, Kind kind) {
    Map<CoveragePoint, Long> chosen = new TreeMap<>(coverage.of(kind));
    chosen.keySet().removeIf(point -> !point.module().equals(module));
    return chosen;
  }

  private static String share(Collection<Long> counts) {
    long hit = counts.stream().filter(count -> count > 0).count();
    return counts.isEmpty() ? "-"
        : String.format(Locale.ROOT, "%d/%d %5.1f %%", hit, counts.size(), 100.0 * hit / counts.size());
  }

  private static void missed(StringBuilder text, String module, String one, String more, List<String> missed,
      int places) {
    missed.stream().limit(places).forEach(place ->
        text.append(module).append(' ').append(one).append(' ').append(place).append(System.lineSeparator()));
    if (missed.size() > places) {
      text.append(module).append(": ").append(missed.size() - places).append(" more such ").append(more)
          .append(System.lineSeparator());
    }
  }

  /** Each with its text. */
  private List<String> missedLines(String module) {
    List<String> text = coverage.text().lines().toList();
    return coverage.lines(module).entrySet().stream().filter(e -> e.getValue() == 0)
        .map(e -> e.getKey() + ": " + text.get(e.getKey() - 1).strip()).toList();
  }

  /** Signals, with those of their bits that never changed: {@code count[7:4]}. */
  private List<String> missedBits(String module) {
    Map<String, TreeSet<Integer>> bits = new LinkedHashMap<>();
    of(module, Kind.TOGGLE).forEach((point, count) -> {
      Matcher bit = BIT.matcher(point.name());
      boolean one = bit.matches();
      if (count == 0) {
        TreeSet<Integer> missed = bits.computeIfAbsent(one ? bit.group(1) : point.name(), k -> new TreeSet<>());
        if (one) {
          missed.add(Integer.parseInt(bit.group(2)));
        }
      }
    });
    List<String> names = new ArrayList<>();
    bits.forEach((signal, missed) -> {
      if (missed.isEmpty()) {
        names.add(signal);
      }
      while (!missed.isEmpty()) {
        int high = missed.pollLast();
        int low = high;
        while (missed.remove(low - 1)) {
          low--;
        }
        names.add(signal + (low == high ? "[" + high + "]" : "[" + high + ":" + low + "]"));
      }
    });
    return names;
  }
}
