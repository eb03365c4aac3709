package vit2rtl.accelerator.cycles;

import java.util.Map;

/**
 * Cycles in which the engine issued no row, from the last row of one of its jobs to the last row of the next. Together
 * with the rows of the job they are all cycles in between.
 *
 * @param job    index in the program of the job that had to wait
 * @param image  which image
 * @param cycles by what the engine waited for; causes that did not occur are left out
 */
public record EngineWait(int job, int image, Map<Cause, Long> cycles) {

  public EngineWait {
    cycles = Map.copyOf(cycles);
  }
}
