package vit2rtl.golden.quant;

/**
 * An interval of real values.
 *
 * @param min lower end
 * @param max upper end, ≥ min
 */
public record Interval(double min, double max) {
  /** So many chains of comparisons beside each other, for one waits for itself. */
  private static final int LANES = 256;

  public Interval {
    if (!(min <= max)) {
      throw new IllegalArgumentException("interval " + min + " to " + max + " is empty");
    }
  }

  /** Least and greatest of some values, of which there is at least one, and all finite. */
  public static Interval of(float[] values) {
    int lanes = Math.min(LANES, values.length);
    Extremes extremes = new Extremes(lanes);
    int whole = values.length / lanes * lanes;
    for (int at = 0; at < whole; at += lanes) {
      extremes.see(values, at);
    }
    float min = extremes.least();
    float max = extremes.greatest();
    for (int i = whole; i < values.length; i++) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    return finite(values, min, max);
  }

  /** Extremes are NaN or infinite where a value is. */
  private static Interval finite(float[] values, float min, float max) {
    if (Float.isFinite(min) && Float.isFinite(max)) {
      return new Interval(min, max);
    }
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new NotFinite(value);
      }
    }
    throw new IllegalStateException("extremes " + min + " and " + max + " of finite values");
  }

  /** A value that has no place in an interval. */
  public static final class NotFinite extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private final float value;

    NotFinite(float value) {
      super("value is " + value + "; allowed: finite numbers");
      this.value = value;
    }

    public float value() {
      return value;
    }
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
