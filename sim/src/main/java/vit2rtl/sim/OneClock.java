package vit2rtl.sim;

import vit2rtl.hdl.rtl.RtlDesign;

/** One clock (or none): a matter of counting. */
final class OneClock extends Timeline {
  private long cycles;
  private long base;
  private long start;
  private long period = 1;
  private long phase;
  /** Time reached by {@link #advance}; a later edge is later. */
  private long reached;

  OneClock(RtlDesign design, SimOptions options, Model model) {
    super(model, design.clocks(), options.cycleLimit());
  }

  @Override
  long cycles() {
    return cycles;
  }

  @Override
  long cycles(int clock) {
    return cycles;
  }

  @Override
  long time() {
    long ticks = cycles - base;
    return ticks == 0 ? reached : Math.max(reached, start + phase + ticks * period);
  }

  @Override
  void periods(ClockPeriods periods) {
    for (ClockPeriods.Tick tick : periods.ticks()) {
      index(tick.clock());
      start = time();
      reached = start;
      base = cycles;
      period = tick.period();
      phase = tick.phase();
    }
  }

  @Override
  void step(long count) {
    model.check();
    requireCount(count, "cycles");
    if (count > Math.min(left(), CHUNK)) {
      stepInChunks(count);
      return;
    }
    cycles += count;
    model.step(count, cycles);
  }

  private void stepInChunks(long count) {
    for (long rest = count; rest > 0;) {
      long part = Math.min(rest, Math.min(left(), CHUNK));
      if (part == 0) {
        throw limitReached();
      }
      step(part);
      rest -= part;
    }
  }

  @Override
  void step(int clock, long count) {
    step(count);
  }

  @Override
  void advance(long duration) {
    requireCount(duration, "units of time");
    long until = time() + duration;
    long ticks = Math.max(0, (until - start - phase) / period);
    if (ticks > cycles - base) {
      step(ticks - (cycles - base));
    }
    reached = until;
  }

  @Override
  void streamed(long count) {
    cycles += count;
  }
}
