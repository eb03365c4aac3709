package vit2rtl.sim;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.rtl.RtlDesign;

/**
 * Several clocks, scheduled natively in half units of time, so that half a period is a whole number. Waveforms count
 * the same half units.
 */
final class SeveralClocks extends Timeline {
  private static final int MOST = 64;
  /** Layout of runtime.h: the time, then per clock half a period, the next edge, edges so far, whether active. */
  private static final long FIRST = 8;
  private static final long STRIDE = 32;
  private static final long NEXT = 8;
  private static final long EDGES = 16;

  private final Pointer state;
  private final Memory want = new Memory(16);
  private final long ticksFunction;
  private final long untilFunction;
  private final long idleFunction;

  SeveralClocks(RtlDesign design, SimOptions options, Model model) {
    super(model, design.clocks(), options.cycleLimit());
    if (clocks.size() > MOST) {
      throw new InputException(design.topName() + " has " + clocks.size() + " clocks; allowed: up to " + MOST);
    }
    this.state = model.library().getFunction("vit_timeline").invokePointer(new Object[] {model.pointer()});
    this.ticksFunction = model.address("vit_ticks");
    this.untilFunction = model.address("vit_until");
    this.idleFunction = model.address("vit_idle");
    for (int clock = 0; clock < clocks.size(); clock++) {
      run(clock, 1, 0);
    }
  }

  private static long at(int clock) {
    return FIRST + STRIDE * clock;
  }

  /** Half units. */
  private long now() {
    return state.getLong(0);
  }

  private void run(int clock, long period, long phase) {
    state.setLong(at(clock), period);
    state.setLong(at(clock) + NEXT, now() + 2 * (phase + period));
  }

  @Override
  long cycles() {
    return cycles(0);
  }

  @Override
  long cycles(int clock) {
    return state.getLong(at(clock) + EDGES);
  }

  @Override
  long time() {
    return now() / 2;
  }

  @Override
  void periods(ClockPeriods periods) {
    model.check();
    periods.ticks().forEach(tick -> index(tick.clock()));
    for (int clock = 0; clock < clocks.size(); clock++) {
      state.setLong(at(clock), 0);
    }
    model.finish(model.call(idleFunction, 0), cycles());
    periods.ticks().forEach(tick -> run(index(tick.clock()), tick.period(), tick.phase()));
  }

  @Override
  void step(long count) {
    step(0, count);
  }

  @Override
  void step(int clock, long count) {
    requireCount(count, "cycles");
    requireRunning(clock);
    long rest = count;
    do {
      model.check();
      long part = Math.min(rest, CHUNK);
      part = clock == 0 ? Math.min(part, left()) : part;
      if (left() <= 0 && rest > 0) {
        throw limitReached();
      }
      want.setLong(0, clock);
      want.setLong(8, part);
      model.finish(model.call(ticksFunction, Pointer.nativeValue(want)), cycles());
      rest -= part;
    } while (rest > 0);
  }

  private void requireRunning(int clock) {
    if (!isRunning(clock)) {
      throw new IllegalArgumentException("clock " + clocks.get(clock).clock() + " of " + model.topName()
          + " stands still; give it a period with Simulation.clocks");
    }
  }

  boolean isRunning(int clock) {
    return state.getLong(at(clock)) > 0;
  }

  @Override
  void advance(long duration) {
    requireCount(duration, "units of time");
    model.check();
    model.finish(model.call(untilFunction, now() + 2 * duration), cycles());
    if (left() < 0) {
      throw limitReached();
    }
  }

  @Override
  long requireStreaming(long wanted) {
    requireRunning(0);
    return super.requireStreaming(wanted);
  }

  @Override
  void streamed(long count) {}
}
