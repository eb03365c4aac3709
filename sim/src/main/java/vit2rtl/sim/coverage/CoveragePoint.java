package vit2rtl.sim.coverage;

import java.util.Comparator;
import java.util.List;

/**
 * Something that a simulation counts.
 *
 * @param kind   what it is
 * @param module module it is in; all instances of a module count together
 * @param line   line in the text, from 1
 * @param column column there
 * @param name   bit of a signal, label of a cover, or which branch
 * @param lines  lines of text that run when the point is counted; empty for bits
 */
public record CoveragePoint(Kind kind, String module, int line, int column, String name, List<Integer> lines)
    implements Comparable<CoveragePoint> {
  private static final Comparator<CoveragePoint> ORDER = Comparator.comparing(CoveragePoint::line)
      .thenComparing(CoveragePoint::column).thenComparing(CoveragePoint::kind).thenComparing(CoveragePoint::module)
      .thenComparing(CoveragePoint::name).thenComparing(point -> point.lines.toString());

  /**
   * Keeps a list of its own.
   *
   * @param kind   what it is
   * @param module module it is in; all instances of a module count together
   * @param line   line in the text, from 1
   * @param column column there
   * @param name   bit of a signal, label of a cover, or which branch
   * @param lines  lines of text that run when the point is counted; empty for bits
   */
  public CoveragePoint {
    lines = List.copyOf(lines);
  }

  /** What is counted. */
  public enum Kind {
    /** A run of statements: how often it was executed. */
    LINE,
    /** One way of a condition: how often it was taken. */
    BRANCH,
    /** A bit of a signal: how often it changed, either way, once the first reset was over. */
    TOGGLE,
    /** A cover in the design: how often it held at its clock edge. */
    USER
  }

  /** In the order of the text. */
  @Override
  public int compareTo(CoveragePoint other) {
    return ORDER.compare(this, other);
  }
}
