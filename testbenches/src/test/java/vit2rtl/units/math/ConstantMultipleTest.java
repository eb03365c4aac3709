package vit2rtl.units.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.Vec;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.units.BlockRun;

/** Every operand of some bits times every small constant, and the widest ones that rows can need. */
class ConstantMultipleTest {
  private static final int[] CONSTANTS = constants();
  private static final int BITS = 7;

  @BeforeAll
  static void needsTheTools() {
    BlockRun.needTheSimulator();
  }

  private static int[] constants() {
    int[] wide = {1023, 1365, 2047, 2731, 4095};
    int[] all = new int[130 + wide.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = i < 130 ? i + 1 : wide[i - 130];
    }
    return all;
  }

  private static int cycles() {
    int most = 0;
    for (int constant : CONSTANTS) {
      most = Math.max(most, ConstantMultiple.cycles(constant));
    }
    return most;
  }

  static final class Dut extends Component {
    final SInt x = in(SInt.bits(BITS));
    final Vec<SInt> products = out(Vec.type(CONSTANTS.length, SInt.bits(BITS + 13)));

    @Override
    protected void build() {
      Pipeline pipe = pipeline(Stages.of().then("multiply", cycles()));
      for (int i = 0; i < CONSTANTS.length; i++) {
        Staged<SInt> product = ConstantMultiple.build("times_" + CONSTANTS[i], pipe.start(), x, CONSTANTS[i]);
        assertEquals(ConstantMultiple.cycles(CONSTANTS[i]) - 1, pipe.stages().until(product.stage().name()));
        products.get(i).set(product.at(pipe.end()));
      }
    }
  }

  @Test
  void isExact() {
    Design<Dut> design = Hdl.design(Dut::new);
    try (Simulation sim = Simulator.open(design.rtl())) {
      int least = -(1 << BITS - 1);
      BlockRun.all(sim, cycles(), 1 << BITS, i -> sim.poke(design.top().x, least + i), i -> {
        for (int k = 0; k < CONSTANTS.length; k++) {
          assertEquals((long) (least + i) * CONSTANTS[k], sim.peek(design.top().products.get(k)));
        }
      });
    }
  }
}
