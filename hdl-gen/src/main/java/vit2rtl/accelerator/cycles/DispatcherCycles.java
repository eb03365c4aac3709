package vit2rtl.accelerator.cycles;

import java.util.List;
import java.util.Map;
import vit2rtl.accelerator.Economy;
import vit2rtl.accelerator.job.Job;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.accelerator.schedule.Program;

/**
 * The dispatcher: a header of some beats, the job into its queue, the job's constants beat by beat. Without queues the last
 * beat of the header waits until the job's part has begun it, which is the cycle behind the one in which its conditions are
 * met at the earliest.
 */
final class DispatcherCycles {
  private final ConstantSupply supply;
  private final JobBoard board;
  private final Program program;
  private final JobFormat format;
  private final List<Map<Unit, Integer>> allowed;
  private final int jobs;
  private final boolean direct;
  private int next;
  private int header;
  private boolean issuing;
  private boolean issues;
  private boolean shows;
  private boolean reads;
  private int payloadLeft;
  private boolean toLoader;

  DispatcherCycles(JobBoard board, Program program, ConstantSupply supply) {
    this.supply = supply;
    this.board = board;
    this.program = program;
    this.format = new JobFormat(program.config());
    this.allowed = program.allowed();
    this.jobs = program.jobs().size();
    this.direct = program.config().economy().jobs() == Economy.Jobs.DIRECT;
    begin();
  }

  private Job nextJob() {
    return program.jobs().get(next % jobs);
  }

  /** Whether a beat of constants goes to the loader in this cycle, if that is ready. */
  boolean hasForLoader() {
    return payloadLeft > 0 && toLoader && supply.has();
  }

  boolean hasForWriter() {
    return payloadLeft > 0 && !toLoader && supply.has();
  }

  /** Sees what the cycle begins with. */
  void look(int images) {
    boolean more = next < jobs * images;
    boolean waits = issuing && more;
    issues = waits && !direct && board.hasSpace(nextJob().unit());
    shows = waits && direct && supply.has() && board.firstUnmet(board.head(nextJob().unit())) == null;
    Unit unit = nextJob().unit();
    boolean held = format.isPassed(header) && format.takesPassed(unit) && board.isOpen(unit);
    reads = more && payloadLeft == 0 && !issuing && !held && supply.has();
  }

  void step(boolean beat) {
    boolean shown = false;
    if (payloadLeft > 0) {
      if (beat) {
        supply.take();
        payloadLeft--;
        begin();
      }
    } else if (issues) {
      give();
      readOn();
    } else if (direct && issuing) {
      // A job that waits in no queue is where its part sees it; its last beat goes with it.
      boolean begun = board.head(nextJob().unit()) == null;
      shown = shows && !begun;
      if (begun) {
        supply.take();
        readOn();
      }
    } else if (reads) {
      supply.take();
      header++;
      begin();
    }
    board.show(shown);
    supply.step();
  }

  /** Where the header is read as far as it is before the job is given out. */
  private void begin() {
    if (payloadLeft == 0 && !issuing && header == format.headerBeats() - (direct ? 1 : 0)) {
      header = 0;
      issuing = true;
      if (direct) {
        give();
      }
    }
  }

  private void give() {
    board.give(nextJob(), next % jobs, next / jobs, allowed.get(next % jobs));
  }

  private void readOn() {
    Job job = nextJob();
    payloadLeft = job.payload().beats(format.beatBytes());
    toLoader = job.unit() == Unit.LOADER;
    issuing = false;
    next++;
    begin();
  }
}
