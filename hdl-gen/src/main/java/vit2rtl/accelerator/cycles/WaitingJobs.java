package vit2rtl.accelerator.cycles;

import java.util.ArrayDeque;
import java.util.Deque;

/** The jobs that wait in front of a part, as its queue holds them. */
interface WaitingJobs {
  /** The job that the part sees, or null. */
  IssuedJob head();

  /** Whether another job may come in this cycle. */
  boolean hasSpace();

  void add(IssuedJob job);

  IssuedJob remove();

  /** The cycle ends. */
  void step();

  /** A queue whose jobs are seen in the cycle behind the one in which they come. */
  final class Near implements WaitingJobs {
    private static final int DEPTH = 2;

    private final Deque<IssuedJob> jobs = new ArrayDeque<>();

    @Override
    public IssuedJob head() {
      return jobs.peek();
    }

    @Override
    public boolean hasSpace() {
      return jobs.size() < DEPTH;
    }

    @Override
    public void add(IssuedJob job) {
      jobs.add(job);
    }

    @Override
    public IssuedJob remove() {
      return jobs.remove();
    }

    @Override
    public void step() {
      // Nothing moves by itself.
    }
  }

  /** One in which a job comes into the second place and moves to the first, when that is empty, in a cycle of its own. */
  final class Far implements WaitingJobs {
    private IssuedJob first;
    private IssuedJob second;
    private IssuedJob coming;
    private boolean taken;

    @Override
    public IssuedJob head() {
      return taken ? null : first;
    }

    @Override
    public boolean hasSpace() {
      return second == null;
    }

    @Override
    public void add(IssuedJob job) {
      coming = job;
    }

    @Override
    public IssuedJob remove() {
      taken = true;
      return first;
    }

    @Override
    public void step() {
      if (first == null) {
        first = second;
        second = null;
      } else if (taken) {
        first = null;
      }
      if (coming != null) {
        second = coming;
      }
      coming = null;
      taken = false;
    }
  }
}
