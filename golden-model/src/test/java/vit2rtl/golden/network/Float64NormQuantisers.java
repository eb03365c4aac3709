package vit2rtl.golden.network;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * LayerNorm of the quantised graph in 64-bit floats. Mean, variance and normalisation are those of the textbook;
 * between them fake quantisers bring values to the grids that the class comments of {@link
 * vit2rtl.golden.layernorm.LayerNorm} and {@link vit2rtl.golden.layernorm.ReciprocalRoot} name (their code plays no
 * part):
 * <ul>
 *   <li>C²(σ² + ε) to m·4^e, m an integer, 2^18 ≤ m &lt; 2^20, downwards;
 *   <li>1/√m to straight lines between 129 nodes, nodes and result to the nearest 2^−26;
 *   <li>C(x − µ)/2^e to 8 fraction bits, downwards;
 *   <li>(x − µ)/σ to 18 fraction bits, downwards;
 *   <li>γ and β to the model's constants ({@link Float64Norm.Layer}).
 * </ul>
 * A double holds every number between exactly: they are integers times powers of two, in networks well below 2^53. So
 * a quantiser meets the value that it meets in integers.
 */
final class Float64NormQuantisers {
  /** Where lines meet: at 64, 65 … 128, 130, 132 … 256 times 2^12. */
  private static final double[] STARTS = IntStream.rangeClosed(64, 192)
      .mapToDouble(i -> (i <= 128 ? i : 2 * i - 128) * 0x1p12).toArray();
  private static final double[] NODES =
      Arrays.stream(STARTS).map(a -> nearest((0x1p26 - 0x1p9) / Math.sqrt(a))).toArray();

  private Float64NormQuantisers() {}

  /** A {@link Float64Norm}. */
  static double[] quantised(Float64Norm.Layer layer, double[] x) {
    double mean = Arrays.stream(x).average().orElseThrow();
    // C times the deviation is a whole number; rint takes the mean's last bit away.
    double[] deviation = Arrays.stream(x).map(v -> Math.rint((v - mean) * x.length)).toArray();
    double variance = Arrays.stream(deviation).map(d -> d * d).sum() / x.length + layer.epsilon();
    // 4^e brings the variance to 2^18 … 2^20; a row of equal numbers has no deviation, whatever the root.
    double e = variance == 0 ? 0 : Math.floorDiv(Math.getExponent(variance) - 18, 2);
    double unit = Math.pow(2, e);
    double root = variance == 0 ? 0 : reciprocalRoot(Math.floor(variance / unit / unit));
    double[] y = new double[x.length];
    for (int c = 0; c < y.length; c++) {
      double z = down(down(deviation[c] / unit, 0x1p-8) * root, 0x1p-18);
      y[c] = Float64Simulation.clip(nearest(z * layer.gamma()[c] + layer.beta()[c]), layer.output());
    }
    return y;
  }

  /** The graph's 1/√m: the line between the two nodes around m, to the nearest 2^−26. */
  static double reciprocalRoot(double m) {
    int at = Arrays.binarySearch(STARTS, m);
    int segment = at >= 0 ? at : -at - 2;
    double part = (m - STARTS[segment]) / (STARTS[segment + 1] - STARTS[segment]);
    return nearest(NODES[segment] + (NODES[segment + 1] - NODES[segment]) * part) * 0x1p-26;
  }

  private static double nearest(double value) {
    return Math.floor(value + 0.5);
  }

  /** Down to a grid of powers of two. */
  private static double down(double value, double step) {
    return Math.floor(value / step) * step;
  }
}
