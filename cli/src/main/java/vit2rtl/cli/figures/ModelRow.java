package vit2rtl.cli.figures;

import vit2rtl.golden.data.Image;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.ops.AttentionWeights;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;

/**
 * The attention of the first token in one head, as an integer network codes it.
 *
 * @param coding in words
 * @param bits   of a code
 * @param values what the codes stand for
 */
record ModelRow(String coding, int bits, double[] values) {

  static ModelRow of(IntegerVit network, Image image, int block, int head) {
    AttentionWeights weights = network.model().blocks().get(block).attention().weights();
    int tokens = network.model().shape().tokens();
    double[] values = new double[tokens];
    network.logits(image, (name, codes, rows, columns) -> {
      if (name.equals("blocks." + block + ".attn.softmax")) {
        for (int i = 0; i < tokens; i++) {
          values[i] = value(weights, codes[head * tokens * columns + i]);
        }
      }
    });
    return weights instanceof AttentionWeights.Log log
        ? new ModelRow((log.softmax().base() == LogBase.SQRT_TWO ? "half steps, " : "LIS, ") + log.softmax().bits()
            + " bits", log.softmax().bits(), values)
        : new ModelRow("uniform", ((AttentionWeights.Uniform) weights).bits(), values);
  }

  private static double value(AttentionWeights weights, int code) {
    if (weights instanceof AttentionWeights.Log log) {
      SoftmaxParams softmax = log.softmax();
      return softmax.isZero(code) ? 0 : Math.pow(2, softmax.base() == LogBase.SQRT_TWO ? -code / 2.0 : -code);
    }
    return (double) code / ((AttentionWeights.Uniform) weights).levels();
  }
}
