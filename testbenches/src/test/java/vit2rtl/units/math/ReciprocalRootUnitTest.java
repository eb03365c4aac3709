package vit2rtl.units.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vit2rtl.golden.layernorm.ReciprocalRoot;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.units.BlockRun;
import vit2rtl.units.MultiplierStyle;

/** Every mantissa there is. */
class ReciprocalRootUnitTest {
  private static final int LEAST = 1 << ReciprocalRoot.MANTISSA_BITS - 2;

  @BeforeAll
  static void needsTheTools() {
    BlockRun.needTheSimulator();
  }

  @ParameterizedTest
  @EnumSource(names = {"DSP", "LOGIC"})
  void isTheGoldenRoot(MultiplierStyle style) {
    Design<ReciprocalRootUnit> design = Hdl.design(() -> new ReciprocalRootUnit(new Pace(style, 1)));
    ReciprocalRootUnit dut = design.top();
    try (Simulation sim = Simulator.open(design.rtl())) {
      BlockRun.all(sim, ReciprocalRootUnit.stages(style).cycles(), 3 * LEAST, i -> {
        sim.poke(dut.mantissa, LEAST + i);
        sim.poke(dut.valid, i & 1);
      }, i -> {
        assertEquals(i & 1, sim.peek(dut.done));
        assertEquals(ReciprocalRoot.of(LEAST + i), sim.peek(dut.root));
      });
    }
  }
}
