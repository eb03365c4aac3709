package vit2rtl.accelerator.rtl.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.tool.Tools;

/** Conditions of jobs: when the last that is waited for ends, the job is shown in the next cycle. */
class JobQueueTest {
  static final int FIELD_BITS = 4;

  /** The queue behind plain ports. */
  static final class Shell extends Component {
    private final Supplier<JobQueue> kind;
    final UInt word = in("word", UInt.bits(JobQueue.NEED_BITS + FIELD_BITS));
    final Bool push = in("push", Bool.bool());
    final Vec<Bool> done = in("done", Vec.type(Unit.values().length, Bool.bool()));
    final Bool take = in("take", Bool.bool());
    final Bool met = out("met", Bool.bool());
    final UInt job = out("job", UInt.bits(FIELD_BITS));

    Shell(Supplier<JobQueue> kind) {
      this.kind = kind;
    }

    @Override
    protected void build() {
      JobQueue queue = instance("jobs", kind);
      queue.input.valid().set(push);
      queue.input.payload().get(0).set(word);
      queue.done.set(done);
      queue.take.set(take);
      met.set(queue.jobValid);
      job.set(queue.job);
    }
  }

  static Simulation open(Design<Shell> design) {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    Simulation simulation = Simulator.open(design.rtl(), SimOptions.defaults());
    Shell queue = design.top();
    simulation.poke(queue.push, 0);
    simulation.poke(queue.take, 0);
    for (int unit = 0; unit < Unit.values().length; unit++) {
      simulation.poke(queue.done.get(unit), 0);
    }
    simulation.reset();
    return simulation;
  }

  /** The condition that so many jobs of a part must finish. */
  static long waitsFor(Unit unit, int jobs) {
    return (1L << jobs) - 1 << unit.ordinal() * Progress.OPEN_BITS;
  }

  static long fields(int number) {
    return (long) number << JobQueue.NEED_BITS;
  }

  /** Up to four of each of two parts, ending at different times or at once, and others that are not waited for. */
  @Test
  void aJobIsShownBehindTheEndOfTheLastThatItWaitsFor() {
    Design<Shell> design = Hdl.design(() -> new Shell(() -> new JobQueue(FIELD_BITS)));
    Shell queue = design.top();
    try (Simulation simulation = open(design)) {
      for (int engine = 0; engine <= Progress.OPEN_BITS; engine++) {
        for (int drain = 0; drain <= Progress.OPEN_BITS; drain++) {
          simulation.poke(queue.word, waitsFor(Unit.ENGINE, engine) | waitsFor(Unit.DRAIN, drain) | fields(engine));
          simulation.poke(queue.push, 1);
          simulation.step();
          simulation.poke(queue.push, 0);
          for (int cycle = 0; cycle < 6; cycle++) {
            boolean met = cycle >= Math.max(engine, drain);
            assertEquals(met ? 1 : 0, simulation.peek(queue.met), engine + " and " + drain + " jobs, cycle " + cycle);
            simulation.poke(queue.done.get(Unit.ENGINE.ordinal()), 1);
            simulation.poke(queue.done.get(Unit.DRAIN.ordinal()), 1);
            simulation.poke(queue.done.get(Unit.NORM.ordinal()), cycle % 2);
            simulation.step();
          }
          for (Unit unit : List.of(Unit.ENGINE, Unit.DRAIN, Unit.NORM)) {
            simulation.poke(queue.done.get(unit.ordinal()), 0);
          }
          assertEquals(engine, simulation.peek(queue.job));
          simulation.poke(queue.take, 1);
          simulation.step();
          simulation.poke(queue.take, 0);
          assertEquals(0, simulation.peek(queue.met), "none is left");
        }
      }
    }
  }

  /** Two wait; ends count for both, also the one in the cycle in which a job comes, and the second is next at once. */
  @Test
  void theSecondJobsConditionsAreCountedMeanwhile() {
    Design<Shell> design = Hdl.design(() -> new Shell(() -> new JobQueue(FIELD_BITS)));
    Shell queue = design.top();
    try (Simulation simulation = open(design)) {
      Bool ends = queue.done.get(Unit.LOADER.ordinal());
      simulation.poke(queue.push, 1);
      simulation.poke(queue.word, waitsFor(Unit.LOADER, 2) | fields(1));
      simulation.poke(ends, 1);
      simulation.step();
      simulation.poke(queue.word, waitsFor(Unit.LOADER, 2) | fields(2));
      simulation.poke(ends, 0);
      simulation.step();
      simulation.poke(queue.push, 0);
      assertEquals(0, simulation.peek(queue.met), "one of two has ended");
      simulation.poke(ends, 1);
      simulation.step();
      assertEquals(1, simulation.peek(queue.met));
      assertEquals(1, simulation.peek(queue.job));
      simulation.poke(queue.take, 1);
      simulation.step();
      assertEquals(1, simulation.peek(queue.met), "the second's last ended as the first was taken");
      assertEquals(2, simulation.peek(queue.job));
      simulation.step();
      assertEquals(0, simulation.peek(queue.met));
    }
  }
}
