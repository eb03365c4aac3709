package vit2rtl.units.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.golden.CodeFormat;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.SInt;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.units.BlockRun;

/** Every value, narrower and wider than the code, into every format. */
class ClipTest {

  @BeforeAll
  static void needsTheTools() {
    BlockRun.needTheSimulator();
  }

  private static List<CodeFormat> formats() {
    List<CodeFormat> formats = new ArrayList<>();
    for (int bits = 4; bits <= 8; bits++) {
      formats.add(CodeFormat.unsigned(bits));
      formats.add(CodeFormat.signed(bits));
    }
    return formats;
  }

  static final class Dut extends Component {
    final SInt x;
    final List<Int> codes = new ArrayList<>();

    Dut(int bits) {
      this.x = in(SInt.bits(bits));
      formats().forEach(format -> codes.add(out(format.toString(), Clip.type(format))));
    }

    @Override
    protected void build() {
      for (int i = 0; i < codes.size(); i++) {
        codes.get(i).set(Clip.of(x, formats().get(i)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 8, 9, 12})
  void isTheNearestCode(int bits) {
    Design<Dut> design = Hdl.design(() -> new Dut(bits));
    try (Simulation sim = Simulator.open(design.rtl())) {
      for (int x = -(1 << bits - 1); x < 1 << bits - 1; x++) {
        sim.poke(design.top().x, x);
        sim.eval();
        for (int i = 0; i < formats().size(); i++) {
          CodeFormat format = formats().get(i);
          assertEquals(format.saturate(x), sim.peek(design.top().codes.get(i)), format + " of " + x);
        }
      }
    }
  }
}
