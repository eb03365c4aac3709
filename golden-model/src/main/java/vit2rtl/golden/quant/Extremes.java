package vit2rtl.golden.quant;

import java.util.Arrays;

/** Least and greatest of every column over rows; NaN where a value is. Written so that the JVM takes vectors. */
public final class Extremes {
  private final float[] min;
  private final float[] max;

  /** Of no row yet. */
  public Extremes(int columns) {
    min = new float[columns];
    max = new float[columns];
    Arrays.fill(min, Float.POSITIVE_INFINITY);
    Arrays.fill(max, Float.NEGATIVE_INFINITY);
  }

  /** Takes the row that begins at an index. */
  public void see(float[] values, int at) {
    for (int c = 0; c < min.length; c++) {
      min[c] = Math.min(min[c], values[at + c]);
    }
    for (int c = 0; c < max.length; c++) {
      max[c] = Math.max(max[c], values[at + c]);
    }
  }

  /** Of a column that was seen, all finite. */
  public Interval column(int c) {
    return new Interval(min[c], max[c]);
  }

  float least() {
    float least = min[0];
    for (float value : min) {
      least = Math.min(least, value);
    }
    return least;
  }

  float greatest() {
    float greatest = max[0];
    for (float value : max) {
      greatest = Math.max(greatest, value);
    }
    return greatest;
  }
}
