package vit2rtl.sim.dut;

/**
 * A span of cycles of one run, counted from its start.
 *
 * @param from  first cycle
 * @param count cycles, 0 for none
 */
public record CycleWindow(long from, int count) {
  public static final CycleWindow NONE = new CycleWindow(0, 0);

  /** The cycles around one. */
  public static CycleWindow around(long cycle, int before, int after) {
    return new CycleWindow(Math.max(0, cycle - before), before + after + 1);
  }
}
