package vit2rtl.fpga.axi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.hdl.Hdl;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.tool.Tools;

/** The master by itself: what it asks for, and answers that no memory should give. */
@Execution(ExecutionMode.CONCURRENT)
class ConstantReaderTest {
  private static final int BEATS = 10;

  @BeforeEach
  void needsVerilator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  /** Bursts of up to 4 beats of 8 bytes, two under way; an image of 10 beats from beat 3 on. */
  private static Simulation open() {
    Simulation sim = Simulator.open(Hdl.elaborate(() -> new ConstantReader(new ReadBus(8, 4, 2, 32), BEATS)));
    sim.poke("base", 3);
    sim.poke("arready", 1);
    sim.poke("image", 1);
    sim.step();
    sim.poke("image", 0);
    return sim;
  }

  /** Address and beats of the burst that is asked for in this cycle, if any. */
  private static void ask(Simulation sim, List<String> asked) {
    sim.eval();
    if (sim.peek("arvalid") == 1) {
      asked.add(sim.peek("araddr") + " " + (sim.peek("arlen") + 1));
    }
    sim.step();
  }

  private static void beat(Simulation sim, List<String> asked, int last) {
    sim.poke("rvalid", 1);
    sim.poke("rlast", last);
    sim.poke("popped", 1);
    ask(sim, asked);
    sim.poke("rvalid", 0);
    sim.poke("popped", 0);
  }

  @Test
  void burstsEndAtTheirMultiplesAndAtTheImageAndWaitForRoom() {
    try (Simulation sim = open()) {
      List<String> asked = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        ask(sim, asked);
      }
      assertEquals(List.of("24 1", "32 4"), asked, "two bursts under way");
      beat(sim, asked, 1);
      for (int i = 0; i < 20; i++) {
        ask(sim, asked);
      }
      assertEquals(List.of("24 1", "32 4", "64 4"), asked, "room for a whole burst again");
      for (int i = 0; i < 2; i++) {
        for (int k = 0; k < 4; k++) {
          beat(sim, asked, k == 3 ? 1 : 0);
        }
      }
      for (int i = 0; i < 20; i++) {
        ask(sim, asked);
      }
      assertEquals(List.of("24 1", "32 4", "64 4", "96 1"), asked);
      assertEquals(0, sim.peek("failed"));
      sim.poke("rvalid", 1);
      sim.poke("rlast", 1);
      sim.eval();
      assertEquals(1, sim.peek("push"));
      assertEquals(1, sim.peek("push_last"));
      sim.step();
      sim.poke("rvalid", 0);
      sim.eval();
      assertEquals(1, sim.peek("idle"));
      assertEquals(0, sim.peek("image_open"));
    }
  }

  @Test
  void aLastBeatTooEarlyOrTooLateIsAFailure() {
    try (Simulation sim = open()) {
      List<String> asked = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        ask(sim, asked);
      }
      beat(sim, asked, 1);
      sim.poke("rvalid", 1);
      sim.poke("rlast", 1);
      sim.eval();
      assertEquals(1, sim.peek("last_error"), "after one of four beats");
      assertEquals(0, sim.peek("push"));
      sim.step();
      sim.eval();
      assertEquals(1, sim.peek("failed"));
      assertEquals(0, sim.peek("last_error"), "said once");
      assertEquals(4, sim.peek("next_beat"));
    }
    try (Simulation sim = open()) {
      for (int i = 0; i < 10; i++) {
        ask(sim, new ArrayList<>());
      }
      sim.poke("rvalid", 1);
      sim.poke("rlast", 0);
      sim.eval();
      assertEquals(1, sim.peek("last_error"), "none with the only beat");
    }
  }
}
