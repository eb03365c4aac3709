package vit2rtl.units.softmax;

import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.Record;
import vit2rtl.hdl.type.Type;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.math.Normalizer;

/** S of a row as {@link LogCode} needs it: S = 1.f · 2^position, so its leading one is not kept. */
final class RowSum extends Record {
  /** f, cut to what the codes can tell apart. */
  final UInt fraction;
  /** Whether the cut lost anything; left out where it loses nothing, or nobody asks. */
  final Opt<Bool> sticky;
  final UInt position;

  private RowSum(SoftmaxConfig config) {
    this.fraction = field(UInt.bits(LogCode.sumFractionBits(config)));
    this.sticky = Opt.when(LogCode.asksWhatIsLost(config), () -> field(Bool.bool()));
    this.position = field(UInt.bits(UInt.upTo(LogCode.sumBits(config) - 1).width()));
  }

  static Type<RowSum> type(SoftmaxConfig config) {
    return Record.type(() -> new RowSum(config));
  }

  /** Drives this with what a normaliser found in a whole S. */
  void take(Normalizer normalizer) {
    UInt whole = normalizer.mantissa;
    int lost = whole.width() - 1 - fraction.width();
    fraction.set((lost >= 0 ? whole.shr(lost) : whole.shl(-lost)).truncate(fraction.width()));
    sticky.ifPresent(bit -> bit.set(whole.slice(lost - 1, 0).ne(0)));
    position.set(UInt.lit(whole.width() - 1).sub(normalizer.steps).modulo(position.width()));
  }
}
