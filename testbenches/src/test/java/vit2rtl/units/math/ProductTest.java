package vit2rtl.units.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.SInt;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.units.BlockRun;
import vit2rtl.units.MultiplierStyle;

/** Every pair of operands, in every style. */
class ProductTest {

  @BeforeAll
  static void needsTheTools() {
    BlockRun.needTheSimulator();
  }

  static final class Dut extends Component {
    private final MultiplierStyle style;
    final SInt a;
    final SInt b;
    final SInt product;

    Dut(MultiplierStyle style, int aBits, int bBits) {
      this.style = style;
      this.a = in(SInt.bits(aBits));
      this.b = in(SInt.bits(bBits));
      this.product = out(SInt.bits(aBits + bBits));
    }

    @Override
    protected void build() {
      Pipeline pipe = pipeline(Stages.of().then("multiply", Product.cycles(style, a.width(), b.width())));
      Staged<SInt> made = Product.build(style, "p", pipe.start(), a, b);
      assertEquals(pipe.stages().cycles() - 1, pipe.stages().until(made.stage().name()), "the last stage computes it");
      product.set(made.at(pipe.end()));
    }
  }

  @ParameterizedTest
  @CsvSource({"DSP, 6, 5", "MIXED, 5, 6", "LOGIC, 6, 5", "LOGIC, 5, 6", "LOGIC, 1, 7", "LOGIC, 7, 2", "DSP, 1, 1"})
  void isExact(MultiplierStyle style, int aBits, int bBits) {
    Design<Dut> design = Hdl.design(() -> new Dut(style, aBits, bBits));
    Dut dut = design.top();
    try (Simulation sim = Simulator.open(design.rtl())) {
      BlockRun.all(sim, Product.cycles(style, aBits, bBits), 1 << aBits + bBits, i -> {
        sim.poke(dut.a, a(i, aBits));
        sim.poke(dut.b, b(i, aBits, bBits));
      }, i -> assertEquals(a(i, aBits) * b(i, aBits, bBits), sim.peek(dut.product)));
    }
  }

  private static long a(int i, int aBits) {
    return (i & (1 << aBits) - 1) - (1 << aBits - 1);
  }

  private static long b(int i, int aBits, int bBits) {
    return (i >> aBits) - (1 << bBits - 1);
  }
}
