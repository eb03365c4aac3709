package vit2rtl.units.math;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.MultiplierStyle;

/**
 * Moves the leading one of a positive integer v to the top of a word, in steps of {@code granularity} bits:
 * <pre>
 *   steps = ⌊leading zeros of v / granularity⌋,   mantissa = the top bits of v · 2^(granularity·steps)
 * </pre>
 * One stage per two bits of {@code steps}, each a choice of one in four, the coarsest first; one value per cycle, never
 * stalling, latency {@link #stages}{@code .cycles()}. A v with its leading one further from the top than
 * {@code maxSteps} gives some mantissa.
 *
 * <p>A v that {@code stays} at the port for so many moves, the first of them with {@code valid}, needs fewer registers: a
 * choice that waits for later ones is taken that much later. Mantissa and steps then stay for {@code stays − stages + 1}
 * moves, at least one.
 */
@Summary("Moves the leading one of a positive integer to the top of a word, and says by how many steps.")
public final class Normalizer extends Paced {
  private final int width;
  private final int granularity;
  private final int stays;
  private final Stages stages;

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
    this(name, new Pace(MultiplierStyle.DSP, 1), width, granularity, maxSteps, mantissaBits, 1);
  }

  /**
   * One that moves at a pace.
   *
   * @param stays moves for which each v is at the port, at least 1
   */
  public Normalizer(String name, Pace pace, int width, int granularity, int maxSteps, int mantissaBits, int stays) {
    super(name, pace);
    this.stays = stays;
    this.width = width;
    this.granularity = granularity;
    this.stages = stages(maxSteps);
    this.value = in("value", UInt.bits(width));
    this.mantissa = out("mantissa", UInt.bits(mantissaBits));
    this.steps = out("steps", UInt.bits(2 * stages.cycles()));
  }

  /** From a value to its mantissa. */
  public static Stages stages(int maxSteps) {
    int cycles = 1;
    while (1 << (2 * cycles) <= maxSteps) {
      cycles++;
    }
    return Stages.of().then("normalise", cycles);
  }

  @Override
  protected void build() {
    Pipeline pipe = steady(stages);
    Staged<UInt> moved = pipe.start().value("value", value);
    List<Staged<UInt>> choices = new ArrayList<>();
    for (Stage stage = pipe.start(); choices.size() < stages.cycles(); stage = stage.next()) {
      int left = stages.cycles() - 1 - choices.size();
      int step = granularity << (2 * left);
      UInt v = moved.at(stage);
      Bool one = topIsZero(v, step);
      Bool two = topIsZero(v, 2 * step);
      Bool three = topIsZero(v, 3 * step);
      UInt choice = name("choice_" + left, two.asUInt().concat(one.and(two.not()).or(three).asUInt()));
      // Bits that later stages can still bring into the mantissa: they move up by less than four of their steps.
      int kept = Math.min(width, mantissa.width() + step - granularity);
      Bool high = choice.bit(1);
      Bool low = choice.bit(0);
      moved = stage.value("moved_" + left, high.mux(low.mux(top(v, 3 * step, kept), top(v, 2 * step, kept)),
          low.mux(top(v, step, kept), top(v, 0, kept))));
      // A v that stays gives the same choice when later ones are made.
      choices.add(stage.after(Math.min(left, stays - 1)).value("choice_" + left, choice));
    }
    done.set(pipe.start().flag("valid", valid).at(pipe.end()));
    mantissa.set(moved.at(pipe.end()));
    steps.set(choices.stream().map(choice -> choice.at(pipe.end())).reduce(UInt::concat).orElseThrow());
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
