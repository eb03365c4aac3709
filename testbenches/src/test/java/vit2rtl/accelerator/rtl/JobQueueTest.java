package vit2rtl.accelerator.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import vit2rtl.sim.Tools;

/** Conditions of jobs that wait while other parts go on. */
class JobQueueTest {

  /** The queue behind plain ports: nobody takes the job. */
  private static final class Shell extends Component {
    final UInt word = in("word", UInt.bits(JobQueue.NEED_BITS + 4));
    final Bool push = in("push", Bool.bool());
    final Vec<UInt> finished = in("finished", Vec.type(Unit.values().length, UInt.bits(JobQueue.COUNT_BITS)));
    final Bool met = out("met", Bool.bool());

    @Override
    protected void build() {
      JobQueue queue = instance("jobs", () -> new JobQueue(4));
      queue.input.valid().set(push);
      queue.input.payload().get(0).set(word);
      queue.finished.set(finished);
      queue.take.set(Bool.lit(false));
      met.set(queue.jobValid);
    }
  }

  private static long waitsFor(Unit unit, long count) {
    return (1L << JobQueue.COUNT_BITS | count) << unit.ordinal() * (JobQueue.COUNT_BITS + 1);
  }

  /** A part's count of finished jobs goes once around while the job waits for another part. */
  @Test
  void aConditionThatWasMetStaysMet() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    Design<Shell> design = Hdl.design(Shell::new);
    Shell queue = design.top();
    try (Simulation simulation = Simulator.open(design.rtl(), SimOptions.defaults())) {
      simulation.poke(queue.word, waitsFor(Unit.ENGINE, 1) | waitsFor(Unit.DRAIN, 1));
      simulation.poke(queue.push, 1);
      simulation.step();
      simulation.poke(queue.push, 0);
      for (int count = 0; count < 20; count++) {
        simulation.poke(queue.finished.get(Unit.ENGINE.ordinal()), count % 16);
        simulation.step();
        assertEquals(0, simulation.peek(queue.met), "the drain's job is not finished");
        simulation.poke(queue.finished.get(Unit.DRAIN.ordinal()), 1);
        simulation.eval();
        assertEquals(count == 0 ? 0 : 1, simulation.peek(queue.met), count + " jobs of the engine finished");
        simulation.poke(queue.finished.get(Unit.DRAIN.ordinal()), 0);
      }
    }
  }
}
