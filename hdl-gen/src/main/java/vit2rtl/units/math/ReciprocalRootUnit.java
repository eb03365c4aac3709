package vit2rtl.units.math;

import vit2rtl.golden.layernorm.ReciprocalRoot;
import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.UInt;

/**
 * r = 2R + 1 with R the greatest integer below 2^25/√m, by a restoring digit recurrence from the highest digit down
 * ({@link ReciprocalRoot} is the definition). With ρ the digits of R found so far and i the position of the next,
 * <pre>
 *   w = (2^50 − (2^(i+1)·ρ)²·m) / 4^i        what is left, an integer &gt; 0
 *   b = 4·ρ·m + m                            what digit 1 takes
 *   digit = w &gt; b,   w ← 4·(w − digit·b),   b ← 2·b − m + 4·digit·m
 * </pre>
 * The highest digit is always 1 (m &lt; 2^20), so the recurrence starts behind it, at i = 14, with b = 5·m and
 * w = 4·(2^20 − m).
 *
 * <p>No overflow: R ≤ 2^25/√m gives ρ·m &lt; 2^25·√m/2^(i+1) ≤ 2^34, so b &lt; 2^37; and since one more unit in the last
 * digit of ρ would be too much, w ≤ 4·(2·ρ·m + m) &lt; 2^38.
 *
 * <p>{@code root} and {@code done} come {@link #latency} cycles after {@code valid}; {@code tag} travels along and is out
 * with {@code early}, {@code lead} cycles before {@code done}. ITERATIVE: one value per {@code latency} cycles;
 * PIPELINED: one per cycle.
 */
public final class ReciprocalRootUnit extends Component {
  private static final int WIDTH = 38;
  private static final int MANTISSA = ReciprocalRoot.MANTISSA_BITS;
  private static final int DIGITS = ReciprocalRoot.ROOT_BITS - 1;

  /** Shape of the recurrence. */
  public enum Shape { ITERATIVE, PIPELINED }

  private final Shape shape;
  private final int digitsPerCycle;
  private final int lead;

  public final Bool valid = in("valid", Bool.bool());
  public final UInt mantissa = in("mantissa", UInt.bits(MANTISSA));
  public final UInt tag;
  public final Bool early = out("early", Bool.bool());
  public final UInt earlyTag;
  public final Bool done = out("done", Bool.bool());
  public final UInt root = out("root", UInt.bits(ReciprocalRoot.ROOT_BITS + 1));

  /** State of the recurrence between two digits. */
  private record State(UInt m, UInt w, UInt b, UInt digits) {}

  public ReciprocalRootUnit(Shape shape, int digitsPerCycle, int tagBits, int lead) {
    super("ReciprocalRoot");
    this.shape = shape;
    this.digitsPerCycle = digitsPerCycle;
    this.lead = lead;
    this.tag = in("tag", UInt.bits(tagBits));
    this.earlyTag = out("early_tag", UInt.bits(tagBits));
  }

  /** Cycles from {@code valid} to {@code done}. */
  public static int latency(int digitsPerCycle) {
    return (DIGITS + digitsPerCycle - 1) / digitsPerCycle + 1;
  }

  @Override
  protected void build() {
    switch (shape) {
      case ITERATIVE -> iterate();
      case PIPELINED -> unroll();
    }
  }

  private State start() {
    UInt m = mantissa;
    UInt w = UInt.lit(1 << MANTISSA).sub(m).modulo(MANTISSA + 1).shl(2);
    return new State(m, w, m.mul(5), UInt.lit(1));
  }

  private void iterate() {
    int cycles = latency(digitsPerCycle) - 1;
    State first = start();
    UInt m = next(valid, "m", mantissa);
    UInt held = next(valid, "tag_held", tag);
    UInt w = reg("w", UInt.bits(WIDTH));
    UInt b = reg("b", UInt.bits(WIDTH));
    UInt digits = reg("digits", UInt.bits(1 + cycles * digitsPerCycle));
    UInt count = reg("count", UInt.bits(UInt.upTo(cycles).width()), 0);
    Bool busy = name("busy", count.ne(0));
    State state = digits(new State(m, w, b, digits), digitsPerCycle, "");
    when(busy, () -> count.set(count.sub(1).modulo(count.width())));
    w.set(state.w());
    b.set(state.b());
    digits.set(state.digits().truncate(digits.width()));
    when(valid, () -> {
      w.set(first.w());
      b.set(first.b());
      digits.set(first.digits());
      count.set(UInt.lit(cycles));
    });
    deliver(next("done_now", count.eq(1), 0), digits, cycles);
    early.set(lead == 0 ? done : lead == cycles + 1 ? valid : count.eq(lead));
    earlyTag.set(lead == cycles + 1 ? tag : held);
  }

  private void unroll() {
    int cycles = latency(digitsPerCycle) - 1;
    State state = start();
    Bool now = valid;
    UInt travelling = tag;
    for (int cycle = cycles + 1; cycle >= 0; cycle--) {
      if (cycle == lead) {
        early.set(now);
        earlyTag.set(travelling);
      }
      if (cycle > 0) {
        if (cycle <= cycles) {
          state = digits(state, digitsPerCycle, "_" + cycle);
        }
        state = new State(next("m_" + cycle, state.m()), next("w_" + cycle, state.w()), next("b_" + cycle, state.b()),
            next("digits_" + cycle, state.digits()));
        now = next("valid_" + cycle, now, 0);
        travelling = next("tag_" + cycle, travelling);
      }
    }
    deliver(now, state.digits(), cycles);
  }

  /** Too many digits are found when the digits per cycle do not divide them: the surplus is cut off. */
  private void deliver(Bool now, UInt digits, int cycles) {
    int surplus = cycles * digitsPerCycle - DIGITS;
    done.set(now);
    root.set(digits.shr(surplus).truncate(ReciprocalRoot.ROOT_BITS).concat(UInt.lit(1)));
  }

  private State digits(State state, int n, String suffix) {
    State s = state;
    for (int i = 0; i < n; i++) {
      s = digit(s, i + suffix);
    }
    return s;
  }

  private State digit(State s, String suffix) {
    Bool digit = name("digit_" + suffix, s.w().gt(s.b()));
    UInt rest = digit.mux(s.w().subtractModulo(s.b(), WIDTH), s.w());
    UInt next = s.b().shl(1).sub(s.m()).modulo(WIDTH).add(digit.mux(s.m().shl(2), UInt.lit(0)));
    return new State(s.m(), rest.shl(2).truncate(WIDTH), next.truncate(WIDTH), s.digits().concat(digit.asUInt()));
  }
}
