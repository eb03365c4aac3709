package vit2rtl.golden.onnx;

import vit2rtl.golden.network.NormParams;
import vit2rtl.golden.onnx.graph.Graph;
import vit2rtl.golden.onnx.graph.Value;

/** A LayerNorm on the residual stream, with what brings a wide stream to its codes. */
final class NormGraph {
  private NormGraph() {}

  /** Codes of some rows of the stream, under the norm's name. */
  static Value apply(Graph graph, String name, NormParams norm, Value stream, int rows) {
    int channels = norm.norm().channels();
    Value codes = norm.input().map(input -> PtfCodesGraph.apply(input, stream)).orElse(stream);
    return graph.tap(LayerNormGraph.apply(norm.norm(), graph.tap(codes, name + ".in", rows, channels)), name, rows, channels);
  }
}
