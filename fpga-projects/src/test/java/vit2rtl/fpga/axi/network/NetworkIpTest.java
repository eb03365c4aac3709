package vit2rtl.fpga.axi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.accelerator.cycles.ConstantSupply;
import vit2rtl.accelerator.cycles.CycleModel;
import vit2rtl.accelerator.cycles.MemorySupply;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.tool.Tools;

/** A network as an IP; AXI's rules are assertions in every simulation here. */
@Execution(ExecutionMode.CONCURRENT)
class NetworkIpTest {
  /** Not a multiple of 4 KiB, nor of a burst of the widest bus, and above 32 bits. */
  static final long BASE = 0x12_0000_0FC0L;

  private static NetworkFixture network;

  @BeforeAll
  static void make() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    network = NetworkFixture.tiny();
  }

  private static NetworkBus open(int percent, int control) {
    return open(network, percent, control);
  }

  /** Running, its constants in memory. */
  static NetworkBus open(NetworkFixture network, int percent, int control) {
    return open(network, percent, control, SimOptions.Speed.FAST_BUILD);
  }

  static NetworkBus open(NetworkFixture network, int percent, int control, SimOptions.Speed speed) {
    NetworkBus bus = new NetworkBus(network.ip(), speed, percent, 5);
    bus.memory.holds(BASE, network.program().stream());
    bus.memory.pauses(percent, 6);
    bus.write("MODEL_LOW", BASE & 0xFFFFFFFFL);
    bus.write("MODEL_HIGH", BASE >> 32);
    bus.write("CONTROL", control);
    return bus;
  }

  /** The images that came out, in order, and nothing else. */
  static void came(NetworkFixture of, NetworkBus bus, int... images) {
    List<Integer> logits = new ArrayList<>();
    List<Boolean> lasts = new ArrayList<>();
    for (int image : images) {
      int[] expected = of.logits().get(image);
      IntStream.of(expected).forEach(logits::add);
      lasts.addAll(Collections.nCopies(expected.length - 1, false));
      lasts.add(true);
    }
    assertEquals(logits, bus.results());
    assertEquals(lasts, bus.lasts());
  }

  @Test
  void logitsEqualTheGoldenModelsAndTheCountersSayWhatHappened() {
    try (NetworkBus bus = open(0, NetworkBus.RUN)) {
      for (int i = 0; i < 4; i++) {
        bus.send(network.video(i));
      }
      bus.runUntilImages(4);
      bus.run(20);
      came(network, bus, 0, 1, 2, 3);
      assertEquals(4, bus.read("IMAGES"));
      assertEquals(0, bus.read("ERROR"));
      assertEquals(0, bus.read("BROKEN_IMAGES"));
      assertEquals(4L * network.ip().config().beats(), bus.read("READ_BEATS"));
      assertEquals(bus.ends().get(3) - bus.ends().get(2), bus.read("IMAGE_CYCLES"));
      assertEquals(0, bus.read("STATUS"));
      assertEquals(3, bus.read("INTERRUPT"), "images came in and went out");
      assertEquals(0, bus.sim.peek("irq"));
      bus.write("INTERRUPT_ENABLE", 1);
      bus.run(3);
      assertEquals(1, bus.sim.peek("irq"));
      bus.write("INTERRUPT", 1);
      bus.run(3);
      assertEquals(0, bus.sim.peek("irq"));
      assertEquals(2, bus.read("INTERRUPT"));
      bus.write("COMMAND", 1);
      assertEquals(0, bus.read("IMAGES"));
    }
  }

  @Test
  void nothingDependsOnWhoPauses() {
    try (NetworkBus bus = open(60, NetworkBus.RUN | NetworkBus.PACKETS)) {
      for (int i = 0; i < 4; i++) {
        bus.send(network.packet(i));
      }
      bus.runUntilImages(4);
      came(network, bus, 0, 1, 2, 3);
      assertTrue(bus.read("RESULT_WAITS") > 0);
      assertEquals(0, bus.read("ERROR"));
    }
  }

  /** As many images come in as there is room for, and wait. */
  @Test
  void aSinkThatTakesNothingHoldsEverythingUp() {
    try (NetworkBus bus = open(0, NetworkBus.RUN)) {
      bus.takeResults(100);
      for (int i = 0; i < 8; i++) {
        bus.send(network.video(i % 4));
      }
      bus.run(80_000);
      assertTrue(bus.results().isEmpty() && !bus.allSent());
      assertTrue(bus.flag("STATUS", "BUSY") && bus.flag("STATUS", "RESULT_VALID"));
      bus.takeResults(0);
      bus.runUntilImages(8);
      came(network, bus, 0, 1, 2, 3, 0, 1, 2, 3);
      assertEquals(0, bus.read("STATUS"));
    }
  }

  /** Models that the accelerator takes may change from one image to the next. */
  @Test
  void theModelOfAnImageIsTheOneWhoseAddressIsThere() {
    QuantizedVit second = NetworkFixture.model(7001);
    byte[] other = ProgramBuilder.build(network.program().config(), second).stream();
    assertEquals(network.program().stream().length, other.length);
    try (NetworkBus bus = open(20, NetworkBus.RUN)) {
      byte[] both = Arrays.copyOf(network.program().stream(), 0x10000 + other.length);
      System.arraycopy(other, 0, both, 0x10000, other.length);
      bus.memory.holds(BASE, both);
      bus.send(network.video(0));
      bus.runUntilImages(1);
      bus.write("MODEL_LOW", (BASE & 0xFFFFFFFFL) + 0x10000);
      bus.send(network.video(1));
      bus.runUntilImages(2);
      int[] expected = new IntegerVit(second).logits(network.images().get(1));
      assertEquals(IntStream.of(expected).boxed().toList(), bus.results().subList(expected.length, 2 * expected.length));
    }
  }

  /** Cycles of an image between others. */
  static long predicted(Program program, Supplier<ConstantSupply> supply) {
    return new CycleModel(program, supply.get()).run(4) - new CycleModel(program, supply.get()).run(3);
  }

  /** A memory that keeps up makes no difference; of one that does not, the formula says the rate. */
  @Test
  void theFormulaSaysTheRateOfASlowMemory() {
    ReadBus read = network.ip().config().bus();
    long free = predicted(network.program(), () -> ConstantSupply.ALWAYS);
    MemorySupply.Timing fast = new MemorySupply.Timing(read.bytes(), read.burst(), read.outstanding(), 20, read.bytes());
    assertEquals(free, predicted(network.program(), () -> supply(fast)));
    for (double rate : new double[] {0.5, 1, 2.5}) {
      MemorySupply.Timing slow = new MemorySupply.Timing(read.bytes(), read.burst(), read.outstanding(), 20, rate);
      double stated = network.program().stream().length / slow.rate();
      assertTrue(stated > free);
      assertEquals(stated, predicted(network.program(), () -> supply(slow)), 0.02 * stated);
    }
    MemorySupply.Timing far = new MemorySupply.Timing(read.bytes(), read.burst(), read.outstanding(), 150, read.bytes());
    double stated = network.program().stream().length / far.rate();
    assertEquals(stated, predicted(network.program(), () -> supply(far)), 0.02 * stated);
  }

  private static ConstantSupply supply(MemorySupply.Timing timing) {
    return new MemorySupply(timing, network.program().stream().length, network.program().config().inner());
  }

  /** Memories that keep up, whose latency is too long for what is under way, and that are slow. */
  @ParameterizedTest
  @CsvSource({"1, 8", "20, 8", "150, 8", "10, 2.5", "10, 1", "90, 1.3"})
  void imagesComeAtThePredictedRate(int latency, double bytesPerCycle) {
    try (NetworkBus bus = open(0, NetworkBus.RUN)) {
      bus.memory.timing(latency, bytesPerCycle);
      for (int i = 0; i < 4; i++) {
        bus.send(network.video(i));
      }
      bus.runUntilImages(4);
      came(network, bus, 0, 1, 2, 3);
      ReadBus read = network.ip().config().bus();
      MemorySupply.Timing timing =
          new MemorySupply.Timing(read.bytes(), read.burst(), read.outstanding(), latency, bytesPerCycle);
      long found = bus.ends().get(3) - bus.ends().get(2);
      long predicted = predicted(network.program(), () -> supply(timing));
      assertEquals(predicted, found, 0.02 * predicted, "cycles of an image");
    }
  }
}
