package vit2rtl.cli.figures;

import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.network.IntegerNetwork;
import vit2rtl.golden.network.QuantizedModel;
import vit2rtl.golden.network.QuantizedSwin;
import vit2rtl.golden.network.QuantizedVit;
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

  /**
   * @param block which names of the block's tensors begin with
   * @param row   of its attention codes
   */
  static ModelRow of(IntegerNetwork network, Image image, String block, int row) {
    AttentionWeights weights = weights(network.model(), block);
    AtomicReference<double[]> seen = new AtomicReference<>();
    network.logits(image, (name, codes, rows, columns) -> {
      if (name.equals(block + "attn.softmax")) {
        seen.set(IntStream.range(0, columns).mapToDouble(i -> value(weights, codes[row * columns + i])).toArray());
      }
    });
    double[] values = seen.get();
    return weights instanceof AttentionWeights.Log log
        ? new ModelRow((log.softmax().base() == LogBase.SQRT_TWO ? "half steps, " : "LIS, ") + log.softmax().bits()
            + " bits", log.softmax().bits(), values)
        : new ModelRow("uniform", ((AttentionWeights.Uniform) weights).bits(), values);
  }

  private static AttentionWeights weights(QuantizedModel model, String block) {
    String[] parts = block.split("\\.");
    int first = Integer.parseInt(parts[1]);
    BlockParams params = model instanceof QuantizedSwin swin
        ? swin.stages().get(first).blocks().get(Integer.parseInt(parts[3])).block() : ((QuantizedVit) model).blocks().get(first);
    return params.attention().weights();
  }

  private static double value(AttentionWeights weights, int code) {
    if (weights instanceof AttentionWeights.Log log) {
      SoftmaxParams softmax = log.softmax();
      return softmax.isZero(code) ? 0 : Math.pow(2, softmax.base() == LogBase.SQRT_TWO ? -code / 2.0 : -code);
    }
    return (double) code / ((AttentionWeights.Uniform) weights).levels();
  }
}
