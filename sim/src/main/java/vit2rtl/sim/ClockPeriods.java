package vit2rtl.sim;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.domain.ClockDomain;

/**
 * When the clocks of a design tick, in a unit of time of the user's choice: nanoseconds, or anything else that makes
 * the ratios right. A clock's active edges come at {@code phase + k · period} for k = 1, 2, …, counted from when the
 * simulation takes these periods on; half a period after each it goes back to its idle level. Clocks that are not named
 * stand still.
 *
 * @param ticks the clocks that run
 */
public record ClockPeriods(List<Tick> ticks) {
  /** Half periods must be whole numbers inside, and sums of periods must not overflow. */
  private static final long LONGEST = 1L << 40;

  /**
   * One clock.
   *
   * @param clock  name of its port
   * @param period 1…2^40
   * @param phase  0…2^40
   */
  public record Tick(String clock, long period, long phase) {
    public Tick {
      if (period < 1 || period > LONGEST || phase < 0 || phase > LONGEST) {
        throw new InputException("clock " + clock + " with a period of " + period + " and a phase of " + phase
            + "; allowed: periods 1 to 2^40, phases 0 to 2^40");
      }
    }
  }

  public ClockPeriods {
    ticks = List.copyOf(ticks);
    if (ticks.stream().map(Tick::clock).distinct().count() < ticks.size()) {
      throw new InputException("a clock has two periods among " + ticks + "; allowed: one each");
    }
  }

  public static ClockPeriods of(String clock, long period) {
    return of(clock, period, 0);
  }

  public static ClockPeriods of(String clock, long period, long phase) {
    return new ClockPeriods(List.of(new Tick(clock, period, phase)));
  }

  public static ClockPeriods of(ClockDomain domain, long period) {
    return of(domain.clock(), period);
  }

  public ClockPeriods and(String clock, long period) {
    return and(clock, period, 0);
  }

  public ClockPeriods and(String clock, long period, long phase) {
    List<Tick> more = new ArrayList<>(ticks);
    more.add(new Tick(clock, period, phase));
    return new ClockPeriods(more);
  }

  public ClockPeriods and(ClockDomain domain, long period) {
    return and(domain.clock(), period);
  }

  public ClockPeriods and(ClockDomain domain, long period, long phase) {
    return and(domain.clock(), period, phase);
  }
}
