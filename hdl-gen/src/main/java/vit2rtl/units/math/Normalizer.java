package vit2rtl.units.math;

import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.UInt;

/**
 * Moves the leading one of a positive integer v to the top of a word, in steps of {@code granularity} bits:
 * <pre>
 *   shift = granularity · ⌊leading zeros of v / granularity⌋,   mantissa = v · 2^shift
 * </pre>
 * Three to four registered stages of at most four choices each, the coarsest first; one value per cycle. For v = 0 the
 * shift is the greatest and the mantissa 0.
 *
 * <p>{@code width} is padded to a multiple of the granularity at the top by whoever drives {@code value}; the mantissa
 * has {@code width} bits.
 */
public final class Normalizer extends Component {
  private final int width;
  private final int granularity;

  public final Bool valid = in("valid", Bool.bool());
  public final UInt value;
  public final Bool done = out("done", Bool.bool());
  public final UInt mantissa;
  /** shift / granularity. */
  public final UInt steps;

  public Normalizer(String name, int width, int granularity) {
    super(name);
    this.width = width;
    this.granularity = granularity;
    this.value = in("value", UInt.bits(width));
    this.mantissa = out("mantissa", UInt.bits(width));
    this.steps = out("steps", UInt.bits(2 * stages(width, granularity)));
  }

  /** Registered stages, which is the latency in cycles. */
  public static int stages(int width, int granularity) {
    int stages = 1;
    while (granularity << (2 * stages) < width) {
      stages++;
    }
    return stages;
  }

  @Override
  protected void build() {
    UInt v = value;
    Bool vValid = valid;
    UInt count = UInt.lit(0);
    int stages = stages(width, granularity);
    for (int stage = 0; stage < stages; stage++) {
      int step = granularity << (2 * (stages - 1 - stage));
      Bool none3 = topIsZero(v, 3 * step);
      Bool none2 = topIsZero(v, 2 * step);
      Bool none1 = topIsZero(v, step);
      UInt choice = name("choice_" + stage, none3.mux(UInt.lit(3), none2.mux(UInt.lit(2), none1.mux(UInt.lit(1),
          UInt.lit(0)))));
      UInt moved = none2.mux(none3.mux(left(v, 3 * step), left(v, 2 * step)), none1.mux(left(v, step), v));
      v = next("value_" + stage, moved);
      count = next("steps_" + stage, stage == 0 ? choice : count.concat(choice));
      vValid = next("valid_" + stage, vValid, 0);
    }
    mantissa.set(v);
    steps.set(count);
    done.set(vValid);
  }

  /** Whether the {@code n} top bits are zero; a shift by the whole width or more is never taken. */
  private Bool topIsZero(UInt v, int n) {
    return n >= width ? Bool.lit(false) : v.slice(width - 1, width - n).eq(0);
  }

  private UInt left(UInt v, int n) {
    return n >= width ? v : v.shl(n).truncate(width);
  }
}
