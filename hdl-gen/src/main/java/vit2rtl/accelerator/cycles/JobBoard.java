package vit2rtl.accelerator.cycles;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Economy;
import vit2rtl.accelerator.job.Job;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Unit;

/** What the parts share: the queues of jobs, which job every part has, how many are finished, and the cycle. */
final class JobBoard {
  private final boolean far;
  private final List<WaitingJobs> queues = new ArrayList<>();
  private final long[] given = new long[Unit.values().length];
  private final long[] finished = new long[Unit.values().length];
  /** Ends that the queues know of: far from the parts they see them a cycle later. */
  private long[] seen;
  private long[] endedBefore;
  private final IssuedJob[] current = new IssuedJob[Unit.values().length];
  private final long[] takenAt = new long[Unit.values().length];
  private final List<BusyInterval> intervals = new ArrayList<>();
  private final boolean direct;
  private boolean shown;
  private long cycle;

  /** A board with empty queues; jobs wait in them, or in the dispatcher, which shows them to their parts. */
  JobBoard(AcceleratorConfig config) {
    this.direct = config.economy().jobs() == Economy.Jobs.DIRECT;
    this.far = config.isFar();
    this.seen = far ? finished.clone() : finished;
    this.endedBefore = seen;
    boolean relayed = far && !direct;
    for (int unit = 0; unit < Unit.values().length; unit++) {
      queues.add(relayed ? new WaitingJobs.Far() : new WaitingJobs.Near());
    }
  }

  long cycle() {
    return cycle;
  }

  void nextCycle() {
    cycle++;
    queues.forEach(WaitingJobs::step);
    seen = far ? endedBefore : finished;
    endedBefore = far ? finished.clone() : finished;
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
    return queues.get(unit.ordinal()).head();
  }

  boolean hasSpace(Unit unit) {
    return queues.get(unit.ordinal()).hasSpace();
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

  /** Whether jobs of a part are given out and not known to be finished. */
  boolean isOpen(Unit unit) {
    return given[unit.ordinal()] > seen[unit.ordinal()];
  }

  /** A part whose jobs a job still waits for, or null. */
  Unit firstUnmet(IssuedJob head) {
    for (Unit unit : Unit.values()) {
      if (seen[unit.ordinal()] < head.needs()[unit.ordinal()]) {
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
