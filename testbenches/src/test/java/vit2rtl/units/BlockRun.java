package vit2rtl.units;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.function.IntConsumer;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.tool.Tools;

/** Operands into a block that never stalls, one per cycle, and what comes of each a fixed number of cycles later. */
public final class BlockRun {
  private BlockRun() {}

  public static void needTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  /**
   * Runs operands 0, 1, … through.
   *
   * @param give    drives the operand of a number
   * @param compare looks at the result of a number
   */
  public static void all(Simulation sim, int latency, int operands, IntConsumer give, IntConsumer compare) {
    for (int i = 0; i < operands + latency; i++) {
      if (i < operands) {
        give.accept(i);
      }
      sim.eval();
      if (i >= latency) {
        compare.accept(i - latency);
      }
      sim.step();
    }
  }
}
