package vit2rtl.sim.dut;

import vit2rtl.hdl.rtl.Port;

/**
 * What a source that pauses has on its other pins while it offers nothing: anything, as a design must not look there.
 * Random numbers within the ranges of the ports, the same as in batched runs (runtime.h).
 */
public final class Noise {
  private final StallPattern pattern;
  private long state;

  /**
   * The noise of a source, from its first cycle on.
   *
   * @param pattern of its pauses
   */
  public Noise(StallPattern pattern) {
    this.pattern = pattern;
    this.state = ~Stalls.firstState(pattern);
  }

  /** {@return whether there is any: a source that never pauses leaves its pins as they are} */
  public boolean isThere() {
    return !(pattern instanceof StallPattern.None);
  }

  private long next() {
    state = Stalls.following(state);
    return Stalls.drawn(state);
  }

  /** {@return what says that a beat is a row's last} */
  public boolean last() {
    return next() >>> 31 == 1;
  }

  /**
   * {@return an element}
   *
   * @param port of up to 64 bits that carries it
   */
  public long element(Port port) {
    long reach = port.max().subtract(port.min()).longValue();
    long drawn = next();
    long offset = reach >= 0 && reach < 1L << 32 ? drawn * (reach + 1) >>> 32
        : reach == -1 ? drawn << 32 | drawn : Long.remainderUnsigned(drawn << 32 | drawn, reach + 1);
    return port.min().longValue() + offset;
  }
}
