package vit2rtl.golden.onnx;

import java.util.stream.IntStream;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.golden.onnx.graph.Shift;
import vit2rtl.golden.onnx.graph.Value;

/** {@link vit2rtl.golden.layernorm.ResidualToPtf} in 32 bits: the rounding shift m + α_c, saturation. */
final class PtfCodesGraph {
  private PtfCodesGraph() {}

  static Value apply(ResidualToPtfParams params, Value stream) {
    int[] shifts = IntStream.of(params.alpha()).map(alpha -> alpha + params.shift()).toArray();
    Shift shift = new Shift(shifts, shifts.length);
    return stream.rounded(shift, params.zeroPoint(), shift.reach(stream.range(), params.zeroPoint()))
        .saturate(IntRange.of(params.output()));
  }
}
