package vit2rtl.golden.vit;

/**
 * GELU(x) = x/2·(1 + erf(x/√2)), the exact form. erf is odd and within 1e-12 here: between the nodes j/32 its Taylor
 * series around the nearest node, to the seventh derivative; ±1 beyond 6. The nodes' values come from the series
 * erf(z) = 2/√π · e^(−z²) · Σ 2^n z^(2n+1)/(1·3·…·(2n+1)), whose terms are all positive.
 */
public final class Gelu {
  /** The least value of GELU, at x = −0.7518, rounded down. */
  public static final double LEAST = -0.16998;
  private static final int STEPS = 32;
  private static final double LIMIT = 6;
  private static final int TERMS = 8;
  private static final double TWO_OVER_ROOT_PI = 1.1283791670955126;
  /** TERMS coefficients for each node. */
  private static final double[] NODES = nodes();

  private Gelu() {}

  /** Taylor coefficients of erf, eight for each node from 0 on, the constant first. */
  static double[] coefficients() {
    return NODES.clone();
  }

  /** GELU of a number. */
  public static double of(double x) {
    return 0.5 * x * (1 + erf(x * 0.7071067811865476));
  }

  static double erf(double z) {
    double size = Math.abs(z);
    if (!(size < LIMIT)) {
      return size >= LIMIT ? Math.signum(z) : Double.NaN;
    }
    int node = (int) (size * STEPS + 0.5);
    double d = size - node * (1.0 / STEPS);
    int at = node * TERMS;
    double high = ((NODES[at + 7] * d + NODES[at + 6]) * d + NODES[at + 5]) * d + NODES[at + 4];
    double sum = (((high * d + NODES[at + 3]) * d + NODES[at + 2]) * d + NODES[at + 1]) * d + NODES[at];
    return Math.copySign(sum, z);
  }

  /** Taylor coefficients; the derivatives follow erf⁽ⁿ⁺²⁾ = −2z·erf⁽ⁿ⁺¹⁾ − 2n·erf⁽ⁿ⁾ for n ≥ 1. */
  private static double[] nodes() {
    int count = (int) LIMIT * STEPS + 1;
    double[] coefficients = new double[count * TERMS];
    for (int j = 0; j < count; j++) {
      double z = (double) j / STEPS;
      double[] derivative = new double[TERMS];
      derivative[0] = series(z);
      derivative[1] = TWO_OVER_ROOT_PI * Exponential.of(-z * z);
      derivative[2] = -2 * z * derivative[1];
      for (int n = 3; n < TERMS; n++) {
        derivative[n] = -2 * z * derivative[n - 1] - 2 * (n - 2) * derivative[n - 2];
      }
      double factorial = 1;
      for (int n = 0; n < TERMS; n++) {
        factorial *= Math.max(1, n);
        coefficients[j * TERMS + n] = derivative[n] / factorial;
      }
    }
    return coefficients;
  }

  private static double series(double z) {
    double term = z;
    double sum = 0;
    for (int n = 0; term > 1e-18 * sum && n < 400; n++) {
      sum += term;
      term *= 2 * z * z / (2 * n + 3);
    }
    return TWO_OVER_ROOT_PI * Exponential.of(-z * z) * sum;
  }
}
