package vit2rtl.cli.figures;

import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.Interval;
import vit2rtl.golden.softmax.LogIntSoftmax;
import vit2rtl.golden.softmax.SoftmaxParams;

/**
 * The attention of one token in one head, exactly and as quantisers leave it.
 *
 * @param scores     scaled scores, one for each token
 * @param scoreRange range of the layer's scores on the calibration images
 * @param greatest   greatest attention value of the layer there
 */
record AttentionRow(double[] scores, Interval scoreRange, double greatest) {

  double[] exact() {
    return softmax(scores);
  }

  static double[] softmax(double[] scores) {
    double max = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      max = Math.max(max, score);
    }
    double[] values = new double[scores.length];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.exp(scores[i] - max);
      sum += values[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= sum;
    }
    return values;
  }

  /** The exact values rounded to 2^bits equal steps up to the greatest value of the layer. */
  double[] uniform(int bits) {
    Grid grid = Grid.asymmetric(CodeFormat.unsigned(bits), new Interval(0, greatest));
    double[] values = exact();
    for (int i = 0; i < values.length; i++) {
      values[i] = grid.value(grid.code(values[i]));
    }
    return values;
  }

  /** What Log-Int-Softmax makes of 8-bit scores. */
  double[] logInt(int bits) {
    Grid grid = Grid.asymmetric(CodeFormat.UINT8, scoreRange);
    int[] codes = new int[scores.length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = grid.code(scores[i]);
    }
    SoftmaxParams params = SoftmaxParams.reference(grid.scale(), bits);
    int[] attention = new LogIntSoftmax(params).apply(codes, codes.length);
    double[] values = new double[codes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = params.isZero(attention[i]) ? 0 : Math.scalb(1.0, -attention[i]);
    }
    return values;
  }
}
