package vit2rtl.accelerator.rtl.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.sim.Simulation;

/** A job is in the second place for a cycle at least, in the first behind it, and is shown there when it may begin. */
class FarJobQueueTest {
  private static final int CYCLES = 4000;
  private static final int JOBS = 16;

  /** A job and how many ends of two parts it still waits for. */
  private static final class Waiting {
    private final int number;
    private int engine;
    private int drain;

    Waiting(int number, int engine, int drain) {
      this.number = number;
      this.engine = engine;
      this.drain = drain;
    }

    void end(boolean ofEngine, boolean ofDrain) {
      engine = Math.max(0, engine - (ofEngine ? 1 : 0));
      drain = Math.max(0, drain - (ofDrain ? 1 : 0));
    }

    long word() {
      return JobQueueTest.waitsFor(Unit.ENGINE, engine) | JobQueueTest.waitsFor(Unit.DRAIN, drain)
          | JobQueueTest.fields(number);
    }
  }

  /** Random jobs, ends and takes against two places that are written down here. */
  @Test
  void showsEveryJobInItsCycle() {
    Design<JobQueueTest.Shell> design =
        Hdl.design(() -> new JobQueueTest.Shell(() -> new FarJobQueue(JobQueueTest.FIELD_BITS)));
    JobQueueTest.Shell queue = design.top();
    Random random = new Random(1);
    int taken = 0;
    try (Simulation simulation = JobQueueTest.open(design)) {
      Waiting first = null;
      Waiting second = null;
      for (int cycle = 0; cycle < CYCLES; cycle++) {
        boolean shown = first != null && first.engine == 0 && first.drain == 0;
        assertEquals(shown ? 1 : 0, simulation.peek(queue.met), "cycle " + cycle);
        if (shown) {
          assertEquals(first.number, simulation.peek(queue.job), "cycle " + cycle);
        }
        boolean push = random.nextInt(3) > 0;
        boolean take = shown && random.nextInt(3) == 0;
        boolean engine = random.nextBoolean();
        boolean drain = random.nextInt(3) == 0;
        Waiting next = new Waiting(random.nextInt(JOBS), random.nextInt(3), random.nextInt(Progress.OPEN_BITS + 1));
        simulation.poke(queue.word, next.word());
        simulation.poke(queue.push, push ? 1 : 0);
        simulation.poke(queue.take, take ? 1 : 0);
        simulation.poke(queue.done.get(Unit.ENGINE.ordinal()), engine ? 1 : 0);
        simulation.poke(queue.done.get(Unit.DRAIN.ordinal()), drain ? 1 : 0);
        simulation.step();
        for (Waiting job : new Waiting[] {first, second, next}) {
          if (job != null) {
            job.end(engine, drain);
          }
        }
        boolean comes = push && second == null;
        if (take) {
          first = null;
          taken++;
        } else if (first == null) {
          first = second;
          second = null;
        }
        second = comes ? next : second;
      }
    }
    assertTrue(taken > CYCLES / 20, taken + " jobs taken");
  }
}
