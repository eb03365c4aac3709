package vit2rtl.golden.quant;

/**
 * An interval of real values.
 *
 * @param min lower end
 * @param max upper end, ≥ min
 */
public record Interval(double min, double max) {

  public Interval {
    if (!(min <= max)) {
      throw new IllegalArgumentException("interval " + min + " to " + max + " is empty");
    }
  }

  /** Least and greatest of some values, of which there is at least one. */
  public static Interval of(float[] values) {
    float min = values[0];
    float max = values[0];
    for (float value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return new Interval(min, max);
  }

  public Interval union(Interval other) {
    return new Interval(Math.min(min, other.min), Math.max(max, other.max));
  }

  /** The smallest interval that holds this one and zero. */
  public Interval withZero() {
    return new Interval(Math.min(min, 0), Math.max(max, 0));
  }

  /** Both ends moved towards {@code target} by a fraction of the way: exponential averaging. */
  public Interval towards(Interval target, double fraction) {
    return new Interval(min + fraction * (target.min - min), max + fraction * (target.max - max));
  }

  public Interval times(double factor) {
    return new Interval(min * factor, max * factor);
  }

  public double width() {
    return max - min;
  }

  public double magnitude() {
    return Math.max(Math.abs(min), Math.abs(max));
  }
}
