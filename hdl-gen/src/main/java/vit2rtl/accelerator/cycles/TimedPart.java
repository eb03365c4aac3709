package vit2rtl.accelerator.cycles;

import java.util.function.ToLongFunction;
import vit2rtl.accelerator.job.Job;
import vit2rtl.accelerator.job.Unit;

/** A part that nobody holds up: when it is done, and when it is free again, is known when it begins. */
final class TimedPart {
  private static final long NEVER = Long.MAX_VALUE / 2;

  private final JobBoard board;
  private final Unit unit;
  private final int rest;
  private final ToLongFunction<Job> length;
  private long doneAt = NEVER;
  private long freeAt;

  /**
   * A part that is free so far.
   *
   * @param rest   cycles after the end of a job before it can take the next
   * @param length cycles from taking a job to its end
   */
  TimedPart(JobBoard board, Unit unit, int rest, ToLongFunction<Job> length) {
    this.board = board;
    this.unit = unit;
    this.rest = rest;
    this.length = length;
  }

  /** With its first job already taken. */
  TimedPart begun(long until) {
    doneAt = until;
    freeAt = until;
    return this;
  }

  boolean takes() {
    return board.cycle() >= freeAt && board.met(unit);
  }

  /** Whether a job is under way, its last cycle included. */
  boolean isBusy() {
    return doneAt != NEVER;
  }

  void step(boolean takes) {
    if (doneAt == board.cycle()) {
      board.end(unit);
      doneAt = NEVER;
    }
    if (takes) {
      doneAt = board.cycle() + length.applyAsLong(board.take(unit).job());
      freeAt = doneAt + rest;
    }
  }
}
