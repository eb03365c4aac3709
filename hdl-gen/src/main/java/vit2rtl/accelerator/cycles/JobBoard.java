package vit2rtl.accelerator.cycles;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import vit2rtl.accelerator.Economy;
import vit2rtl.accelerator.job.Job;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Unit;

/** What the parts share: the queues of jobs, which job every part has, how many are finished, and the cycle. */
final class JobBoard {
  /** Jobs that wait in front of a part. */
  private static final int QUEUE = 2;

  private final List<Deque<IssuedJob>> queues = new ArrayList<>();
  private final long[] given = new long[Unit.values().length];
  private final long[] finished = new long[Unit.values().length];
  private final IssuedJob[] current = new IssuedJob[Unit.values().length];
  private final long[] takenAt = new long[Unit.values().length];
  private final List<BusyInterval> intervals = new ArrayList<>();
  private final boolean direct;
  private boolean shown;
  private long cycle;

  /**
   * A board with empty queues.
   *
   * @param jobs whether jobs wait in queues, or in the dispatcher, which shows them to their parts
   */
  JobBoard(Economy.Jobs jobs) {
    this.direct = jobs == Economy.Jobs.DIRECT;
    for (int unit = 0; unit < Unit.values().length; unit++) {
      queues.add(new ArrayDeque<>());
    }
  }

  long cycle() {
    return cycle;
  }

  void nextCycle() {
    cycle++;
  }

  List<BusyInterval> intervals() {
    return List.copyOf(intervals);
  }

  long finished(Unit unit) {
    return finished[unit.ordinal()];
  }

  /** A part's job, or the last it had; null before the first. */
  IssuedJob current(Unit unit) {
    return current[unit.ordinal()];
  }

  Job job(Unit unit) {
    return current[unit.ordinal()].job();
  }

  /** The cycle in which a part took its job. */
  long takenAt(Unit unit) {
    return takenAt[unit.ordinal()];
  }

  /** The job that waits foremost, or null. */
  IssuedJob head(Unit unit) {
    return queues.get(unit.ordinal()).peek();
  }

  boolean hasSpace(Unit unit) {
    return queues.get(unit.ordinal()).size() < QUEUE;
  }

  /** Whether a part's next job is there and may begin. */
  boolean met(Unit unit) {
    IssuedJob head = head(unit);
    return head != null && firstUnmet(head) == null && (!direct || shown);
  }

  /** Whether the dispatcher shows the job that waits there in the next cycle. */
  void show(boolean next) {
    shown = next;
  }

  /** Jobs of a part that are given out and not finished. */
  boolean isOpen(Unit unit) {
    return given[unit.ordinal()] > finished[unit.ordinal()];
  }

  /** A part whose jobs a job still waits for, or null. */
  Unit firstUnmet(IssuedJob head) {
    for (Unit unit : Unit.values()) {
      if (finished[unit.ordinal()] < head.needs()[unit.ordinal()]) {
        return unit;
      }
    }
    return null;
  }

  /**
   * Puts a job into its part's queue.
   *
   * @param allowed of every part, how many of its jobs given out before may be unfinished when this one begins
   */
  void give(Job job, int index, int image, Map<Unit, Integer> allowed) {
    long[] needs = new long[finished.length];
    for (Unit unit : Unit.values()) {
      int open = allowed.get(unit);
      needs[unit.ordinal()] = open == JobFormat.ANY ? 0 : given[unit.ordinal()] - open;
    }
    queues.get(job.unit().ordinal()).add(new IssuedJob(job, index, image, needs));
    given[job.unit().ordinal()]++;
  }

  /** The first image's pixels are asked for by nobody: they are taken from the first cycle on. */
  void takeFirstPixels() {
    given[Unit.PIXELS.ordinal()] = 1;
    current[Unit.PIXELS.ordinal()] = new IssuedJob(null, -1, 0, null);
  }

  /** A part takes its next job in this cycle. */
  IssuedJob take(Unit unit) {
    current[unit.ordinal()] = queues.get(unit.ordinal()).remove();
    takenAt[unit.ordinal()] = cycle;
    return current[unit.ordinal()];
  }

  /** A part's present job ends in this cycle. */
  void end(Unit unit) {
    end(unit, current[unit.ordinal()], takenAt[unit.ordinal()]);
  }

  /** A part's job, taken in cycle {@code from}, ends in this cycle. */
  void end(Unit unit, IssuedJob which, long from) {
    finished[unit.ordinal()]++;
    if (which.index() >= 0) {
      intervals.add(new BusyInterval(unit, which.index(), which.image(), from, cycle + 1));
    }
  }
}
