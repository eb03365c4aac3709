package vit2rtl.golden.checkpoint;

/**
 * Positions of a square grid brought to another one, per channel along both sides:
 * <pre>
 *   y[i][j] = Σ w_i[m]·w_j[n]·x[m][n]        w: the cubic kernel k(t; a) at distances of half-pixel centres
 *   k(t) = (a+2)|t|³ − (a+3)|t|² + 1 for |t| ≤ 1,   a|t|³ − 5a|t|² + 8a|t| − 4a for |t| &lt; 2
 * </pre>
 */
final class PositionResampling {
  private static final double DINO_OFFSET = 0.1;

  private PositionResampling() {}

  /**
   * @param x    row-major [from·from, width]
   * @param rule whose a, borders and scale
   * @return row-major [to·to, width]
   */
  static float[] apply(float[] x, int from, int to, int width, Resampling rule) {
    double[][] weights = weights(from, to, rule);
    double[] rows = new double[to * from * width];
    for (int i = 0; i < to; i++) {
      for (int m = 0; m < from; m++) {
        add(rows, i * from * width, x, m * from * width, from * width, weights[i][m]);
      }
    }
    float[] y = new float[to * to * width];
    for (int at = 0; at < y.length; at++) {
      int c = at % width;
      int j = at / width % to;
      int i = at / width / to;
      double sum = 0;
      for (int n = 0; n < from; n++) {
        sum += weights[j][n] * rows[(i * from + n) * width + c];
      }
      y[at] = (float) sum;
    }
    return y;
  }

  private static void add(double[] sums, int at, float[] x, int from, int count, double weight) {
    for (int i = 0; weight != 0 && i < count; i++) {
      sums[at + i] += weight * x[from + i];
    }
  }

  /** Weights of the old places for each new one; each row sums to one. */
  static double[][] weights(int from, int to, Resampling rule) {
    double[][] weights = new double[to][from];
    for (int i = 0; i < to; i++) {
      if (rule == Resampling.ANTIALIASED) {
        antialiased(weights[i], i, (double) from / to);
      } else {
        double step = rule == Resampling.CLAMPED_OFFSET ? from / (to + DINO_OFFSET) : (double) from / to;
        clamped(weights[i], step * (i + 0.5) - 0.5);
      }
    }
    return weights;
  }

  private static void antialiased(double[] weights, int i, double step) {
    double widening = Math.max(step, 1);
    double centre = step * (i + 0.5);
    int first = Math.max(0, (int) (centre - 2 * widening + 0.5));
    int end = Math.min(weights.length, (int) (centre + 2 * widening + 0.5));
    double sum = 0;
    for (int m = first; m < end; m++) {
      weights[m] = kernel((m - centre + 0.5) / widening, -0.5);
      sum += weights[m];
    }
    for (int m = first; m < end; m++) {
      weights[m] /= sum;
    }
  }

  private static void clamped(double[] weights, double place) {
    int below = (int) Math.floor(place);
    for (int m = below - 1; m <= below + 2; m++) {
      weights[Math.max(0, Math.min(weights.length - 1, m))] += kernel(place - m, -0.75);
    }
  }

  private static double kernel(double distance, double a) {
    double t = Math.abs(distance);
    if (t <= 1) {
      return ((a + 2) * t - (a + 3)) * t * t + 1;
    }
    return t < 2 ? ((a * t - 5 * a) * t + 8 * a) * t - 4 * a : 0;
  }
}
