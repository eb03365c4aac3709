package vit2rtl.golden.compare;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Both networks' logits of one image. The integers' zero point is left in: it goes with the mean.
 *
 * @param exact   the float network's
 * @param integer the integer network's, times their scale
 */
record Logits(float[] exact, double[] integer) {

  static Logits of(float[] exact, int[] codes, double scale) {
    return new Logits(exact, Arrays.stream(codes).mapToDouble(q -> q * scale).toArray());
  }

  /** Percent of images for which both name the same class. */
  static double agreement(List<Logits> logits) {
    return logits.stream().mapToDouble(l -> best(l.exact) == best(l.integer) ? 100 : 0).average().orElse(100);
  }

  private static int best(float[] values) {
    return IntStream.range(0, values.length).reduce(0, (a, b) -> values[b] > values[a] ? b : a);
  }

  private static int best(double[] values) {
    return IntStream.range(0, values.length).reduce(0, (a, b) -> values[b] > values[a] ? b : a);
  }

  /** Energy of the error as a share of the float logits' energy, means over the classes taken out of both. */
  static double nsr(List<Logits> logits) {
    double error = 0;
    double energy = 0;
    for (Logits l : logits) {
      double[] exact = IntStream.range(0, l.exact.length).mapToDouble(i -> l.exact[i]).toArray();
      double[] difference = IntStream.range(0, exact.length).mapToDouble(i -> l.integer[i] - exact[i]).toArray();
      error += energy(difference);
      energy += energy(exact);
    }
    return energy == 0 ? Double.NaN : error / energy;
  }

  /** Sum of squares around the mean. */
  private static double energy(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
  }
}
