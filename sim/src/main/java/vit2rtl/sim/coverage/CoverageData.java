package vit2rtl.sim.coverage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.sim.coverage.CoveragePoint.Kind;

/**
 * Reads the counters that a Verilated model writes: one point a line, {@code C 'key value …' count}, every key behind
 * a byte 1 and every value behind a byte 2, other characters as {@code %XX}.
 */
public final class CoverageData {
  private static final Pattern POINT = Pattern.compile("C '(.*)' (\\d+)");
  private static final Pattern FIELD = Pattern.compile("\\x01([^\\x02]*)\\x02([^\\x01]*)");
  private static final Pattern ESCAPE = Pattern.compile("%([0-9A-F]{2})");

  private static final Pattern WAY = Pattern.compile(":(0->1|1->0)$");

  private CoverageData() {}

  /**
   * {@return what a file of Verilator's coverage says, counts by point}
   *
   * @param data text of the file
   */
  public static SortedMap<CoveragePoint, Long> read(String data) {
    SortedMap<CoveragePoint, Long> counts = new TreeMap<>();
    data.lines().forEach(line -> {
      Matcher point = POINT.matcher(line);
      if (point.matches()) {
        counts.merge(point(point.group(1)), Long.parseLong(point.group(2)), Long::sum);
      }
    });
    return counts;
  }

  private static CoveragePoint point(String text) {
    Map<String, String> fields = new HashMap<>();
    Matcher field = FIELD.matcher(text);
    while (field.find()) {
      fields.put(field.group(1), ESCAPE.matcher(field.group(2)).replaceAll(
          m -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(m.group(1), 16)))));
    }
    // Verilator counts a bit's two ways of changing apart from 5.040 on; here both are changes of the bit.
    String[] page = fields.getOrDefault("page", "v_line/").split("/", 2);
    String comment = fields.getOrDefault("o", "");
    String name = kind(page[0]) == Kind.TOGGLE ? WAY.matcher(comment).replaceFirst("") : comment;
    return new CoveragePoint(kind(page[0]), page[1], Integer.parseInt(fields.get("l")),
        Integer.parseInt(fields.getOrDefault("n", "0")), name,
        lines(fields.getOrDefault("S", "")));
  }

  private static Kind kind(String page) {
    return switch (page) {
      case "v_toggle" -> Kind.TOGGLE;
      case "v_user" -> Kind.USER;
      case "v_branch" -> Kind.BRANCH;
      default -> Kind.LINE;
    };
  }

  /** {@code 3-5,8} is 3, 4, 5, 8. */
  private static List<Integer> lines(String ranges) {
    List<Integer> lines = new ArrayList<>();
    for (String range : ranges.isEmpty() ? new String[0] : ranges.split(",")) {
      String[] ends = range.split("-");
      for (int line = Integer.parseInt(ends[0]); line <= Integer.parseInt(ends[ends.length - 1]); line++) {
        lines.add(line);
      }
    }
    return lines;
  }
}
