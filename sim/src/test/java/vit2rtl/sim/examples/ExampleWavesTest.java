package vit2rtl.sim.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.examples.ByteMerger;
import vit2rtl.hdl.examples.TrafficLight.Light;
import vit2rtl.hdl.examples.TrafficLight;
import vit2rtl.hdl.examples.UartEcho;
import vit2rtl.hdl.examples.UartTransmitter;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.stream.StreamFifo;
import vit2rtl.hdl.type.UInt;
import vit2rtl.sim.CycleWindow;
import vit2rtl.sim.Samples;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.StallPattern;
import vit2rtl.sim.StreamJob;
import vit2rtl.sim.StreamResult;
import vit2rtl.sim.StreamSink;
import vit2rtl.sim.StreamSource;
import vit2rtl.sim.TextWave;
import vit2rtl.sim.Tools;

/** The examples at work, as pictures that a reviewer can read; {@code -Dvit2rtl.accept=true} rewrites them. */
class ExampleWavesTest {

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  private static void check(String name, String actual) throws IOException {
    Path file = Path.of(System.getProperty("vit2rtl.root"), "sim/src/test/resources/vit2rtl/sim/examples", name);
    if (Boolean.getBoolean("vit2rtl.accept")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
    }
    assertTrue(Files.exists(file), file + " does not exist");
    assertEquals(Files.readString(file), actual, name + " differs; to accept it: mvn -q -pl sim -am test"
        + " -Dtest=ExampleWavesTest -Dsurefire.failIfNoSpecifiedTests=false -Dvit2rtl.accept=true");
  }

  /** Every port, just before the clock edge, while {@code drive} pokes the inputs of each cycle. */
  private static String wave(RtlDesign design, Simulation sim, int cycles, IntConsumer drive) {
    List<long[]> values = new ArrayList<>();
    for (int cycle = 0; cycle < cycles; cycle++) {
      drive.accept(cycle);
      sim.eval();
      values.add(design.ports().stream().map(Port::name).mapToLong(sim::peek).toArray());
      sim.step();
    }
    return TextWave.of(new Samples(0, design.ports(), values.toArray(long[][]::new))).render();
  }

  @Test
  void aQueueFillsAndEmpties() throws IOException {
    RtlDesign design = Hdl.elaborate(() -> new StreamFifo<>("ByteQueue",
        Stream.of(UInt.bits(8), 1).withoutLast(), 4));
    try (Simulation sim = Simulator.open(design)) {
      // Beats of zeros first, so that nothing on the picture is what the memory woke up with.
      wave(design, sim, 6, cycle -> {
        sim.poke("in_valid", cycle < 4 ? 1 : 0);
        sim.poke("out_ready", 1);
      });
      check("ByteQueue.txt", wave(design, sim, 16, cycle -> {
        sim.poke("in_valid", cycle < 6 ? 1 : 0);
        sim.poke("in_data_0", 10 + cycle);
        sim.poke("out_ready", cycle >= 7 ? 1 : 0);
      }));
    }
  }

  @Test
  void aByteLeavesBitByBit() throws IOException {
    RtlDesign design = Hdl.elaborate(() -> new UartTransmitter(4));
    try (Simulation sim = Simulator.open(design)) {
      check("UartTransmitter.txt", wave(design, sim, 44, cycle -> {
        sim.poke("bytes_valid", cycle == 1 ? 1 : 0);
        sim.poke("bytes_data_0", cycle == 1 ? 'K' : 0);
      }));
    }
  }

  @Test
  void aLightChanges() throws IOException {
    Design<TrafficLight> design = Hdl.design(TrafficLight::new);
    try (Simulation sim = Simulator.open(design.rtl())) {
      check("TrafficLight.txt",
          wave(design.rtl(), sim, 12, cycle -> sim.poke("halt", cycle >= 4 && cycle < 8 ? 1 : 0)));
      assertEquals(Light.GREEN, design.top().light.type().constant(sim.peek(design.top().light)).orElseThrow());
    }
  }

  /** 'H', 'i' in on the line, 'H', 'i' out, a byte later. */
  @Test
  void bytesComeBack() {
    int divisor = 5;
    int[] bytes = {'H', 'i', 0, 255, 0x55};
    Design<UartEcho> design = Hdl.design(() -> new UartEcho(divisor, UartEcho.Losses.SHOWN));
    UartEcho dut = design.top();
    List<Integer> line = new ArrayList<>();
    try (Simulation sim = Simulator.open(design.rtl())) {
      for (int cycle = 0; cycle < divisor * 10 * (bytes.length + 2); cycle++) {
        int bit = cycle / divisor % 10;
        int index = cycle / divisor / 10;
        sim.poke(dut.rx, index >= bytes.length || bit == 9 ? 1 : bit == 0 ? 0 : bytes[index] >> bit - 1 & 1);
        sim.step();
        line.add((int) sim.peek(dut.tx));
        assertEquals(0, sim.peek(dut.lost.get()));
      }
    }
    int start = line.indexOf(0);
    int[] got = IntStream.range(0, bytes.length).map(i -> IntStream.range(0, 8)
        .map(bit -> line.get(start + divisor / 2 + divisor * (10 * i + 1 + bit)) << bit).sum()).toArray();
    assertArrayEquals(bytes, got);
    assertEquals(List.of("rx", "tx"), Hdl.elaborate(() -> new UartEcho(divisor, UartEcho.Losses.IGNORED)).ports()
        .stream().map(Port::name).toList());
  }

  @Test
  void rowsTakeTurns() throws IOException {
    RtlDesign design = Hdl.elaborate(() -> new ByteMerger(6));
    int[] first = IntStream.range(0, 12).map(i -> 100 + i).toArray();
    int[] second = IntStream.range(0, 12).map(i -> 200 + i).toArray();
    int[] merged = IntStream.range(0, 24).map(i -> (i / 6 % 2 == 0 ? 100 : 200) + i / 12 * 6 + i % 6).toArray();
    StreamJob job = new StreamJob(
        List.of(new StreamSource("first", first, 6, StallPattern.none()),
            new StreamSource("second", second, 6, StallPattern.none())),
        List.of(new StreamSink("out", 4, 6, StallPattern.none()))).withWindow(new CycleWindow(0, 16));
    try (Simulation sim = Simulator.open(design)) {
      StreamResult run = sim.stream(job);
      assertArrayEquals(merged, run.data());
      assertEquals(25, run.cycles());
      check("ByteMerger.txt", TextWave.of(run.samples()).only(Set.of("first_valid", "first_ready",
          "second_valid", "second_ready", "out_valid", "out_last", "out_data_0")).render());
    }
  }
}
