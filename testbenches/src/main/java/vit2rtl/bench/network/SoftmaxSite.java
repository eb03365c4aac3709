package vit2rtl.bench.network;

import vit2rtl.bench.SoftmaxBench;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.unit.Settings;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.units.softmax.SoftmaxConfig;

/**
 * The softmax of one attention head.
 *
 * @param name   its timm name and the head
 * @param params the calibrated softmax of its layer
 * @param length N, scores per row
 * @param rows   score codes, row-major
 * @param lanes  elements per beat
 */
public record SoftmaxSite(String name, SoftmaxParams params, int length, int[] rows, int lanes) implements Site {

  @Override
  public String unit() {
    return "softmax";
  }

  @Override
  public String settings() {
    return " --set bits=" + params.bits() + " --set score-bits=" + params.exp().scoreBits() + " --set n="
        + params.exp().n() + " --set base=" + Settings.word(params.base()) + " --set zero="
        + Settings.word(params.zero()) + " --set lanes=" + lanes;
  }

  @Override
  public UnitBench bench() {
    return new SoftmaxBench(SoftmaxConfig.of(params, length, lanes));
  }

  @Override
  public Accuracy accuracy(int[] out) {
    double scale = params.exp().scale();
    double[] e = new double[length];
    long different = 0;
    int largest = 0;
    double error = 0;
    for (int row = 0; row < rows.length; row += length) {
      double sum = 0;
      for (int i = 0; i < length; i++) {
        e[i] = Math.exp(scale * (rows[row + i] - greatest(row)));
        sum += e[i];
      }
      for (int i = 0; i < length; i++) {
        int difference = Math.abs(out[row + i] - params.encode(step(sum / e[i])));
        different += difference == 0 ? 0 : 1;
        largest = Math.max(largest, difference);
        error += Math.abs(probability(out[row + i]) - e[i] / sum);
      }
    }
    return new Accuracy(rows.length, different, largest, error / rows.length);
  }

  private int greatest(int row) {
    int greatest = rows[row];
    for (int i = 1; i < length; i++) {
      greatest = Math.max(greatest, rows[row + i]);
    }
    return greatest;
  }

  /** The step of the code grid that the reference's rounding gives a ratio 1/p. */
  private int step(double ratio) {
    if (params.base() == LogBase.SQRT_TWO) {
      return (int) Math.rint(2 * Math.log(ratio) / Math.log(2));
    }
    double rounded = Math.rint(ratio);
    int k = Math.getExponent(rounded);
    return rounded >= Math.scalb(1.5, k) ? k + 1 : k;
  }

  private double probability(int code) {
    if (params.isZero(code)) {
      return 0;
    }
    return params.base() == LogBase.SQRT_TWO ? Math.pow(2, -code / 2.0) : Math.scalb(1.0, -code);
  }

  @Override
  public SafeTensorsWriter tensors() {
    return new SafeTensorsWriter()
        .metadata("site", name)
        .u8("q_in", rows, rows.length / length, length)
        .f64("scale_in", new double[] {params.exp().scale()}, 1)
        .i32("zp_in", new int[] {0}, 1);
  }
}
