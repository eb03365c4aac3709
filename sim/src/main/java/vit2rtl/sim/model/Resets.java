package vit2rtl.sim.model;

import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Reset;

/** The resets of a running model, each at its own active level. */
public final class Resets {
  private final Timeline timeline;
  private final PortValues ports;
  private final Runnable settled;

  /** {@code settled} is called when every reset has been held and is about to be released. */
  public Resets(Timeline timeline, PortValues ports, Runnable settled) {
    this.timeline = timeline;
    this.ports = ports;
    this.settled = settled;
  }

  /** Every reset holds until every running clock has had so many edges; whether there was anything to do. */
  public boolean all(long count) {
    if (count == 0 || timeline.clocks.stream().allMatch(clock -> clock.reset() == null)) {
      return false;
    }
    timeline.clocks.forEach(clock -> set(clock, Level.ASSERTED));
    long[] until = new long[timeline.clocks.size()];
    for (int i = 0; i < until.length; i++) {
      until[i] = timeline.cycles(i) + count;
    }
    for (int i = 0; i < until.length; i++) {
      boolean runs = !(timeline instanceof SeveralClocks several) || several.isRunning(i);
      if (runs && timeline.cycles(i) < until[i]) {
        timeline.step(i, until[i] - timeline.cycles(i));
      }
    }
    settled.run();
    timeline.clocks.forEach(clock -> set(clock, Level.RELEASED));
    return true;
  }

  /** Whether a reset resets. */
  public enum Level { ASSERTED, RELEASED }

  public void set(String clock, Level level) {
    ClockPort port = timeline.clocks.get(timeline.index(clock));
    if (port.reset() == null) {
      throw new IllegalArgumentException("clock " + clock + " has no reset");
    }
    set(port, level);
  }

  void set(ClockPort clock, Level level) {
    if (clock.reset() != null) {
      ports.poke(clock.reset(), value(clock, level));
    }
  }

  public static boolean isAsserted(ClockPort clock, PortValues ports) {
    return clock.reset() != null && ports.peek(clock.reset()) == value(clock, Level.ASSERTED);
  }

  private static int value(ClockPort clock, Level level) {
    return (clock.resetLevel() == Reset.Level.HIGH) == (level == Level.ASSERTED) ? 1 : 0;
  }
}
