package vit2rtl.accelerator.cycles;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import vit2rtl.accelerator.Economy;
import vit2rtl.accelerator.job.Unit;

/** The engine: a row per cycle for every tile of a job, and what it waits for where it issues none. */
final class EngineCycles {
  /** A job whose last row was issued, the cycle in which it was taken and that in which its sums are there. */
  private record Ending(IssuedJob job, long from, long at) {}

  private final JobBoard board;
  private final LoaderCycles loader;
  private final int latency;
  private final Economy.Jobs jobs;
  private final Deque<Ending> endings = new ArrayDeque<>();
  private final EngineWaits waits = new EngineWaits();
  private boolean running;
  private boolean between;
  private long row;
  private long rows;
  private long tile;
  private long tiles;

  EngineCycles(JobBoard board, LoaderCycles loader, int latency, Economy.Jobs jobs) {
    this.board = board;
    this.loader = loader;
    this.latency = latency;
    this.jobs = jobs;
  }

  /** What held it up, job by job. */
  List<EngineWait> waits() {
    return waits.jobs();
  }

  /** Whether its next job may begin, if a tile is there. */
  boolean met() {
    return (!running || row == rows - 1) && board.met(Unit.ENGINE);
  }

  /** Why no row would be issued in the next cycle; nothing where the tile has more rows. */
  Optional<Cause> cause() {
    return running && row < rows - 1 ? Optional.empty() : Optional.of(atTileEnd());
  }

  private Cause atTileEnd() {
    boolean moreTiles = running && tile < tiles - 1;
    if (!between && !moreTiles) {
      IssuedJob head = board.head(Unit.ENGINE);
      Unit unmet = head == null ? null : board.firstUnmet(head);
      if (head == null || unmet != null) {
        return head == null ? Cause.STREAM : Cause.of(unmet);
      }
    }
    if (loader.isFull() || loader.isBusy()) {
      return Cause.WEIGHTS;
    }
    IssuedJob load = board.head(Unit.LOADER);
    if (load == null) {
      return Cause.STREAM;
    }
    Unit unmet = board.firstUnmet(load);
    return unmet == null ? Cause.WEIGHTS : Cause.of(unmet);
  }

  /**
   * One cycle.
   *
   * @param met   as it was before the cycle
   * @param full  whether a tile waited before the cycle
   * @param cause as it was before the cycle
   */
  void step(boolean met, boolean full, Optional<Cause> cause) {
    if (!endings.isEmpty() && endings.peek().at() == board.cycle()) {
      Ending ended = endings.remove();
      board.end(Unit.ENGINE, ended.job(), ended.from());
    }
    boolean rowEnds = running && row == rows - 1;
    boolean jobEnds = rowEnds && tile == tiles - 1;
    boolean queued = jobs == Economy.Jobs.QUEUED;
    boolean begins = (!running && !between || jobEnds) && met && (full || !queued);
    boolean nextTile = (between || rowEnds && !jobEnds) && full;
    if (jobEnds) {
      IssuedJob ending = board.current(Unit.ENGINE);
      endings.add(new Ending(ending, board.takenAt(Unit.ENGINE), board.cycle() + latency));
      waits.end(ending.index(), ending.image());
    }
    if (running) {
      row++;
    }
    if (rowEnds) {
      running = false;
      between = !jobEnds;
    }
    if (begins) {
      tile = -1;
      rows = board.take(Unit.ENGINE).job().field("rows");
      tiles = board.job(Unit.ENGINE).field("tiles");
    }
    if (begins && !queued) {
      // Its first tile is waited for like every other.
      between = true;
    } else if (begins || nextTile) {
      tile++;
      running = true;
      between = false;
      row = 0;
      loader.tileTaken();
    }
    if (!running) {
      waits.add(cause.orElseThrow());
    }
  }
}
