package vit2rtl.accelerator.rtl;

import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.job.DrainMode;

/** Cycles that the parts of an accelerator take, as the cycle model needs them: read from the parts themselves. */
public final class Latencies {
  private Latencies() {}

  /** From the issue of a row in the engine to its sum being written. */
  public static int engine(AcceleratorConfig config) {
    return Engine.latency(config);
  }

  /** From the issue of a group in the drain to its write. */
  public static int drain(AcceleratorConfig config, DrainMode mode) {
    return Drain.latency(config, mode);
  }

  /** From the end of a job of the drain to the beginning of its next. */
  public static int drainRest(AcceleratorConfig config) {
    return Drain.rest(config);
  }

  /**
   * Cycles in which the drain issues the groups of a job.
   *
   * @param mode what the job does with its sums
   */
  public static long drainIssues(AcceleratorConfig config, DrainMode mode, long groups) {
    return Drain.issues(config, mode, groups);
  }

  /** From the first beat of attention codes of so many rows to the last write of their context. */
  public static long context(AcceleratorConfig config, long rows) {
    return AttentionStage.cycles(config, rows);
  }

  /** Whether the loader rests for a cycle when the engine has taken a tile. */
  public static boolean loaderRests(AcceleratorConfig config) {
    return Loader.wordStays(config);
  }
}
