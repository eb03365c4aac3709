package vit2rtl.sim.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.examples.UartReceiver;
import vit2rtl.hdl.examples.UartTransmitter;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.tool.Tools;

/** The serial line's two ends against waveforms made by hand. */
class UartTest {

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  /** The level of an 8N1 line at a time in bits, for bytes sent one behind the other from time 0 on. */
  private static int level(int[] bytes, double bits) {
    int at = (int) Math.floor(bits);
    if (at < 0 || at >= 10 * bytes.length || at % 10 == 9) {
      return 1;
    }
    return at % 10 == 0 ? 0 : bytes[at / 10] >> at % 10 - 1 & 1;
  }

  private static List<Integer> receive(int divisor, int[] bytes, double cyclesPerBit) {
    List<Integer> got = new ArrayList<>();
    try (Simulation sim = Simulator.open(Hdl.elaborate(() -> new UartReceiver(divisor)))) {
      for (int cycle = -20; cycle < (bytes.length * 10 + 10) * cyclesPerBit; cycle++) {
        sim.poke("line", level(bytes, cycle / cyclesPerBit));
        sim.step();
        if (sim.peek("bytes_valid") == 1) {
          got.add((int) sim.peek("bytes_data_0"));
        }
      }
    }
    return got;
  }

  private static int[] everyByte() {
    int[] bytes = new int[256];
    for (int i = 0; i < 256; i++) {
      bytes[i] = i * 73 & 0xFF;
    }
    return bytes;
  }

  private static List<Integer> list(int[] bytes) {
    return java.util.Arrays.stream(bytes).boxed().toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 24, 417})
  void everyByteArrives(int divisor) {
    assertEquals(list(everyByte()), receive(divisor, everyByte(), divisor));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.97, 1.03})
  void clocksMayDifferByThreePercent(double factor) {
    assertEquals(list(everyByte()), receive(24, everyByte(), 24 * factor));
  }

  @Test
  void aGlitchIsNoByte() {
    try (Simulation sim = Simulator.open(Hdl.elaborate(() -> new UartReceiver(16)))) {
      for (int cycle = 0; cycle < 400; cycle++) {
        sim.poke("line", cycle >= 30 && cycle < 35 ? 0 : 1);
        sim.step();
        assertEquals(0, sim.peek("bytes_valid"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 7, 24})
  void bytesLeaveWithoutGapAndLeastBitFirst(int divisor) {
    int[] bytes = everyByte();
    try (Simulation sim = Simulator.open(Hdl.elaborate(() -> new UartTransmitter(divisor)))) {
      sim.poke("bytes_valid", 0);
      for (int cycle = 0; cycle < 30; cycle++) {
        sim.step();
        assertEquals(1, sim.peek("line"), "an idle line is high");
      }
      int next = 0;
      int start = -1;
      for (int cycle = 0; cycle < bytes.length * 10 * divisor; cycle++) {
        sim.poke("bytes_valid", next < bytes.length ? 1 : 0);
        sim.poke("bytes_data_0", next < bytes.length ? bytes[next] : 0);
        sim.eval();
        boolean taken = next < bytes.length && sim.peek("bytes_ready") == 1;
        sim.step();
        start = taken && next == 0 ? cycle : start;
        next += taken ? 1 : 0;
        assertEquals(level(bytes, (cycle - start) / (double) divisor), sim.peek("line"), "cycle " + cycle);
      }
      assertEquals(bytes.length, next);
    }
  }
}
