package vit2rtl.golden.onnx;

import vit2rtl.golden.onnx.graph.ElementType;
import vit2rtl.golden.onnx.graph.Shift;
import vit2rtl.golden.onnx.graph.Value;
import vit2rtl.golden.ops.GeluTable;

/** {@link GeluTable} in 32 bits: the table, a rounding shift per channel, saturation. */
final class GeluGraph {
  private GeluGraph() {}

  static Value apply(GeluTable gelu, Value codes) {
    Value table = codes.graph().vector(ElementType.INT32, RequantizeGraph.longs(gelu.table()));
    Value fine = table.lookup(codes.to(ElementType.INT32).minus(gelu.input().min()));
    Shift shift = new Shift(gelu.shift(), gelu.shift().length);
    return fine.rounded(shift, gelu.zeroPoint(), shift.reach(fine.range(), gelu.zeroPoint())).saturate(gelu.output());
  }
}
