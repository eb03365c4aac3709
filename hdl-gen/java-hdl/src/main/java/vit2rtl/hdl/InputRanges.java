package vit2rtl.hdl;

import java.math.BigInteger;
import vit2rtl.hdl.domain.Properties;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.Range;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.Signal;
import vit2rtl.hdl.type.UInt;

/**
 * What a verification text assumes of a top's inputs: that they keep the ranges they are declared with, where their
 * bits could hold more. All arithmetic behind them relies on it. The payload of a stream or a flow counts while it is
 * valid.
 */
final class InputRanges {
  private InputRanges() {}

  /** Whether the bits of a signal can hold a value outside its range. */
  static boolean isNarrow(Signal leaf) {
    return leaf instanceof Int number && !bits(number).equals(number.range());
  }

  private static Range bits(Int number) {
    return number instanceof SInt ? Range.signed(number.width()) : Range.unsigned(number.width());
  }

  /** Assumes it of an input that means something while {@code valid}, or always where that is null. */
  static void assume(Signal leaf, Bool valid) {
    if (!isNarrow(leaf)) {
      return;
    }
    Int number = (Int) leaf;
    Range range = number.range();
    // Cast to its bits and back it has their whole range: otherwise a comparison with a bound would be a constant.
    Int any = number instanceof SInt ? number.asBits().asSInt() : number.asBits().asUInt();
    Bool holds = any.ge(constant(number, range.min())).and(any.le(constant(number, range.max())));
    Properties.current().environment((valid == null ? holds : valid.not().or(holds)).spinal(),
        "input " + number.name() + " is within " + range.min() + " to " + range.max());
  }

  private static Int constant(Int like, BigInteger value) {
    return like instanceof SInt ? SInt.lit(value) : UInt.lit(value);
  }
}
