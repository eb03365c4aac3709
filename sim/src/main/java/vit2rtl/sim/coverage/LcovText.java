package vit2rtl.sim.coverage;

import java.util.SortedMap;
import vit2rtl.sim.coverage.CoveragePoint.Kind;

/**
 * Coverage in lcov's tracefile format: lines as {@code DA}, branches as {@code BRDA}, user covers as functions
 * ({@code FN}, {@code FNDA}), which is what the format has for named things with a count. Toggles have no place in it.
 */
final class LcovText {
  private LcovText() {}

  static String of(Coverage coverage, String path) {
    StringBuilder text = new StringBuilder("TN:\nSF:" + path + "\n");
    covers(coverage.of(Kind.USER), text);
    branches(coverage.of(Kind.BRANCH), text);
    SortedMap<Integer, Long> lines = coverage.lines();
    lines.forEach((line, count) -> text.append("DA:").append(line).append(',').append(count).append('\n'));
    text.append("LF:").append(lines.size()).append("\nLH:").append(hit(lines)).append('\n');
    return text.append("end_of_record\n").toString();
  }

  private static void covers(SortedMap<CoveragePoint, Long> covers, StringBuilder text) {
    covers.keySet().forEach(p -> text.append("FN:").append(p.line()).append(',').append(label(p)).append('\n'));
    covers.forEach((p, count) -> text.append("FNDA:").append(count).append(',').append(label(p)).append('\n'));
    if (!covers.isEmpty()) {
      text.append("FNF:").append(covers.size()).append("\nFNH:").append(hit(covers)).append('\n');
    }
  }

  /** A cover's name, unique in its file. */
  private static String label(CoveragePoint point) {
    return point.module() + "." + (point.name().equals("cover") ? "cover_" + point.line() : point.name());
  }

  /** The ways of one condition stand on its line; they are told apart by their columns. */
  private static void branches(SortedMap<CoveragePoint, Long> branches, StringBuilder text) {
    int line = 0;
    int branch = 0;
    for (var entry : branches.entrySet()) {
      branch = entry.getKey().line() == line ? branch + 1 : 0;
      line = entry.getKey().line();
      text.append("BRDA:").append(line).append(",0,").append(branch).append(',').append(entry.getValue()).append('\n');
    }
    if (!branches.isEmpty()) {
      text.append("BRF:").append(branches.size()).append("\nBRH:").append(hit(branches)).append('\n');
    }
  }

  private static long hit(SortedMap<?, Long> counts) {
    return counts.values().stream().filter(count -> count > 0).count();
  }
}
