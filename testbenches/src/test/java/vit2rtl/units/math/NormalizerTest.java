package vit2rtl.units.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.units.BlockRun;
import vit2rtl.units.MultiplierStyle;

/** Every value that matters, one per cycle, or each for some cycles. */
class NormalizerTest {
  private static final int ODD = 0x9E3779B1;

  @BeforeAll
  static void needsTheTools() {
    BlockRun.needTheSimulator();
  }

  @ParameterizedTest
  @CsvSource({"12, 1, 11, 12, 1", "12, 1, 11, 5, 1", "12, 2, 5, 7, 1", "13, 1, 3, 13, 1", "6, 2, 1, 4, 1", "1, 1, 1, 1, 1",
      "12, 1, 11, 12, 2", "12, 2, 5, 7, 5", "17, 1, 16, 6, 2", "17, 1, 16, 6, 3", "17, 1, 16, 6, 5"})
  void movesTheLeadingOneToTheTop(int width, int granularity, int maxSteps, int mantissaBits, int stays) {
    Design<Normalizer> design = Hdl.design(() ->
        new Normalizer("Normalizer", new Pace(MultiplierStyle.DSP, 1), width, granularity, maxSteps, mantissaBits, stays));
    Normalizer dut = design.top();
    int values = 1 << width;
    // Each of the cycles in which mantissa and steps of a value stay.
    int stages = Normalizer.stages(maxSteps).cycles();
    int seen = Math.max(1, stays - stages + 1);
    try (Simulation sim = Simulator.open(design.rtl())) {
      BlockRun.all(sim, stages, values * stays, cycle -> {
        int v = scattered(cycle / stays, width);
        sim.poke(dut.value, v);
        sim.poke(dut.valid, v % 3 == 0 && cycle % stays == 0 ? 1 : 0);
      }, cycle -> {
        int v = scattered(cycle / stays, width);
        assertEquals(v % 3 == 0 && cycle % stays == 0 ? 1 : 0, sim.peek(dut.done), "done of " + v);
        if (cycle % stays >= seen) {
          return;
        }
        int zeros = Integer.numberOfLeadingZeros(v) - (Integer.SIZE - width);
        if (v > 0 && zeros / granularity <= maxSteps) {
          int steps = zeros / granularity;
          assertEquals(steps, sim.peek(dut.steps), "steps of " + v);
          assertEquals(v << steps * granularity >> width - mantissaBits, sim.peek(dut.mantissa), "mantissa of " + v);
        }
      });
    }
  }

  /** Every value once, neighbours with their leading ones in different places. */
  private static int scattered(int number, int width) {
    return number * ODD & (1 << width) - 1;
  }
}
