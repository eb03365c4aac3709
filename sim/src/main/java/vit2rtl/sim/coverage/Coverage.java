package vit2rtl.sim.coverage;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vit2rtl.sim.coverage.CoveragePoint.Kind;

/**
 * What one or more runs of a design have reached. Counts are sums over runs and over the instances of each module; they
 * stay below 2^63 for 10^9 runs of 10^9 cycles.
 *
 * @param fileName name of the text, such as {@code LayerNorm.v}
 * @param text     the text that was simulated: line numbers are its
 * @param counts   every point of the design, also those never reached
 */
public record Coverage(String fileName, String text, SortedMap<CoveragePoint, Long> counts) {
  private static final Pattern ENDS_THE_RUN = Pattern.compile("\\$(finish|fatal|stop|error)\\b");

  /**
   * Keeps a map of its own.
   *
   * @param fileName name of the text, such as {@code LayerNorm.v}
   * @param text     the text that was simulated: line numbers are its
   * @param counts   every point of the design, also those never reached
   */
  public Coverage {
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }

  /**
   * What one run counted, without what only runs to end it: the failing side of an assertion is no place to reach.
   *
   * @param fileName name of the text
   * @param text     the text that was simulated
   * @param counted  every point of the model
   * @return its coverage
   */
  public static Coverage ofRun(String fileName, String text, SortedMap<CoveragePoint, Long> counted) {
    List<String> lines = text.lines().toList();
    Set<Integer> ending = counted.keySet().stream()
        .filter(point -> point.lines().stream().anyMatch(line -> endsTheRun(lines, line)))
        .map(CoveragePoint::line).collect(Collectors.toSet());
    SortedMap<CoveragePoint, Long> counts = new TreeMap<>(counted);
    counts.keySet().removeIf(point -> point.lines().stream().anyMatch(line -> endsTheRun(lines, line))
        || point.kind() == Kind.BRANCH && ending.contains(point.line()));
    return new Coverage(fileName, text, counts);
  }

  private static boolean endsTheRun(List<String> text, int line) {
    return line <= text.size() && ENDS_THE_RUN.matcher(text.get(line - 1)).find();
  }

  /**
   * Both together; associative and commutative. Refused for different texts, whose lines mean different things.
   *
   * @param other of the same text
   * @return the sums
   */
  public Coverage merge(Coverage other) {
    if (!text.equals(other.text)) {
      throw new IllegalArgumentException("coverage of " + fileName + " and of " + other.fileName
          + " belong to different texts; merge runs of the same one, and add others to a CoverageReport");
    }
    SortedMap<CoveragePoint, Long> sum = new TreeMap<>(counts);
    other.counts.forEach((point, count) -> sum.merge(point, count, Long::sum));
    return new Coverage(fileName, text, sum);
  }

  /**
   * {@return the points of one kind}
   *
   * @param kind lines, toggles or covers
   */
  public SortedMap<CoveragePoint, Long> of(Kind kind) {
    SortedMap<CoveragePoint, Long> chosen = new TreeMap<>(counts);
    chosen.keySet().removeIf(point -> point.kind() != kind);
    return chosen;
  }

  /**
   * How often each line with statements ran: the most of its points, since points of one line nest. Lines that nothing
   * counts, such as declarations and continuous assignments, are not in it.
   *
   * @return counts by line, from 1
   */
  public SortedMap<Integer, Long> lines() {
    return lines("");
  }

  /** The lines of one module; of all where the name is empty. */
  SortedMap<Integer, Long> lines(String module) {
    SortedMap<Integer, Long> lines = new TreeMap<>();
    counts.forEach((point, count) -> {
      boolean statement = point.kind() == Kind.LINE || point.kind() == Kind.BRANCH;
      if (statement && (module.isEmpty() || point.module().equals(module))) {
        point.lines().forEach(line -> lines.merge(line, count, Math::max));
      }
    });
    return lines;
  }
}
