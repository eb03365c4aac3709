package vit2rtl.golden.kernel;

import vit2rtl.golden.IntRange;
import vit2rtl.golden.kernel.library.Natives;
import vit2rtl.golden.kernel.library.Room;
import vit2rtl.golden.kernel.library.Struct;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.golden.ops.PtfAdd;
import vit2rtl.golden.ops.PtfJoin;
import vit2rtl.golden.ops.ResidualAdd;
import vit2rtl.golden.ops.WideAdd;

/**
 * A linear layer whose sums join the stream, by the kernel.
 *
 * <p><b>No overflow.</b> A rescaled sum has at most 48 bits ({@link Rescale}), with the stream's number added 49. On a PTF grid both
 * products are of numbers of 32 bits, (A − zp)·2^α within 2^15, and their sum within 2^33 ({@link PtfAdd}).
 */
final class NativeResidual {
  private final NativeLinear linear;
  private final Struct rescale;
  private final Struct add;

  NativeResidual(LinearParams params, IntRange stored, ResidualAdd residual) {
    this.linear = new NativeLinear(params, stored);
    if (residual instanceof WideAdd wide) {
      this.rescale = Rescale.of(wide.rescale(), 0);
      this.add = null;
    } else {
      PtfJoin join = (PtfJoin) residual;
      this.rescale = Rescale.of(join.codes());
      this.add = struct(join.add());
    }
  }

  private static Struct struct(PtfAdd add) {
    int[] shift = add.alpha();
    for (int c = 0; c < shift.length; c++) {
      shift[c] += add.shift();
    }
    long[] left = new long[Room.padded(shift.length)];
    System.arraycopy(Rescale.longs(add.a().alpha()), 0, left, 0, shift.length);
    return new Struct().pointer(left).number(add.a().zero()).number(add.aFactor()).number(add.bZero())
        .number(add.bFactor()).inline(Rescale.of(shift, add.zero(), IntRange.of(add.output())));
  }

  /** Rows of the layer's input. */
  CodeRows inputs(Room room) {
    return linear.inputs(room);
  }

  void apply(CodeRows x, StreamRows stream, long sums) {
    if (add == null) {
      Natives.vit_wide(linear.address(), rescale.address(), x.address(), x.strideBytes(), stream.rows(),
          stream.address(), stream.stride(), sums);
    } else {
      Natives.vit_ptf(linear.address(), rescale.address(), add.address(), x.address(), x.strideBytes(), stream.rows(),
          stream.address(), stream.stride(), sums);
    }
  }
}
