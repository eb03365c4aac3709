package vit2rtl.accelerator.cycles;

import vit2rtl.accelerator.job.Unit;

/** The loader: a column of the next tile per cycle, out of the stream or out of the keys. */
final class LoaderCycles {
  private final JobBoard board;
  private final int columns;
  private final boolean rests;
  private boolean resting;
  private boolean busy;
  private boolean full;
  private int column;
  private long tilesLeft;
  private boolean keys;
  private boolean ended;

  /**
   * A loader without a job.
   *
   * @param rests it does nothing in the cycle behind the one in which a tile is taken
   */
  LoaderCycles(JobBoard board, int columns, boolean rests) {
    this.board = board;
    this.columns = columns;
    this.rests = rests;
  }

  boolean takes() {
    return !busy && board.met(Unit.LOADER);
  }

  /** Whether it takes a beat of the stream. */
  boolean ready() {
    return hasRoom() && !keys;
  }

  private boolean hasRoom() {
    return busy && !full && !resting;
  }

  boolean isBusy() {
    return busy;
  }

  /** Whether a tile waits for the engine. */
  boolean isFull() {
    return full;
  }

  void tileTaken() {
    full = false;
    resting = rests;
  }

  void step(boolean beat, boolean takes) {
    if (ended) {
      board.end(Unit.LOADER);
      ended = false;
    }
    boolean room = hasRoom();
    resting = false;
    if (room && (keys || beat)) {
      load();
    }
    if (takes) {
      board.take(Unit.LOADER);
      busy = true;
      tilesLeft = board.job(Unit.LOADER).field("tiles");
      keys = board.job(Unit.LOADER).field("keys") == 1;
    }
  }

  private void load() {
    column++;
    if (column == columns) {
      column = 0;
      full = true;
      if (--tilesLeft == 0) {
        busy = false;
        ended = true;
      }
    }
  }
}
