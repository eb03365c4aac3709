package vit2rtl.units;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;

class BeatCounterTest {

  @BeforeAll
  static void needsTheTools() {
    BlockRun.needTheSimulator();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 8})
  void countsTheBeatsOfRows(int beats) {
    Design<BeatCounter> design = Hdl.design(() -> new BeatCounter(beats));
    BeatCounter dut = design.top();
    Random random = new Random(beats);
    int index = 0;
    try (Simulation sim = Simulator.open(design.rtl())) {
      for (int cycle = 0; cycle < 300; cycle++) {
        boolean beat = random.nextBoolean();
        int following = beat ? (index + 1) % beats : index;
        sim.poke(dut.step, beat ? 1 : 0);
        sim.eval();
        assertEquals(index, sim.peek(dut.index));
        assertEquals(following, sim.peek(dut.following));
        assertEquals(index == 0 ? 1 : 0, sim.peek(dut.first));
        assertEquals(index == beats - 1 ? 1 : 0, sim.peek(dut.last));
        sim.step();
        index = following;
      }
    }
  }
}
