package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.examples.Counter;
import vit2rtl.hdl.rtl.RtlDesign;

class SimulationTest {

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  @Test
  void pokeStepPeek() {
    Design<Counter> design = Hdl.design(() -> new Counter(4));
    Counter dut = design.top();
    try (Simulation sim = Simulator.open(design.rtl())) {
      assertEquals(0, sim.peek(dut.count));
      sim.step(3);
      assertEquals(0, sim.peek(dut.count));
      sim.poke(dut.enable, 1);
      sim.step(17);
      assertEquals(1, sim.peek("count"));
      sim.runUntil(() -> sim.peek("count") == 9, 100);
      assertEquals(9, sim.peek("count"));
      sim.reset();
      assertEquals(0, sim.peek("count"));
      PortHandle count = sim.port(dut.count);
      sim.step();
      assertEquals(1, count.get());
    }
  }

  @Test
  void aConditionThatNeverComesTrueIsAnError() {
    try (Simulation sim = Simulator.open(Hdl.elaborate(() -> new Counter(4)),
        SimOptions.defaults().withFailureWaves(FailureWaves.none()))) {
      assertEquals("Counter: the condition did not come true within 50 cycles",
          assertThrows(SimulationException.class, () -> sim.runUntil(() -> sim.peek("count") == 1, 50)).getMessage());
    }
  }

  @Test
  void badRequestsAreRefusedWithWhatIsAllowed() {
    Simulation sim = Simulator.open(Hdl.elaborate(() -> new Counter(4)));
    assertEquals("no port 'enabel'; the model has [reset, enable, count]",
        assertThrows(IllegalArgumentException.class, () -> sim.poke("enabel", 1)).getMessage());
    assertEquals("value 2 for port enable; allowed: 0 to 1",
        assertThrows(IllegalArgumentException.class, () -> sim.poke("enable", 2)).getMessage());
    assertEquals("port count is an output; inputs can be poked",
        assertThrows(IllegalArgumentException.class, () -> sim.poke("count", 2)).getMessage());
    sim.close();
    sim.close();
    assertEquals("the simulation of Counter is closed",
        assertThrows(IllegalStateException.class, sim::step).getMessage());
    assertThrows(IllegalStateException.class, () -> sim.peek("count"));
    assertThrows(IllegalStateException.class, () -> sim.poke("enable", 1));
  }

  /** y = x + 1 in every width that changes how a port is stored, signed and not, against BigInteger. */
  @Test
  void portsOfEveryWidth() {
    int[] widths = {1, 7, 8, 9, 16, 17, 31, 32, 33, 63, 64, 65, 96, 127, 128, 129, 200};
    List<vit2rtl.hdl.rtl.Port> ports = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    for (int width : widths) {
      ports.add(Designs.in("u" + width, width));
      ports.add(Designs.out("uy" + width, width));
      ports.add(Designs.signed(Designs.in("s" + width, width)));
      ports.add(Designs.signed(Designs.out("sy" + width, width)));
      body.append("assign uy%1$d = u%1$d + 1'b1; assign sy%1$d = s%1$d + 1'b1;\n".formatted(width));
    }
    RtlDesign design = Designs.design("Widths", body.toString(), List.of(), ports.toArray(vit2rtl.hdl.rtl.Port[]::new));
    Random random = new Random(1);
    try (Simulation sim = Simulator.open(design)) {
      for (int round = 0; round < 50; round++) {
        for (int width : widths) {
          BigInteger u = corner(width, random, round);
          BigInteger s = u.testBit(width - 1) ? u.subtract(BigInteger.ONE.shiftLeft(width)) : u;
          sim.poke("u" + width, u);
          sim.poke("s" + width, s);
          sim.eval();
          BigInteger modulus = BigInteger.ONE.shiftLeft(width);
          assertEquals(u.add(BigInteger.ONE).mod(modulus), sim.peekBig("uy" + width), width + " bits, " + u);
          BigInteger next = s.add(BigInteger.ONE).mod(modulus);
          BigInteger expected = next.testBit(width - 1) ? next.subtract(modulus) : next;
          assertEquals(expected, sim.peekBig("sy" + width), width + " bits signed, " + s);
          if (width <= 64) {
            assertEquals(expected.longValue(), sim.peek("sy" + width));
            assertEquals(expected.longValue(), sim.port("sy" + width).get());
          } else {
            assertThrows(IllegalArgumentException.class, () -> sim.peek("sy" + width));
          }
        }
      }
    }
  }

  private static BigInteger corner(int width, Random random, int round) {
    BigInteger top = BigInteger.ONE.shiftLeft(width);
    return switch (round) {
      case 0 -> BigInteger.ZERO;
      case 1 -> top.subtract(BigInteger.ONE);
      case 2 -> top.shiftRight(1);
      case 3 -> top.shiftRight(1).subtract(BigInteger.ONE);
      default -> new BigInteger(width, random);
    };
  }

  @Test
  void independentModelsRunInParallel() throws Exception {
    RtlDesign design = Hdl.elaborate(() -> new Counter(20));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int cycles = 1000 + i;
        counts.add(threads.submit(() -> {
          try (Simulation sim = Simulator.open(design)) {
            sim.poke("enable", 1);
            for (int c = 0; c < cycles; c++) {
              sim.step();
            }
            return sim.peek("count");
          }
        }));
      }
      for (int i = 0; i < 8; i++) {
        assertEquals(1000 + i, counts.get(i).get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Registers without reset start with bits drawn from the seed. */
  @Test
  void theSeedDecidesWhatIsUndefined() {
    RtlDesign design = Designs.clocked("Undefined", "reg [31:0] r; assign q = r;", Designs.out("q", 32));
    long first = startValue(design, 1);
    assertEquals(first, startValue(design, 1));
    assertTrue(first != startValue(design, 2) || first != startValue(design, 3));
  }

  private static long startValue(RtlDesign design, int seed) {
    try (Simulation sim = Simulator.open(design, SimOptions.defaults().withSeed(seed))) {
      return sim.peek("q");
    }
  }
}
