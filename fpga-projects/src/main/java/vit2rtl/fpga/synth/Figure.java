package vit2rtl.fpga.synth;

import java.util.Locale;

/**
 * One figure of a design on a device, with where it comes from.
 *
 * @param name  what it counts
 * @param value the figure
 * @param unit  unit, empty for counts
 * @param kind  what kind of figure it is: kinds are never mixed
 * @param tool  tool and version
 */
public record Figure(String name, double value, String unit, Kind kind, String tool) {

  /** How a figure was found. */
  public enum Kind {
    SYNTHESIS, PLACE_AND_ROUTE, TIMING_ANALYSIS;

    /** As a table shows it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** Name, figure and unit. */
  public String named() {
    return name + " " + text() + (unit.isEmpty() ? "" : " " + unit);
  }

  /** Kind, tool and version in words. */
  public String source() {
    return kind + ", " + tool;
  }

  /** The figure as a table shows it. */
  public String text() {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
