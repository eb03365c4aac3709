package vit2rtl.golden.quant;

/**
 * An interval of real values.
 *
 * @param min lower end
 * @param max upper end, ≥ min
 */
public record Interval(double min, double max) {
  private static final int CHAINS = 4;

  public Interval {
    if (!(min <= max)) {
      throw new IllegalArgumentException("interval " + min + " to " + max + " is empty");
    }
  }

  /** Least and greatest of some values, of which there is at least one, and all finite. */
  public static Interval of(float[] values) {
    // Four chains of comparisons, for one waits for itself.
    int whole = values.length / CHAINS * CHAINS;
    float a = values[0];
    float b = a;
    float c = a;
    float d = a;
    float e = a;
    float f = a;
    float g = a;
    float h = a;
    for (int i = 0; i < whole; i += CHAINS) {
      a = Math.min(a, values[i]);
      b = Math.min(b, values[i + 1]);
      c = Math.min(c, values[i + 2]);
      d = Math.min(d, values[i + 3]);
      e = Math.max(e, values[i]);
      f = Math.max(f, values[i + 1]);
      g = Math.max(g, values[i + 2]);
      h = Math.max(h, values[i + 3]);
    }
    for (int i = whole; i < values.length; i++) {
      a = Math.min(a, values[i]);
      e = Math.max(e, values[i]);
    }
    return finite(values, Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(e, f), Math.max(g, h)));
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
