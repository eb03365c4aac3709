package vit2rtl.units.softmax;

import java.util.Arrays;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.units.Reference;

/** Log-Int-Softmax in double precision. */
final class SoftmaxReference {
  private SoftmaxReference() {}

  static Reference of(SoftmaxParams params, int[] row) {
    int greatest = Arrays.stream(row).max().orElseThrow();
    return of(params, Arrays.stream(row).mapToDouble(q -> Math.exp(params.exp().scale() * (q - greatest))).toArray());
  }

  /** From the exponentials of a row. */
  static Reference of(SoftmaxParams params, double[] e) {
    double sum = Arrays.stream(e).sum();
    return new Reference(Arrays.stream(e).mapToInt(value -> params.encode(step(params, sum / value))).toArray(),
        Arrays.stream(e).map(value -> value / sum).toArray());
  }

  /** The step of the code grid that the reference's rounding gives a ratio 1/p. */
  private static int step(SoftmaxParams params, double ratio) {
    if (params.base() == LogBase.SQRT_TWO) {
      return (int) Math.rint(2 * Math.log(ratio) / Math.log(2));
    }
    double rounded = Math.rint(ratio);
    int k = Math.getExponent(rounded);
    return rounded >= Math.scalb(1.5, k) ? k + 1 : k;
  }

  /** What a code stands for. */
  static double probability(SoftmaxParams params, int code) {
    if (params.isZero(code)) {
      return 0;
    }
    return params.base() == LogBase.SQRT_TWO ? Math.pow(2, -code / 2.0) : Math.scalb(1.0, -code);
  }
}
