package vit2rtl.fpga.board;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The figures of one build, by the versions of the tools that made it. A version that was recorded is held to its own
 * figures; one that never was is compared loosely with those of another, for synthesisers change from version to
 * version, and says so.
 *
 * @param <T> the figures
 */
final class Recorded<T> {
  /** Percent by which counts of logic may differ. */
  static final int TOLERANCE = 5;
  /** Percent by which any count may differ where the tools' versions do; a count of few may differ by one. */
  static final int LOOSE_TOLERANCE = 25;

  private final SortedMap<String, T> byTools;

  Recorded(Map<String, T> byTools) {
    this.byTools = new TreeMap<>(byTools);
  }

  /** The figures to compare with: those of these tools, else of the last ones recorded. */
  Optional<T> figures(String tools) {
    return byTools.isEmpty() ? Optional.empty()
        : Optional.of(byTools.getOrDefault(tools, byTools.get(byTools.lastKey())));
  }

  /** A sentence where figures of other tools are compared with. */
  Optional<String> note(String tools) {
    return byTools.isEmpty() || byTools.containsKey(tools) ? Optional.empty()
        : Optional.of("nothing was ever recorded with " + tools + "; compared loosely (" + LOOSE_TOLERANCE
            + " %) with what " + byTools.lastKey() + " gave; --accept records it");
  }

  /** A sentence where a count has left its tolerance. */
  Optional<String> drift(String tools, String shown, long actual, long expected, boolean exact) {
    boolean loose = !byTools.containsKey(tools);
    int allowed = loose ? LOOSE_TOLERANCE : exact ? 0 : TOLERANCE;
    double percent = 100.0 * (actual - expected) / Math.max(1, expected);
    if (Math.abs(percent) <= allowed || loose && Math.abs(actual - expected) <= 1) {
      return Optional.empty();
    }
    return Optional.of(String.format(Locale.ROOT, "%s; recorded: %d (%+.1f %%; allowed: %d %%)", shown, expected, percent,
        allowed));
  }

  /** With the figures of these tools added or replaced. */
  SortedMap<String, T> with(String tools, T figures) {
    SortedMap<String, T> changed = new TreeMap<>(byTools);
    changed.put(tools, figures);
    return changed;
  }
}
