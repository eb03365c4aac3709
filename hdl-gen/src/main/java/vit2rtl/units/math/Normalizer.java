package vit2rtl.units.math;

import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.UInt;

/**
 * Moves the leading one of a positive integer v to the top of a word, in steps of {@code granularity} bits:
 * <pre>
 *   steps = ⌊leading zeros of v / granularity⌋,   mantissa = the top bits of v · 2^(granularity·steps)
 * </pre>
 * One registered stage per two bits of {@code steps}, each a choice of one in four, the coarsest first; one value per
 * cycle. A v with its leading one further from the top than {@code maxSteps} gives some mantissa.
 */
public final class Normalizer extends Component {
  private final int width;
  private final int granularity;
  private final int stages;

  public final Bool valid = in("valid", Bool.bool());
  public final UInt value;
  public final Bool done = out("done", Bool.bool());
  public final UInt mantissa;
  public final UInt steps;

  /**
   * @param width        bits of v
   * @param granularity  bits of a step
   * @param maxSteps     how far a v that matters can be from the top, at least 1
   * @param mantissaBits bits kept, at most {@code width}
   */
  public Normalizer(String name, int width, int granularity, int maxSteps, int mantissaBits) {
    super(name);
    this.width = width;
    this.granularity = granularity;
    this.stages = stages(maxSteps);
    this.value = in("value", UInt.bits(width));
    this.mantissa = out("mantissa", UInt.bits(mantissaBits));
    this.steps = out("steps", UInt.bits(2 * stages));
  }

  /** Registered stages, which is the latency in cycles. */
  public static int stages(int maxSteps) {
    int stages = 1;
    while (1 << (2 * stages) <= maxSteps) {
      stages++;
    }
    return stages;
  }

  @Override
  protected void build() {
    UInt v = value;
    Bool now = valid;
    UInt count = UInt.lit(0);
    for (int stage = 0; stage < stages; stage++) {
      int step = granularity << (2 * (stages - 1 - stage));
      // Bits that later stages can still bring into the mantissa: they move up by less than four of their steps.
      int kept = Math.min(width, mantissa.width() + step - granularity);
      Bool one = topIsZero(v, step);
      Bool two = topIsZero(v, 2 * step);
      Bool three = topIsZero(v, 3 * step);
      UInt choice = name("choice_" + stage, two.asUInt().concat(one.and(two.not()).or(three).asUInt()));
      UInt moved = choice.bit(1).mux(choice.bit(0).mux(top(v, 3 * step, kept), top(v, 2 * step, kept)),
          choice.bit(0).mux(top(v, step, kept), top(v, 0, kept)));
      v = next("value_" + stage, moved);
      count = next("steps_" + stage, stage == 0 ? choice : count.concat(choice));
      now = next("valid_" + stage, now, 0);
    }
    mantissa.set(v);
    steps.set(count);
    done.set(now);
  }

  /** Whether the {@code n} top bits are zero; a shift by the whole width or more is never taken. */
  private static Bool topIsZero(UInt v, int n) {
    return n >= v.width() ? Bool.lit(false) : v.slice(v.width() - 1, v.width() - n).eq(0);
  }

  /** The {@code kept} top bits after a shift by {@code n}, which is never taken when it would shift everything out. */
  private static UInt top(UInt v, int n, int kept) {
    if (n >= v.width()) {
      return UInt.lit(0);
    }
    int low = v.width() - n - kept;
    return low >= 0 ? v.slice(low + kept - 1, low) : v.slice(v.width() - n - 1, 0).shl(-low);
  }
}
