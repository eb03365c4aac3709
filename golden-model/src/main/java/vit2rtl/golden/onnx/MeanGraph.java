package vit2rtl.golden.onnx;

import vit2rtl.golden.onnx.graph.ElementType;
import vit2rtl.golden.onnx.graph.Graph;
import vit2rtl.golden.onnx.graph.Shapes;
import vit2rtl.golden.onnx.graph.Value;
import vit2rtl.golden.ops.TokenMean;

/** {@link TokenMean}: the sum of tokens without their zero point in 32 bits, then one requantisation. */
final class MeanGraph {
  private MeanGraph() {}

  /** Codes [batch, 1, width]. */
  static Value apply(Graph graph, TokenMean mean, Value tokens) {
    Value some = Shapes.slice(tokens, 1, mean.first(), mean.first() + mean.count());
    Value sums = some.to(ElementType.INT32).minus(mean.zeroPoint()).sumAlong(1, mean.count()).known(mean.accumulator());
    return RequantizeGraph.columns(mean.codes(), graph.tap(sums, "pooled.acc", 1, mean.codes().channels()));
  }
}
