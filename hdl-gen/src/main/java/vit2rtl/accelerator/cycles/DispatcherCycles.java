package vit2rtl.accelerator.cycles;

import java.util.List;
import java.util.Map;
import vit2rtl.accelerator.Economy;
import vit2rtl.accelerator.job.Job;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.accelerator.schedule.Program;

/** The dispatcher: a header of some beats, the job into its queue, the job's constants beat by beat. */
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

  /** Whether the job whose header was read enters its queue. */
  boolean issues(int images) {
    return issuing && !direct && next < jobs * images && board.hasSpace(nextJob().unit());
  }

  void step(boolean beat, boolean issued, int images) {
    if (payloadLeft > 0) {
      if (beat) {
        supply.take();
        payloadLeft--;
      }
    } else if (issued) {
      give();
    } else if (direct && issuing) {
      begun();
    } else if (!issuing && next < jobs * images && supply.has()) {
      supply.take();
      if (++header == format.headerBeats()) {
        header = 0;
        issuing = true;
        if (direct) {
          board.give(nextJob(), next % jobs, next / jobs, allowed.get(next % jobs));
        }
      }
    }
    supply.step();
  }

  private void give() {
    board.give(nextJob(), next % jobs, next / jobs, allowed.get(next % jobs));
    readOn();
  }

  /** A job that waits in no queue is where its part sees it from the cycle behind its header on; reads on when it goes. */
  private void begun() {
    if (board.head(nextJob().unit()) == null) {
      readOn();
    }
  }

  private void readOn() {
    Job job = nextJob();
    payloadLeft = job.payload().beats(format.beatBytes());
    toLoader = job.unit() == Unit.LOADER;
    issuing = false;
    next++;
  }
}
