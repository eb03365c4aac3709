package vit2rtl.sim;

import java.util.List;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.RtlDesign;

/** A simulation's clocks and time, and the limit on its cycles. */
abstract sealed class Timeline permits OneClock, SeveralClocks {
  /** A native call runs at most so many cycles, so that a watchdog is heard. */
  static final long CHUNK = 1L << 20;

  final Model model;
  final List<ClockPort> clocks;
  private final long limit;

  Timeline(Model model, List<ClockPort> clocks, long limit) {
    this.model = model;
    this.clocks = clocks;
    this.limit = limit;
  }

  static Timeline of(RtlDesign design, SimOptions options, Model model) {
    return design.clocks().size() > 1
        ? new SeveralClocks(design, options, model)
        : new OneClock(design, options, model);
  }

  /** Active edges of the main clock so far. */
  abstract long cycles();

  /** Active edges of a clock so far. */
  abstract long cycles(int clock);

  abstract long time();

  abstract void periods(ClockPeriods periods);

  /** Goes on until the main clock has had so many more active edges. */
  abstract void step(long count);

  /** Goes on until a clock has had so many more active edges. */
  abstract void step(int clock, long count);

  /** Goes on for so long. */
  abstract void advance(long duration);

  /** How many cycles a batched run may take; it ends with {@link #streamed}. */
  long requireStreaming(long wanted) {
    model.check();
    long left = limit - cycles();
    if (left <= 0) {
      throw limitReached();
    }
    return Math.min(wanted, left);
  }

  abstract void streamed(long count);

  /** Number of a clock by the name of its port. */
  int index(String clock) {
    for (int i = 0; i < clocks.size(); i++) {
      if (clocks.get(i).clock().equals(clock)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no clock '" + clock + "'; " + model.topName() + " has "
        + clocks.stream().map(ClockPort::clock).toList());
  }

  final long left() {
    return limit - cycles();
  }

  final SimulationException limitReached() {
    return new SimulationException(model.topName() + ": the limit of " + limit + " cycles is reached; a run that needs"
        + " more opens the simulation with a greater SimOptions.withCycleLimit");
  }

  static void requireCount(long count, String unit) {
    if (count < 0) {
      throw new IllegalArgumentException("a step of " + count + " " + unit + "; allowed: 0 or more");
    }
  }
}
