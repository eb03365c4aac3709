package vit2rtl.units.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.units.BlockRun;
import vit2rtl.units.MultiplierStyle;

/** Every pair of operands, one after another, in as many cycles as it takes and in more. */
@Execution(ExecutionMode.CONCURRENT)
class SerialProductTest {

  @BeforeAll
  static void needsTheTools() {
    BlockRun.needTheSimulator();
  }

  @ParameterizedTest
  @CsvSource({"6, 5, 6", "5, 5, 9", "7, 2, 4", "2, 2, 3"})
  void isExact(int aBits, int bBits, int cycles) {
    Design<SerialProduct> design =
        Hdl.design(() -> new SerialProduct(new Pace(MultiplierStyle.SERIAL, cycles), aBits, bBits));
    SerialProduct dut = design.top();
    try (Simulation sim = Simulator.open(design.rtl())) {
      for (int i = 0; i < 1 << aBits + bBits; i++) {
        long a = (i & (1 << aBits) - 1) - (1 << aBits - 1);
        long b = (i >> aBits) - (1 << bBits - 1);
        sim.poke(dut.a, a);
        sim.poke(dut.b, b);
        for (int phase = 0; phase < cycles; phase++) {
          sim.poke(dut.phase, phase);
          sim.eval();
          if (phase == cycles - 1) {
            assertEquals(a * b, sim.peek(dut.product), a + " times " + b);
          }
          sim.step();
        }
      }
    }
  }
}
