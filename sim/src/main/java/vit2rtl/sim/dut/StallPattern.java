package vit2rtl.sim.dut;

import vit2rtl.sim.tool.RequestException;

/**
 * When one side of a stream pauses. Decided anew each cycle in which the side is free to (a source that shows valid
 * keeps it until the transfer). What a source that pauses has on its other pins meanwhile is {@link Noise}. The random numbers are xorshift64*, seeded, the same on every machine.
 */
public sealed interface StallPattern {

  /** Never pauses. */
  record None() implements StallPattern {}

  /**
   * Pauses in a random share of cycles.
   *
   * @param seed    of the random numbers
   * @param percent 0…99 of the cycles are pauses
   */
  record Random(long seed, int percent) implements StallPattern {
    /**
     * Refuses shares outside 0…99.
     *
     * @param seed    of the random numbers
     * @param percent 0…99 of the cycles are pauses
     */
    public Random {
      checkPercent(percent);
    }
  }

  /**
   * Long runs of pause and of flow.
   *
   * @param seed    of the random numbers
   * @param longest 1…65535: runs last 1 to this many cycles
   */
  record Bursts(long seed, int longest) implements StallPattern {
    /**
     * Refuses runs outside 1…65535.
     *
     * @param seed    of the random numbers
     * @param longest 1…65535: runs last 1 to this many cycles
     */
    public Bursts {
      if (longest < 1 || longest > 65535) {
        throw new RequestException("bursts of up to " + longest + " cycles; allowed: 1 to 65535");
      }
    }
  }

  /**
   * Of a sink: ready only after a beat has been seen, for one beat at a time. AXI4-Stream allows it, so a design that
   * waits for ready before it offers a beat comes to a standstill.
   *
   * @param cycles that a beat waits, 1 to 65535
   */
  record AfterValid(int cycles) implements StallPattern {
    /**
     * Refuses other numbers of cycles.
     *
     * @param cycles that a beat waits, 1 to 65535
     */
    public AfterValid {
      checkCycles("a sink that takes a beat", cycles);
    }
  }

  /**
   * Pauses for so many cycles at first and never again: of a sink, so that everything in a design fills up.
   *
   * @param cycles of silence, 1 to 65535
   */
  record Late(int cycles) implements StallPattern {
    /**
     * Refuses other numbers of cycles.
     *
     * @param cycles of silence, 1 to 65535
     */
    public Late {
      checkCycles("a stream that begins", cycles);
    }
  }

  /** {@return a pattern without pauses} */
  static StallPattern none() {
    return new None();
  }

  private static void checkCycles(String who, int cycles) {
    if (cycles < 1 || cycles > 65535) {
      throw new RequestException(who + " after " + cycles + " cycles; allowed: 1 to 65535");
    }
  }

  private static void checkPercent(int percent) {
    if (percent < 0 || percent > 99) {
      throw new RequestException("stall share of " + percent + " percent; allowed: 0 to 99");
    }
  }
}
