package vit2rtl.units.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.Vec;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.SimulationException;
import vit2rtl.sim.Simulator;
import vit2rtl.units.BlockRun;

/** Against a queue of Java's, with beats that arrive some cycles after their space was reserved. */
class RowBufferTest {
  private static final int LAG = 3;

  @BeforeAll
  static void needsTheTools() {
    BlockRun.needTheSimulator();
  }

  private static Design<RowBuffer<Vec<SInt>>> design(int depth) {
    return Hdl.design(() -> new RowBuffer<>("Beats", Vec.type(2, SInt.bits(6)), depth));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 16})
  void givesBeatsInTheirOrder(int depth) {
    Design<RowBuffer<Vec<SInt>>> design = design(depth);
    RowBuffer<Vec<SInt>> dut = design.top();
    Deque<Integer> inside = new ArrayDeque<>();
    boolean[] under = new boolean[LAG];
    int taken = 0;
    int read = Integer.MIN_VALUE;
    int fullest = 0;
    Random random = new Random(depth);
    try (Simulation sim = Simulator.open(design.rtl())) {
      for (int cycle = 0; cycle < 3000; cycle++) {
        boolean fills = cycle / 60 % 2 == 0;
        assertEquals(taken < depth ? 1 : 0, sim.peek(dut.space), "cycle " + cycle);
        if (read != Integer.MIN_VALUE) {
          assertEquals(read, sim.peek(dut.read.get(0)), "cycle " + cycle);
          assertEquals(-1 - read, sim.peek(dut.read.get(1)), "cycle " + cycle);
        }
        boolean pop = !inside.isEmpty() && random.nextInt(4) < (fills ? 1 : 3);
        boolean push = under[LAG - 1];
        boolean reserve = taken < depth && random.nextInt(4) < (fills ? 3 : 1);
        int beat = random.nextInt(64) - 32;
        sim.poke(dut.pop, pop ? 1 : 0);
        sim.poke(dut.push, push ? 1 : 0);
        sim.poke(dut.reserve, reserve ? 1 : 0);
        sim.poke(dut.write.get(0), beat);
        sim.poke(dut.write.get(1), -1 - beat);
        sim.step();
        System.arraycopy(under, 0, under, 1, LAG - 1);
        under[0] = reserve;
        taken += (reserve ? 1 : 0) - (pop ? 1 : 0);
        if (pop) {
          read = inside.remove();
        }
        if (push) {
          inside.add(beat);
        }
        fullest = Math.max(fullest, taken);
      }
    }
    assertEquals(depth, fullest);
  }

  private static void breaks(String rule, BiConsumer<Simulation, RowBuffer<Vec<SInt>>> body) {
    Design<RowBuffer<Vec<SInt>>> design = design(4);
    try (Simulation sim = Simulator.open(design.rtl())) {
      SimulationException broken =
          assertThrows(SimulationException.class, () -> body.accept(sim, design.top()));
      assertTrue(broken.getMessage().contains(rule), broken.getMessage());
    }
  }

  @Test
  void whatBreaksItsRulesBreaksAnAssertion() {
    breaks("a beat is reserved in a full buffer", (sim, dut) -> {
      sim.poke(dut.reserve, 1);
      sim.step(5);
    });
    breaks("a beat is pushed without having been reserved", (sim, dut) -> {
      sim.poke(dut.push, 1);
      sim.step();
    });
    breaks("a beat is popped from an empty buffer", (sim, dut) -> {
      sim.poke(dut.reserve, 1);
      sim.step();
      sim.poke(dut.pop, 1);
      sim.step();
    });
  }
}
