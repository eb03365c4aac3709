package vit2rtl.golden.onnx;

import java.util.stream.IntStream;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.onnx.graph.ElementType;
import vit2rtl.golden.onnx.graph.Shift;
import vit2rtl.golden.onnx.graph.Value;
import vit2rtl.golden.ops.PtfAdd;

/** {@link PtfAdd} in 64 bits: both sides on the finer grid, their sum, the rounding shift, saturation. */
final class PtfAddGraph {
  private PtfAddGraph() {}

  static Value apply(PtfAdd add, Value first, Value second) {
    return sum(add, raised(add, first).plus(second.to(ElementType.INT64).minus(add.bZero()).times(add.bFactor())));
  }

  /** (A − zpA)·2^α·MA. */
  static Value raised(PtfAdd add, Value first) {
    long[] factors = factors(add);
    return first.to(ElementType.INT64).minus(add.a().zero()).times(first.graph().vector(ElementType.INT64, factors));
  }

  /** 2^α·MA of every channel. */
  static long[] factors(PtfAdd add) {
    return IntStream.of(add.a().alpha()).mapToLong(alpha -> (long) add.aFactor() << alpha).toArray();
  }

  /** Codes of the sum x. */
  static Value sum(PtfAdd add, Value x) {
    int[] shifts = IntStream.of(add.alpha()).map(alpha -> alpha + add.shift()).toArray();
    Shift shift = new Shift(shifts, shifts.length);
    return x.rounded(shift, add.zero(), shift.reach(x.range(), add.zero())).saturate(IntRange.of(add.output()));
  }
}
