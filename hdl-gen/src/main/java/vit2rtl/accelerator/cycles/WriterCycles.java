package vit2rtl.accelerator.cycles;

import java.util.function.ToIntFunction;
import vit2rtl.accelerator.Economy;
import vit2rtl.accelerator.job.ConstantTable;
import vit2rtl.accelerator.job.DrainTarget;
import vit2rtl.accelerator.job.Job;
import vit2rtl.accelerator.job.Unit;

/**
 * The constant writer: gathers the beats of a word, then writes it, unless the drain writes the stream just then; without
 * queues of jobs a word is written with its last beat.
 */
final class WriterCycles {
  private final JobBoard board;
  private final TimedPart drain;
  private final ToIntFunction<Job> drainLatency;
  private final boolean direct;
  private boolean busy;
  private boolean pending;
  private boolean fillsStream;
  private long beats;
  private long wordBeats;
  private long wordsLeft;

  WriterCycles(JobBoard board, TimedPart drain, ToIntFunction<Job> drainLatency, Economy.Jobs jobs) {
    this.board = board;
    this.drain = drain;
    this.drainLatency = drainLatency;
    this.direct = jobs == Economy.Jobs.DIRECT;
  }

  boolean takes() {
    return !busy && board.met(Unit.CONSTANTS);
  }

  /** Whether a whole word is written in this cycle. */
  boolean writes() {
    return pending && !(fillsStream && drainWritesStream());
  }

  private boolean drainWritesStream() {
    return drain.isBusy() && board.job(Unit.DRAIN).field("target") == DrainTarget.STREAM.ordinal()
        && board.cycle() > board.takenAt(Unit.DRAIN) + drainLatency.applyAsInt(board.job(Unit.DRAIN));
  }

  /** Whether it takes a beat of the stream. */
  boolean ready() {
    return direct ? busy && !(fillsStream && drainWritesStream()) : busy && wordsLeft > 0 && (!pending || writes());
  }

  private void end() {
    busy = false;
    board.end(Unit.CONSTANTS);
  }

  void step(boolean beat, boolean writes, boolean takes) {
    if (writes) {
      pending = false;
      if (wordsLeft == 0) {
        end();
      }
    }
    if (beat && ++beats == wordBeats) {
      beats = 0;
      pending = !direct;
      wordsLeft--;
      if (direct && wordsLeft == 0) {
        end();
      }
    }
    if (takes) {
      board.take(Unit.CONSTANTS);
      busy = true;
      wordsLeft = board.job(Unit.CONSTANTS).field("words");
      wordBeats = board.job(Unit.CONSTANTS).field("wordBeats");
      fillsStream = board.job(Unit.CONSTANTS).field("table") == ConstantTable.STREAM.ordinal();
    }
  }
}
