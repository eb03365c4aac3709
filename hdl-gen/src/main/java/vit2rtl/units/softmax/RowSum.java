package vit2rtl.units.softmax;

import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Record;
import vit2rtl.hdl.type.Type;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.math.Normalizer;

/** S of a row as {@link LogCode} needs it: S = 1.f · 2^position. */
final class RowSum extends Record {
  /** 1.f, leading one on top, cut to what the codes can tell apart. */
  final UInt mantissa;
  /** Whether the cut lost anything. */
  final Bool sticky = field(Bool.bool());
  final UInt position;

  private RowSum(SoftmaxConfig config) {
    this.mantissa = field(UInt.bits(LogCode.sumMantissaBits(config)));
    this.position = field(UInt.bits(UInt.upTo(LogCode.sumBits(config) - 1).width()));
  }

  static Type<RowSum> type(SoftmaxConfig config) {
    return Record.type(() -> new RowSum(config));
  }

  /** Drives this with what a normaliser found in a whole S. */
  void take(Normalizer normalizer) {
    UInt whole = normalizer.mantissa;
    int lost = whole.width() - mantissa.width();
    mantissa.set(lost >= 0 ? whole.shr(lost) : whole.shl(-lost));
    sticky.set(lost > 0 ? whole.slice(lost - 1, 0).ne(0) : Bool.lit(false));
    position.set(UInt.lit(whole.width() - 1).sub(normalizer.steps).modulo(position.width()));
  }
}
