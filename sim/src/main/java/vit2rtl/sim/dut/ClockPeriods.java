package vit2rtl.sim.dut;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.domain.ClockDomain;
import vit2rtl.sim.tool.RequestException;

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
    /**
     * Refuses periods outside 1…2^40 and phases outside 0…2^40.
     *
     * @param clock  name of its port
     * @param period 1…2^40
     * @param phase  0…2^40
     */
    public Tick {
      if (period < 1 || period > LONGEST || phase < 0 || phase > LONGEST) {
        throw new RequestException("clock " + clock + " with a period of " + period + " and a phase of " + phase
            + "; allowed: periods 1 to 2^40, phases 0 to 2^40");
      }
    }
  }

  /**
   * Refuses two periods of one clock.
   *
   * @param ticks the clocks that run
   */
  public ClockPeriods {
    ticks = List.copyOf(ticks);
    if (ticks.stream().map(Tick::clock).distinct().count() < ticks.size()) {
      throw new RequestException("a clock has two periods among " + ticks + "; allowed: one each");
    }
  }

  /**
   * {@return one clock, of phase 0}
   *
   * @param clock  name of the clock port
   * @param period time from one active edge to the next, 1…2^40
   */
  public static ClockPeriods of(String clock, long period) {
    return of(clock, period, 0);
  }

  /**
   * {@return one clock}
   *
   * @param clock  name of the clock port
   * @param period time from one active edge to the next, 1…2^40
   * @param phase  how much later than without one its edges come, 0…2^40
   */
  public static ClockPeriods of(String clock, long period, long phase) {
    return new ClockPeriods(List.of(new Tick(clock, period, phase)));
  }

  /**
   * {@return one clock, of phase 0}
   *
   * @param domain a clock of the design
   * @param period time from one active edge to the next, 1…2^40
   */
  public static ClockPeriods of(ClockDomain domain, long period) {
    return of(domain.clock(), period);
  }

  /**
   * {@return these and one more clock, of phase 0}
   *
   * @param clock  name of the clock port
   * @param period time from one active edge to the next, 1…2^40
   */
  public ClockPeriods and(String clock, long period) {
    return and(clock, period, 0);
  }

  /**
   * {@return these and one more clock}
   *
   * @param clock  name of the clock port
   * @param period time from one active edge to the next, 1…2^40
   * @param phase  how much later than without one its edges come, 0…2^40
   */
  public ClockPeriods and(String clock, long period, long phase) {
    List<Tick> more = new ArrayList<>(ticks);
    more.add(new Tick(clock, period, phase));
    return new ClockPeriods(more);
  }

  /**
   * {@return these and one more clock, of phase 0}
   *
   * @param domain a clock of the design
   * @param period time from one active edge to the next, 1…2^40
   */
  public ClockPeriods and(ClockDomain domain, long period) {
    return and(domain.clock(), period);
  }

  /**
   * {@return these and one more clock}
   *
   * @param domain a clock of the design
   * @param period time from one active edge to the next, 1…2^40
   * @param phase  how much later than without one its edges come, 0…2^40
   */
  public ClockPeriods and(ClockDomain domain, long period, long phase) {
    return and(domain.clock(), period, phase);
  }
}
