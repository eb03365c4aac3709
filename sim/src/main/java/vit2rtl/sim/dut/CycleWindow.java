package vit2rtl.sim.dut;

/**
 * A span of cycles of one run, counted from its start.
 *
 * @param from  first cycle
 * @param count cycles, 0 for none
 */
public record CycleWindow(long from, int count) {
  /** No cycle. */
  public static final CycleWindow NONE = new CycleWindow(0, 0);

  /**
   * {@return the cycles around one}
   *
   * @param cycle  the one
   * @param before how many before it, from 0
   * @param after  how many after it, from 0
   */
  public static CycleWindow around(long cycle, int before, int after) {
    return new CycleWindow(Math.max(0, cycle - before), before + after + 1);
  }
}
