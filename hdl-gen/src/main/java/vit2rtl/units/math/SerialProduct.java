package vit2rtl.units.math;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;

/**
 * The exact product of two signed integers of m and n bits, n ≤ m, by one adder, a bit of the narrower b per cycle:
 * <pre>
 *   product = Σ a·b_i·2^i − a·b_(n−1)·2^(n−1)
 * </pre>
 * Cycles are counted by {@code phase}, 0 to {@link Pace#cycles} − 1 over and over. b is taken in phase
 * cycles − 1 − n; a and b stay until the last phase, in which {@code product} is valid, before the clock edge.
 *
 * <p>No overflow: the upper part is never further from 0 than a, so a sum of it and a has one bit more than a.
 */
@Summary("The product of two signed integers by one adder, a bit of the narrower one per cycle.")
public final class SerialProduct extends Component {
  private final Pace pace;

  public final UInt phase;
  /** The wider operand. */
  public final SInt a;
  /** The narrower operand. */
  public final SInt b;
  public final SInt product;

  /**
   * A product whose narrower operand has fewer bits than a beat has cycles.
   *
   * @param pace  the unit's
   * @param aBits m
   * @param bBits n
   */
  public SerialProduct(Pace pace, int aBits, int bBits) {
    super("SerialProduct");
    if (bBits > aBits || bBits < 2 || bBits >= pace.cycles()) {
      throw new IllegalArgumentException(aBits + " by " + bBits + " bits in " + pace.cycles() + " cycles; allowed: the"
          + " wider first, two bits or more, and more cycles than the narrower has bits");
    }
    this.pace = pace;
    this.phase = in("phase", pace.phaseType());
    this.a = in("a", SInt.bits(aBits));
    this.b = in("b", SInt.bits(bBits));
    this.product = out("product", SInt.bits(aBits + bBits));
  }

  @Override
  protected void build() {
    int steps = b.width();
    Bool load = name("load", phase.eq(pace.cycles() - 1 - steps));
    Bool sign = name("sign", phase.eq(pace.cycles() - 1));
    SInt upper = reg("upper", SInt.bits(a.width()));
    UInt lower = reg("lower", UInt.bits(steps));
    Bool bit = name("bit_now", lower.bit(0));
    // −a is the inverse of a and one more, which comes in as the carry of a place below.
    SInt term = name("term", bit.mux(sign.mux(a.asBits().not().asSInt(), a), SInt.lit(0)).truncate(a.width()));
    UInt carry = bit.and(sign).asUInt();
    SInt sum = name("sum", upper.asBits().concat(Bits.lit(1, 1)).asSInt()
        .add(term.asBits().concat(carry.asBits()).asSInt()).shr(1));
    UInt rest = name("rest", lower.slice(steps - 1, 1));
    product.set(sum.asBits().concat(rest.asBits()).asSInt());
    lower.set(load.mux(b.asBits().asUInt(), sum.asBits().asUInt().bit(0).asUInt().concat(rest)));
    upper.set(sum.shr(1));
    when(load, () -> upper.set(SInt.lit(0)));
  }
}
