package vit2rtl.accelerator.rtl;

import vit2rtl.accelerator.Formats;
import vit2rtl.accelerator.schedule.ColumnWord;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Mem;
import vit2rtl.hdl.SInt;
import vit2rtl.hdl.UInt;

/**
 * One lane of the drain, from a sum of the engine to a code, or to the new residual:
 * <pre>
 *   a = sum + bias                                  cycle 1
 *   p = a·M                                         2
 *   v = ⌊2p / 2^s⌋                                  3, 4: coarse and fine part of the shift
 *   t = ⌊(v + 1)/2⌋ = ⌊(p + 2^(s−1)) / 2^s⌋          5      (s = 0: t = p)
 *   y = saturate(t + zp), or saturate(t + residual) 6
 *   g = table[y − low]                              7
 *   h = ⌊2g / 2^t_c⌋                                8
 *   z = saturate(⌊(h + 1)/2⌋ + zp')                 9
 * </pre>
 * as {@link Requantizer}, {@link vit2rtl.golden.ops.WideAdd} and {@link vit2rtl.golden.ops.GeluTable} define it. Nothing
 * stalls; the bounds and zero points of a job stay while it is inside.
 *
 * <p><b>Widths.</b> a fits the accumulator, modulo arithmetic before it does no harm; p has 16 bits more; 2p one more,
 * and a shift by up to 47 to the right takes none away from what is needed.
 */
final class DrainLane extends Component {
  /** Cycles from the sum to {@code active}; {@code code} comes with it. */
  static final int LATENCY = 9;
  /** Cycles from the sum to y. */
  static final int CODE_AT = 6;
  static final int GELU_BITS = 18;

  private final Formats formats;

  final SInt sum;
  final SInt bias;
  final UInt multiplier = in("multiplier", UInt.bits(Requantizer.MULTIPLIER_BITS));
  final UInt shift = in("shift", UInt.bits(ColumnWord.SHIFT_BITS));
  final UInt geluShift = in("gelu_shift", UInt.bits(ColumnWord.GELU_SHIFT_BITS));
  /** In the cycle in which t is added: the residual, or 0. */
  final SInt residual;
  final SInt zero;
  final SInt low;
  final SInt high;
  final UInt geluBank = in("gelu_bank", UInt.bits(1));
  final SInt activeZero;
  final SInt activeLow;
  final SInt activeHigh;
  final Bool tableWrite = in("table_write", Bool.bool());
  final UInt tableAddress;
  final SInt tableEntry = in("table_entry", SInt.bits(GELU_BITS));
  /** a, one cycle after the sum. */
  final SInt total;
  /** y, {@link #LATENCY} cycles after the sum. */
  final SInt code;
  /** z. */
  final SInt active;

  DrainLane(Formats formats, int valueBits, int activeBits) {
    super("DrainLane");
    this.formats = formats;
    this.sum = in("sum", SInt.bits(formats.accumulatorBits()));
    this.bias = in("bias", sum.type());
    this.residual = in("residual", SInt.bits(formats.stream().bits()));
    this.zero = in("zero", SInt.bits(valueBits));
    this.low = in("low", SInt.bits(valueBits));
    this.high = in("high", SInt.bits(valueBits));
    this.activeZero = in("active_zero", SInt.bits(activeBits));
    this.activeLow = in("active_low", SInt.bits(activeBits));
    this.activeHigh = in("active_high", SInt.bits(activeBits));
    this.tableAddress = in("table_address", UInt.bits(formats.geluBits() + 1));
    this.total = out("total", sum.type());
    this.code = out("code", SInt.bits(valueBits));
    this.active = out("active", SInt.bits(activeBits));
  }

  @Override
  protected void build() {
    SInt a = next("a", sum.add(bias).truncate(sum.width()));
    total.set(a);
    Rescale rescale = instance("rescale", () -> new Rescale(sum.width()));
    rescale.value.set(a);
    rescale.multiplier.set(next("multiplier_1", multiplier));
    rescale.shift.set(next("shift_1", shift));
    SInt y = next("y", Rescale.saturate(rescale.rescaled.add(residual).add(zero), low, high));

    UInt gelu = geluShift;
    for (int cycle = 1; cycle <= CODE_AT + 1; cycle++) {
      gelu = next("gelu_shift_" + cycle, gelu);
    }
    Mem<SInt> table = mem("gelu", SInt.bits(GELU_BITS), 2 << formats.geluBits());
    table.write(tableAddress, tableEntry, tableWrite);
    UInt index = name("index", geluBank.concat(y.sub(low).modulo(formats.geluBits())));
    SInt entry = name("entry", table.readSync(index, Bool.lit(true)));
    SInt halves = next("halves", entry.shl(1).shr(gelu));
    active.set(next("z", Rescale.saturate(halves.add(1).shr(1).add(activeZero), activeLow, activeHigh)));
    SInt late = y;
    for (int cycle = CODE_AT + 1; cycle <= LATENCY; cycle++) {
      late = next("y_" + cycle, late);
    }
    code.set(late);
  }
}
