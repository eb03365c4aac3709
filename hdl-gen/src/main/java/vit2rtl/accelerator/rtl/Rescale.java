package vit2rtl.accelerator.rtl;

import vit2rtl.accelerator.schedule.ColumnWord;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.SInt;
import vit2rtl.hdl.UInt;

/**
 * The product and the rounded shift of {@link Requantizer#rescale}, in four stages that never stall:
 * <pre>
 *   p = a·M
 *   v = ⌊2p / 2^s⌋                       the shift's upper three bits, then its lower three
 *   t = ⌊(v + 1)/2⌋ = ⌊(p + 2^(s−1)) / 2^s⌋        s = 0: t = p
 * </pre>
 * Multiplier and shift come with the value. p has 16 bits more than a, 2p one more; shifts to the right take nothing
 * that is needed.
 */
final class Rescale extends Component {
  /** Cycles from the value to the result. */
  static final int LATENCY = 4;

  final SInt value;
  final UInt multiplier = in("multiplier", UInt.bits(Requantizer.MULTIPLIER_BITS));
  final UInt shift = in("shift", UInt.bits(ColumnWord.SHIFT_BITS));
  final SInt rescaled;

  Rescale(int bits) {
    super("Rescale" + bits);
    this.value = in("value", SInt.bits(bits));
    this.rescaled = out("rescaled", SInt.bits(bits + Requantizer.MULTIPLIER_BITS));
  }

  @Override
  protected void build() {
    SInt product = next("product", value.mul(multiplier));
    UInt shiftThere = next("shift_1", shift);
    SInt coarse = next("coarse", product.shl(1).shr(shiftThere.slice(ColumnWord.SHIFT_BITS - 1, 3).shl(3)));
    UInt rest = next("shift_2", shiftThere.slice(2, 0));
    SInt fine = next("fine", coarse.shr(rest));
    rescaled.set(next("rounded", fine.add(1).shr(1).truncate(rescaled.width())));
  }

  /** The value nearest to the given one in bounds of a job. */
  static SInt saturate(SInt value, SInt low, SInt high) {
    return value.lt(low).mux(low, value.gt(high).mux(high, value).truncate(high.width()));
  }
}
