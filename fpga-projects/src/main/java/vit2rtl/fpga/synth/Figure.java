package vit2rtl.fpga.synth;

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
  public enum Kind { SYNTHESIS, PLACE_AND_ROUTE }

  /** The figure as a table shows it. */
  public String text() {
    return value == Math.rint(value)
        ? String.format(java.util.Locale.ROOT, "%.0f", value)
        : String.format(java.util.Locale.ROOT, "%.1f", value);
  }
}
