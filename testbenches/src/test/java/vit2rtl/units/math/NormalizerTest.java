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

/** Every value that matters, one per cycle. */
class NormalizerTest {

  @BeforeAll
  static void needsTheTools() {
    BlockRun.needTheSimulator();
  }

  @ParameterizedTest
  @CsvSource({"12, 1, 11, 12", "12, 1, 11, 5", "12, 2, 5, 7", "13, 1, 3, 13", "6, 2, 1, 4", "1, 1, 1, 1"})
  void movesTheLeadingOneToTheTop(int width, int granularity, int maxSteps, int mantissaBits) {
    Design<Normalizer> design =
        Hdl.design(() -> new Normalizer("Normalizer", width, granularity, maxSteps, mantissaBits));
    Normalizer dut = design.top();
    int values = 1 << width;
    try (Simulation sim = Simulator.open(design.rtl())) {
      BlockRun.all(sim, Normalizer.stages(maxSteps).cycles(), values, v -> {
        sim.poke(dut.value, v);
        sim.poke(dut.valid, v % 3 == 0 ? 1 : 0);
      }, v -> {
        assertEquals(v % 3 == 0 ? 1 : 0, sim.peek(dut.done), "done of " + v);
        int zeros = Integer.numberOfLeadingZeros(v) - (Integer.SIZE - width);
        if (v > 0 && zeros / granularity <= maxSteps) {
          int steps = zeros / granularity;
          assertEquals(steps, sim.peek(dut.steps), "steps of " + v);
          assertEquals(v << steps * granularity >> width - mantissaBits, sim.peek(dut.mantissa), "mantissa of " + v);
        }
      });
    }
  }
}
