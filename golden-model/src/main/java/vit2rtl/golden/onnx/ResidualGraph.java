package vit2rtl.golden.onnx;

import vit2rtl.golden.onnx.graph.ElementType;
import vit2rtl.golden.onnx.graph.Value;
import vit2rtl.golden.ops.PtfJoin;
import vit2rtl.golden.ops.ResidualAdd;
import vit2rtl.golden.ops.WideAdd;

/** {@link ResidualAdd}: sums onto the wide stream in 64 bits, or as codes onto PTF codes. */
final class ResidualGraph {
  private ResidualGraph() {}

  static Value apply(ResidualAdd add, Value stream, Value sums) {
    if (add instanceof PtfJoin join) {
      return PtfAddGraph.apply(join.add(), stream, RequantizeGraph.columns(join.codes(), sums));
    }
    WideAdd wide = (WideAdd) add;
    return RequantizeGraph.rescaled(wide.rescale(), sums, 0, wide.rescale().channels())
        .plus(stream.to(ElementType.INT64)).saturate(wide.output());
  }
}
