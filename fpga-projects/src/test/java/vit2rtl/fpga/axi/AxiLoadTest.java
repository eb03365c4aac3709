package vit2rtl.fpga.axi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.bench.UnitBench;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamResult;
import vit2rtl.sim.dut.StreamSink;
import vit2rtl.sim.dut.StreamSource;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** Tables loaded over AXI4-Lite; AXI's rules are assertions in every simulation here. */
class AxiLoadTest {
  private static final int OKAY = 0;
  private static final int SLVERR = 2;
  private static final int WHOLE = 0xF;
  private static final int ADDRESS = 0x30;
  private static final int HIGH = 0x34;
  private static final int LOW = 0x38;
  private static final int STATUS = 0x18;
  private static final int CONTROL = 0x1C;
  private static final long EPSILON = (1L << 32) + 5;
  private static final int OUTPUT_VALID = 1 << 1;
  private static final int ROWS_INSIDE = 1 << 3;
  private static final int LOAD_REFUSED = 1 << 4;

  private static AxiBus open(Reloads reloads, int percent) {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    return new AxiBus(reloads.ip(), reloads.perRow(), percent, 11);
  }

  private static int write(AxiBus bus, int offset, long value) {
    return bus.perform(AxiBus.Access.write(offset, (int) value, WHOLE)).response;
  }

  private static long read(AxiBus bus, int offset) {
    return bus.perform(AxiBus.Access.read(offset)).read;
  }

  private static void writeAll(AxiBus bus, List<long[]> writes) {
    for (long[] write : writes) {
      assertEquals(OKAY, write(bus, (int) write[0], write[1]), "write at " + write[0]);
    }
  }

  private static int[] stream(AxiBus bus, Reloads reloads, int[] rows) {
    int from = bus.received().size();
    int[] in = reloads.beats(rows);
    for (int beat : in) {
      bus.send(beat);
    }
    bus.runUntilReceived(from + in.length);
    return bus.received().subList(from, from + in.length).stream().mapToInt(Long::intValue).toArray();
  }

  private static void clear(AxiBus bus) {
    assertEquals(OKAY, write(bus, CONTROL, 1));
    for (int i = 0; i < 100; i++) {
      bus.cycle();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"layernorm", "softmax"})
  void aSecondLayerIsLoadedAndComputedAtFullRate(String name) {
    Reloads reloads = Reloads.of(name);
    int[] rows = reloads.rows(40, 3);
    int[] first = reloads.beats(reloads.first().golden(rows));
    int[] second = reloads.beats(reloads.second().golden(rows));
    assertFalse(Arrays.equals(first, second));
    try (AxiBus bus = open(reloads, 30)) {
      assertArrayEquals(first, stream(bus, reloads, rows));
      writeAll(bus, reloads.writes());
      assertArrayEquals(second, stream(bus, reloads, rows));
      assertEquals(0, read(bus, STATUS));
      bus.cycle();
      StreamResult run = bus.sim.stream(new StreamJob(
          List.of(new StreamSource("s_axis", reloads.beats(rows), reloads.perRow(), StallPattern.none())),
          List.of(new StreamSink("m_axis", 40, reloads.perRow(), StallPattern.none()))));
      assertArrayEquals(second, run.data());
      StreamResult.Received out = run.received().get(0);
      assertEquals(second.length, out.lastCycle() - out.firstCycle() + 1, "one beat in every cycle");
      assertEquals(reloads.second().statedLatency(), run.latency());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"layernorm", "softmax"})
  void aLoadAmongRowsIsRefusedAndDoesNoHarm(String name) {
    Reloads reloads = Reloads.of(name);
    int[] rows = reloads.rows(60, 4);
    int[] expected = reloads.beats(reloads.first().golden(rows));
    try (AxiBus bus = open(reloads, 20)) {
      for (int beat : reloads.beats(rows)) {
        bus.send(beat);
      }
      bus.openSink(false);
      for (int i = 0; i < 300; i++) {
        bus.cycle();
      }
      bus.openSink(true);
      for (int i = 0; bus.received().size() < expected.length; i++) {
        long[] write = reloads.writes().get(i % reloads.writes().size());
        int response = write(bus, (int) write[0], write[1]);
        if (bus.received().size() < expected.length) {
          assertEquals(write[0] == LOW ? SLVERR : OKAY, response);
        }
      }
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], bus.received().get(i), "beat " + i);
      }
      assertEquals(LOAD_REFUSED, read(bus, STATUS));
      clear(bus);
      assertEquals(0, read(bus, STATUS));
      // Nobody takes the last rows for a while: parts of rows stay inside, and none is offered any more.
      bus.openSink(false);
      for (int beat : reloads.beats(reloads.rows(1, 5))) {
        bus.send(beat);
      }
      for (int i = 0; i < 200; i++) {
        bus.cycle();
      }
      assertEquals(ROWS_INSIDE | OUTPUT_VALID, read(bus, STATUS));
      assertEquals(SLVERR, write(bus, LOW, 0));
      assertEquals(ROWS_INSIDE | OUTPUT_VALID | LOAD_REFUSED, read(bus, STATUS));
    }
  }

  /** Rows and writes that start together: a row meets the new constant as a whole or, with the refusal, the old one. */
  @Test
  void aRowOfferedWithALoadMeetsOneConstantOnly() {
    Reloads reloads = Reloads.of("layernorm");
    LayerNormParams layer = Reloads.layer(1);
    int[] row = reloads.rows(1, 8);
    int[] responses = new int[SLVERR + 1];
    try (AxiBus bus = open(reloads, 50)) {
      assertEquals(OKAY, write(bus, ADDRESS, 3));
      int zeroPoint = layer.zeroPoint();
      Map<Integer, int[]> golden = new HashMap<>();
      for (int i = 0; i < 60; i++) {
        int next = 101 + i % 2;
        int from = bus.received().size();
        for (int beat : reloads.beats(row)) {
          bus.send(beat);
        }
        int response = write(bus, LOW, next);
        responses[response]++;
        zeroPoint = response == OKAY ? next : zeroPoint;
        bus.runUntilReceived(from + reloads.perRow());
        int[] expected = golden.computeIfAbsent(zeroPoint, point -> reloads.beats(new UnitBench(Reloads.config(
            new LayerNormParams(layer.input(), point, layer.alpha(), layer.epsilon(), layer.output(), layer.gain(),
                layer.offset(), layer.fraction()))).golden(row)));
        assertArrayEquals(expected, bus.received().subList(from, from + expected.length).stream()
            .mapToInt(Long::intValue).toArray(), "row " + i);
      }
      assertTrue(responses[OKAY] > 5 && responses[SLVERR] > 5, Arrays.toString(responses));
    }
  }

  /** The counter of rows has assertions of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"layernorm", "softmax"})
  void asManyRowsAsFitAreCountedWhenEachIsOneBeat(String name) {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    UnitKind kind = UnitKinds.named(name);
    UnitBench bench = new UnitBench(kind.config(Settings.of(kind,
        Map.of(name.equals("softmax") ? "length" : "channels", "2", "lanes", "2", "tables", "loadable"))));
    FpgaUnit unit = new FpgaUnit(bench.config());
    try (AxiBus bus = new AxiBus(AxiIp.of(unit).design(), 1, 0, 12)) {
      // A place that exists: the register has no value before it is written.
      assertEquals(OKAY, write(bus, ADDRESS, 0));
      bus.openSink(false);
      for (int i = 0; i < 500; i++) {
        bus.send(i);
        bus.cycle();
      }
      assertTrue(bus.inputWaits() > 100, "the unit is full");
      assertEquals(SLVERR, write(bus, LOW, 0));
      bus.openSink(true);
      bus.runUntilReceived(500);
      assertEquals(OKAY, write(bus, LOW, 0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"layernorm", "softmax"})
  void everyAddressAnswersAsTheMapSays(String name) {
    Reloads reloads = Reloads.of(name);
    RegisterMap map = RegisterMap.of(reloads.unit());
    int[] rows = reloads.rows(20, 6);
    try (AxiBus bus = open(reloads, 30)) {
      for (int offset = 0; offset < 1 << RegisterMap.ADDRESS_BITS; offset += 4) {
        int at = offset;
        Register register = map.registers().stream().filter(r -> r.offset() == at).findFirst().orElse(null);
        boolean readable = register != null && register.access() != Register.Access.WRITE_ONLY;
        AxiBus.Access read = bus.perform(AxiBus.Access.read(offset));
        assertEquals(readable ? OKAY : SLVERR, read.response, "read at " + offset);
        if (!readable) {
          assertEquals(0, read.read, "read at " + offset);
        }
        for (int strobe = 0; strobe < WHOLE; strobe++) {
          assertEquals(SLVERR, bus.perform(AxiBus.Access.write(offset, -1, strobe)).response,
              "write of strobe " + strobe + " at " + offset);
        }
        boolean writable = register != null && register.access() != Register.Access.READ_ONLY;
        if (offset != LOW) {
          assertEquals(writable ? OKAY : SLVERR, write(bus, offset, 0), "write at " + offset);
        }
      }
      assertEquals(0, read(bus, STATUS), "partial writes of LOAD_LOW are illegal, not refused");
      assertArrayEquals(reloads.beats(reloads.first().golden(rows)), stream(bus, reloads, rows), "nothing was stored");
    }
  }

  @Test
  void oneWriteStoresOneConstantAndPlacesThatDoNotExistAreRefused() {
    Reloads reloads = Reloads.of("layernorm");
    LayerNormParams layer = Reloads.layer(1);
    int[] gain = layer.gain();
    gain[4] = -77_777;
    int[] alpha = layer.alpha();
    alpha[0] = 3 - alpha[0];
    int[] rows = reloads.rows(20, 7);
    int[] later = golden(layer, layer.alpha(), gain, rows);
    int[] last = golden(layer, alpha, gain, rows);
    assertFalse(Arrays.equals(Arrays.copyOf(later, Reloads.LENGTH), Arrays.copyOf(last, Reloads.LENGTH)));
    try (AxiBus bus = open(reloads, 0)) {
      List<long[]> writes = new ArrayList<>();
      Reloads.constant(writes, 1, 1, 1, gain[4]);
      Reloads.constant(writes, 4, 0, 0, EPSILON);
      writeAll(bus, writes);
      assertEquals(0, read(bus, STATUS));
      for (int place : List.of(1 | 3 << 8, 1 | 5 << 16, 2 | 7 << 16 | 1 << 8, 3 | 1 << 8, 4 | 1 << 16, 5, 7)) {
        assertEquals(OKAY, write(bus, ADDRESS, place));
        assertEquals(OKAY, write(bus, HIGH, 0));
        assertEquals(SLVERR, write(bus, LOW, 1234));
        assertEquals(LOAD_REFUSED, read(bus, STATUS));
        clear(bus);
      }
      assertArrayEquals(reloads.beats(later), stream(bus, reloads, rows));
      // A row in the cycle after the answer meets the constant, that of its first channel too.
      writes.clear();
      Reloads.constant(writes, 0, 0, 0, alpha[0]);
      writeAll(bus, writes);
      assertArrayEquals(reloads.beats(last), stream(bus, reloads, rows));
    }
  }

  private static int[] golden(LayerNormParams layer, int[] alpha, int[] gain, int[] rows) {
    return new UnitBench(Reloads.config(new LayerNormParams(layer.input(), layer.zeroPoint(), alpha, EPSILON,
        layer.output(), gain, layer.offset(), layer.fraction()))).golden(rows);
  }
}
