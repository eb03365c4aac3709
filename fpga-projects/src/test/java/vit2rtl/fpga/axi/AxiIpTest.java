package vit2rtl.fpga.axi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.unit.Stimulus;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamResult;
import vit2rtl.sim.dut.StreamSink;
import vit2rtl.sim.dut.StreamSource;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** The units as AXI IPs; AXI's rules are assertions in every simulation here. */
class AxiIpTest {
  private static final int OKAY = 0;
  private static final int SLVERR = 2;
  private static final int WHOLE = 0xF;

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  /** A small unit beside its golden model: rows of 15, so that the last of 8 beats of 2 lanes is padded. */
  private record Small(UnitBench bench, FpgaUnit unit, RtlDesign ip) {
    /** Made once for all tests. */
    private static final Map<String, Small> MADE = new ConcurrentHashMap<>();

    static Small of(String name) {
      return of(name, 15);
    }

    static Small of(String name, int length) {
      return MADE.computeIfAbsent(name + length, key -> make(name, length));
    }

    private static Small make(String name, int length) {
      UnitKind kind = UnitKinds.named(name);
      UnitBench bench = new UnitBench(kind.config(Settings.of(kind,
          Map.of(name.equals("softmax") ? "length" : "channels", String.valueOf(length), "lanes", "2"))));
      FpgaUnit unit = new FpgaUnit(bench.config());
      return new Small(bench, unit, AxiIp.of(unit).design());
    }

    /** Rows as beats of two bytes, padding included. */
    int[] beats(int[] elements) {
      int length = bench.rowLength();
      int per = unit.rows().beats();
      int[] beats = new int[elements.length / length * per];
      for (int i = 0; i < elements.length; i++) {
        beats[i / length * per + i % length / 2] |= elements[i] << i % length % 2 * 8;
      }
      return beats;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"layernorm", "softmax"})
  void streamsAtTheUnitsFullRate(String name) {
    Small small = Small.of(name);
    int rows = 40;
    int per = small.unit().rows().beats();
    int[] in = Stimulus.rows(small.bench(), rows, new Random(1));
    try (Simulation sim = Simulator.open(small.ip(), SimOptions.defaults())) {
      sim.poke("aresetn", 0);
      sim.step(4);
      sim.poke("aresetn", 1);
      sim.step(4);
      StreamResult run = sim.stream(new StreamJob(
          List.of(new StreamSource("s_axis", small.beats(in), per, StallPattern.none())),
          List.of(new StreamSink("m_axis", rows, per, StallPattern.none()))));
      assertArrayEquals(small.beats(small.bench().golden(in)), run.data());
      StreamResult.Received out = run.received().get(0);
      assertEquals(rows * per, out.lastCycle() - out.firstCycle() + 1, "one beat of two elements in every cycle");
      assertEquals(small.bench().statedLatency(), run.latency());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"layernorm", "softmax"})
  void dataAndRegistersTogetherUnderRandomStalls(String name) {
    Small small = Small.of(name);
    int rows = 150;
    int per = small.unit().rows().beats();
    int[] in = Stimulus.rows(small.bench(), rows, new Random(2));
    int[] expected = small.beats(small.bench().golden(in));
    RegisterMap map = RegisterMap.of(small.unit());
    try (AxiBus bus = new AxiBus(small.ip(), per, 40, 7)) {
      for (int beat : small.beats(in)) {
        bus.send(beat);
      }
      Random random = new Random(3);
      while (bus.received().size() < expected.length) {
        Register register = map.registers().get(random.nextInt(6));
        AxiBus.Access access = bus.perform(AxiBus.Access.read(register.offset() | random.nextInt(4)));
        assertEquals(OKAY, access.response);
        assertEquals(register.resetValue() & 0xFFFFFFFFL, access.read, register.name());
      }
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], bus.received().get(i), "beat " + i);
        assertEquals(i % per == per - 1, bus.lasts().get(i), "beat " + i);
      }
      assertEquals(rows, bus.perform(AxiBus.Access.read(map.register("ROWS").offset())).read);
      assertEquals(0, bus.perform(AxiBus.Access.read(map.register("STATUS").offset())).read);
    }
  }

  @Test
  void everyRegisterReservedAddressAndIllegalWriteAnswersAsTheMapSays() {
    Small small = Small.of("softmax");
    RegisterMap map = RegisterMap.of(small.unit());
    try (AxiBus bus = new AxiBus(small.ip(), small.unit().rows().beats(), 30, 5)) {
      for (int offset = 0; offset < 1 << RegisterMap.ADDRESS_BITS; offset += 4) {
        int at = offset;
        Register register = map.registers().stream().filter(r -> r.offset() == at).findFirst().orElse(null);
        AxiBus.Access read = bus.perform(AxiBus.Access.read(offset));
        assertEquals(register == null ? SLVERR : OKAY, read.response, "read at " + offset);
        if (register == null) {
          assertEquals(0, read.read, "read at " + offset);
        } else if (!register.name().equals("CYCLES")) {
          assertEquals(register.resetValue() & 0xFFFFFFFFL, read.read, register.name());
        }
        boolean writable = register != null && register.access() == Register.Access.READ_WRITE;
        assertEquals(writable ? OKAY : SLVERR,
            bus.perform(AxiBus.Access.write(offset, 0xFFFFFFFE, WHOLE)).response, "write at " + offset);
        for (int strobe = 0; strobe < WHOLE; strobe++) {
          assertEquals(SLVERR, bus.perform(AxiBus.Access.write(offset, -1, strobe)).response,
              "write of strobe " + strobe + " at " + offset);
        }
        if (register != null && !register.name().equals("CYCLES")) {
          assertEquals(read.read, bus.perform(AxiBus.Access.read(offset)).read, register.name() + " has changed");
        }
      }
    }
  }

  /** Rows of 8 and of 40 beats: the latter leave once at most while the counters' bits pass. */
  @ParameterizedTest
  @ValueSource(ints = {15, 79})
  void countersCountWhatHappensAndClear(int length) {
    Small small = Small.of("softmax", length);
    RegisterMap map = RegisterMap.of(small.unit());
    int per = small.unit().rows().beats();
    try (AxiBus bus = new AxiBus(small.ip(), per, 20, 5)) {
      int rows = 40;
      for (int i = 0; i < rows * per + 1; i++) {
        bus.send(0);
      }
      // Nobody takes the rows for a while: the input backs up behind them.
      bus.openSink(false);
      for (int cycle = 0; cycle < 400; cycle++) {
        bus.cycle();
      }
      bus.openSink(true);
      bus.runUntilReceived(rows * per);
      for (int cycle = 0; cycle < 100; cycle++) {
        bus.cycle();
      }
      assertTrue(bus.inputWaits() > 100 && bus.outputWaits() > 100);
      assertEquals(rows, read(bus, map, "ROWS"));
      assertEquals(bus.inputWaits(), read(bus, map, "INPUT_WAITS"));
      assertEquals(bus.outputWaits(), read(bus, map, "OUTPUT_WAITS"));
      assertEquals(1, read(bus, map, "STATUS"));
      long before = read(bus, map, "CYCLES");
      long at = bus.sim.cycles();
      long after = read(bus, map, "CYCLES");
      assertTrue(after > before && after % 32 == 0 && after - before <= bus.sim.cycles() - at + 64,
          before + " to " + after);

      assertEquals(OKAY, bus.perform(AxiBus.Access.write(map.register("CONTROL").offset(), 1, WHOLE)).response);
      for (int i = 0; i < 100; i++) {
        bus.cycle();
      }
      assertEquals(0, read(bus, map, "CONTROL"));
      for (String counter : List.of("ROWS", "INPUT_WAITS", "OUTPUT_WAITS")) {
        assertEquals(0, read(bus, map, counter), counter);
      }
    }
  }

  private static long read(AxiBus bus, RegisterMap map, String name) {
    return bus.perform(AxiBus.Access.read(map.register(name).offset())).read;
  }

  @Test
  void aMisplacedLastIsReportedAndDoesNoHarm() {
    Small small = Small.of("softmax");
    RegisterMap map = RegisterMap.of(small.unit());
    int per = small.unit().rows().beats();
    int[] in = Stimulus.rows(small.bench(), 4, new Random(4));
    int[] expected = small.beats(small.bench().golden(in));
    // The bus believes in rows of one beat more.
    try (AxiBus bus = new AxiBus(small.ip(), per + 1, 0, 5)) {
      for (int beat : small.beats(in)) {
        bus.send(beat);
      }
      bus.runUntilReceived(expected.length);
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], bus.received().get(i));
      }
      assertEquals(4, read(bus, map, "STATUS"));
      bus.perform(AxiBus.Access.write(map.register("CONTROL").offset(), 1, WHOLE));
      for (int i = 0; i < 100; i++) {
        bus.cycle();
      }
      assertEquals(0, read(bus, map, "STATUS"));
    }
  }

  @Test
  void theRulesFindASourceThatGivesUp() {
    Small small = Small.of("softmax");
    RtlDesign design = small.ip();
    try (AxiBus bus = new AxiBus(design, small.unit().rows().beats(), 0, 1)) {
      SimulationException e = assertThrows(SimulationException.class, () -> {
        bus.sim.poke("m_axis_tready", 0);
        bus.sim.poke("s_axi_awvalid", 1);
        bus.sim.step(2);
        bus.sim.poke("s_axi_awvalid", 0);
        bus.sim.step(2);
      });
      assertTrue(e.getMessage().contains("valid of s_axi_aw fell before ready"), e.getMessage());
    }
  }
}
