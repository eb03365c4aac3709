package vit2rtl.units.context;

import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.ops.ShiftAccumulate;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.requantize.RequantizeFormat;

/**
 * {@link ContextUnit} with one element per cycle, and its accumulators rescaled, both by one adder, a bit of the
 * multiplier per cycle:
 * <pre>
 *   base √2    a = E + ⌊(O·46341 + 2^15) / 2^16⌋          16 cycles, and two
 *   base 2     a = E                                       two cycles
 *              t = ⌊(⌊2·a·M / 2^s⌋ + 1) / 2⌋              16 cycles, the format's range of shifts, and one
 * </pre>
 * M and s are read in cycles after {@code taken}, and stay until the next; {@code sum} comes with {@code sum_valid},
 * {@code result} with {@code done}. Sums of the next element wait, and the passes with them, until those before are
 * through: an element takes max(B + 1, {@link #cycles}) cycles, one of the B + 1 to clear the sums.
 *
 * <p>No overflow: a multiplier has 16 bits, so the upper part of a product is never further from 0 than the other operand.
 */
@Summary("Attention times values for logarithmic codes, rescaled, by one adder, an element at a time.")
public final class CodedContextUnit extends ContextPasses {
  private static final int BITS = Requantizer.MULTIPLIER_BITS;

  private final RequantizeFormat format;

  public final UInt multiplier = in("multiplier", UInt.bits(BITS));
  public final UInt shift;
  /** Sums begin to be rescaled, and are the last of their row. */
  public final Bool taken = out("taken", Bool.bool());
  public final Bool takenLast = out("taken_last", Bool.bool());
  public final Bool sumValid = out("sum_valid", Bool.bool());
  public final SInt sum;
  public final Bool done = out("done", Bool.bool());
  public final Bool doneLast = out("done_last", Bool.bool());
  public final SInt result;

  /**
   * A unit whose values have one lane, a code a beat.
   *
   * @param format range of accumulators, and of shifts
   */
  public CodedContextUnit(ContextConfig config, RequantizeFormat format) {
    super("CodedContext", config);
    if (config.lanes() != 1 || config.codeLanes() != 1) {
      throw new IllegalArgumentException(config.lanes() + " elements and " + config.codeLanes()
          + " codes per cycle; allowed: one of each");
    }
    this.format = format;
    this.shift = in("shift", format.shiftType());
    this.sum = out("sum", config.accumulatorType());
    this.result = out("result", SInt.bits(format.resultType().width()));
  }

  /** Cycles that an element takes in the adder. */
  public static int cycles(ContextConfig config, RequantizeFormat format) {
    return (config.halfSteps() ? BITS : 0) + 2 + BITS + places(format) + 1;
  }

  /** Cycles from the first beat of a row's codes to its first result, nobody stalling. */
  public static int latency(ContextConfig config, RequantizeFormat format) {
    return config.beats() - 1 + CodeReplay.latency(config) + stages(config).cycles() + cycles(config, format) + 1;
  }

  /** Cycles from an element's result to the next. */
  public static int interval(ContextConfig config, RequantizeFormat format) {
    return Math.max(config.beats() + 1, cycles(config, format));
  }

  private static int places(RequantizeFormat format) {
    return format.maxShift() - format.minShift();
  }

  @Override
  protected void build() {
    Bool rooting = reg("rooting", Bool.bool(), 0);
    Bool joins = reg("joins", Bool.bool(), 0);
    Bool joined = next("joined", joins, 0);
    Bool scaling = reg("scaling", Bool.bool(), 0);
    Bool moving = reg("descending", Bool.bool(), 0);
    Bool rounds = reg("rounds", Bool.bool(), 0);
    UInt count = reg("count", UInt.bits(UInt.upTo(Math.max(BITS, places(format))).width()));
    Bool free = name("free", rooting.or(joins).or(joined).or(scaling).or(moving).not());
    Bool advance = wire("advance", Bool.bool());
    Bool takes = wire("takes", Bool.bool());
    Sums sums = passes(Opt.when(true, () -> advance), Opt.when(true, () -> takes));
    Bool cleared = next("cleared", takes, 0);
    advance.set(sums.complete().not().or(cleared));
    takes.set(sums.complete().and(cleared.not()).and(free));
    taken.set(takes);
    takenLast.set(sums.closing());

    int sumBits = Math.max(sum.width(), config.sumType().width());
    SInt factor = reg("factor", SInt.bits(sumBits));
    SInt even = next(takes, "even", sums.even().get(0));
    SInt upper = reg("upper", SInt.bits(sumBits + 1));
    UInt lower = reg("lower", UInt.bits(BITS));
    UInt below = reg("below", UInt.bits(1));
    Bool multiplies = name("multiplies", rooting.or(scaling));
    Bool lastBit = name("last_bit", count.eq(BITS - 1));
    Bool half = name("half", rooting.and(lastBit));
    SInt term = name("term", joins.mux(even, multiplies.and(lower.bit(0)).mux(factor, SInt.lit(0))));
    // The half comes in as the carry of a place below.
    SInt total = name("adds", upper.asBits().concat(Bits.lit(1, 1)).asSInt()
        .add(term.asBits().concat(half.asUInt().asBits()).asSInt()).shr(1));
    when(multiplies.or(joins).or(moving.and(count.lt(shift.sub(format.minShift()).modulo(shift.width())))), () -> {
      upper.set(total.shr(1).truncate(upper.width()));
      lower.set(total.asBits().asUInt().bit(0).asUInt().concat(lower.slice(BITS - 1, 1)));
      below.set(moving.and(lower.bit(0)).asUInt());
    });
    // All that comes of the adder goes to one register, so each of its bits and that of the register are one cell.
    when(joined, () -> {
      factor.set(upper.asBits().concat(lower.bit(BITS - 1).asUInt().asBits()).asSInt().truncate(sumBits));
      upper.set(SInt.lit(0));
      lower.set(multiplier);
    });
    when(takes, () -> {
      factor.set(config.halfSteps() ? sums.odd().get(0) : sums.even().get(0));
      upper.set(SInt.lit(0));
      lower.set(UInt.lit(ShiftAccumulate.INVERSE_ROOT).truncate(BITS));
    });
    walk(takes, lastBit, count, rooting, joins, joined, scaling, moving, rounds);

    sumValid.set(next("sum_there", joined, 0));
    sum.set(factor.truncate(sum.width()));
    SInt shifted = upper.asBits().concat(lower.asBits()).concat(below.asBits()).asSInt().shr(format.minShift());
    result.set(next(rounds, "result_now", shifted.add(1).shr(1).truncate(result.width())));
    done.set(next("done_now", rounds, 0));
    Bool closes = next(takes, "closes", sums.closing());
    doneLast.set(next(rounds, "done_last_now", closes));
  }

  /** From one piece of work to the next. */
  private void walk(Bool takes, Bool lastBit, UInt count, Bool rooting, Bool joins, Bool joined, Bool scaling,
      Bool moving, Bool rounds) {
    Bool rooted = name("rooted", rooting.and(lastBit));
    Bool scaled = name("scaled", scaling.and(lastBit));
    boolean moves = places(format) > 0;
    Bool moved = moves ? name("descended", moving.and(count.eq(places(format) - 1))) : Bool.lit(false);
    joins.set(config.halfSteps() ? rooted : takes);
    rooting.set(config.halfSteps() ? takes.or(rooting.and(rooted.not())) : Bool.lit(false));
    scaling.set(joined.or(scaling.and(scaled.not())));
    moving.set(moves ? scaled.or(moving.and(moved.not())) : Bool.lit(false));
    rounds.set(moves ? moved : scaled);
    count.set(takes.or(rooted).or(joined).or(scaled).mux(UInt.lit(0), count.add(1).truncate(count.width())));
  }
}
