package vit2rtl.fpga.axi.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.fpga.axi.Register;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.tool.Tools;

/** What goes wrong around a network's IP is said, and does no harm to the images that follow. */
@Execution(ExecutionMode.CONCURRENT)
class NetworkTroubleTest {
  private static final int SIDE = 8;
  private static final int SLVERR = 2;
  private static final int ERROR = 4;

  private static NetworkFixture network;

  @BeforeAll
  static void make() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    network = NetworkFixture.tiny();
  }

  private static NetworkBus open(int control) {
    return NetworkIpTest.open(network, 15, control);
  }

  private static void dropped(NetworkBus bus, String cause, int images) {
    assertEquals(images, bus.read("BROKEN_IMAGES"));
    assertEquals(cause.isEmpty() ? 0 : bus.map.register("ERROR").fields().stream().filter(f -> f.name().equals(cause))
        .findFirst().orElseThrow().mask(), bus.read("ERROR"));
    assertEquals(cause.isEmpty() ? 0 : ERROR, bus.read("INTERRUPT") & ERROR);
  }

  // ---- framing -----------------------------------------------------------------------------------------------------

  /** Before an image, the pixel that is changed, and after it, of a video stream. */
  private void video(Consumer<List<NetworkBus.Pixel>> damage, String cause) {
    try (NetworkBus bus = open(NetworkBus.RUN)) {
      List<NetworkBus.Pixel> broken = new ArrayList<>(network.video(1));
      damage.accept(broken);
      bus.send(network.video(0));
      bus.send(broken);
      bus.send(network.video(2));
      bus.send(network.video(3));
      bus.runUntilImages(3);
      bus.run(1000);
      NetworkIpTest.came(network, bus, 0, 2, 3);
      dropped(bus, cause, 1);
      bus.write("ERROR", bus.read("ERROR"));
      assertEquals(0, bus.read("ERROR"));
    }
  }

  private static void set(List<NetworkBus.Pixel> pixels, int at, boolean first, boolean last) {
    pixels.set(at, new NetworkBus.Pixel(pixels.get(at).data(), first, last));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 15, 63})
  void aLineWithoutItsEnd(int at) {
    video(pixels -> set(pixels, at, false, false), "END_MISSING");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 62})
  void aLineThatEndsEarly(int at) {
    video(pixels -> set(pixels, at, false, true), "END_EARLY");
  }

  /** A camera that begins anew: what came before the last start belongs to no image. */
  @ParameterizedTest
  @ValueSource(ints = {1, 8, 63})
  void anImageThatStopsInTheMiddle(int pixels) {
    try (NetworkBus bus = open(NetworkBus.RUN)) {
      bus.send(network.video(0).subList(0, pixels));
      bus.send(network.video(1));
      bus.runUntilImages(1);
      NetworkIpTest.came(network, bus, 1);
      dropped(bus, "START_EARLY", 1);
    }
  }

  @Test
  void anImageWithoutItsStartIsDroppedWhole() {
    video(pixels -> set(pixels, 0, false, false), "START_MISSING");
  }

  /** Nothing is wrong with a camera that was there first. */
  @Test
  void aStreamInTheMiddleOfAnImageIsWaitedFor() {
    try (NetworkBus bus = open(NetworkBus.RUN)) {
      bus.send(network.video(0).subList(20, SIDE * SIDE));
      bus.run(200);
      assertTrue(bus.flag("STATUS", "SKIPPING"));
      bus.send(network.video(1));
      bus.runUntilImages(1);
      NetworkIpTest.came(network, bus, 1);
      dropped(bus, "", 0);
    }
  }

  @Test
  void packetsOfAnotherLength() {
    try (NetworkBus bus = open(NetworkBus.RUN | NetworkBus.PACKETS)) {
      List<NetworkBus.Pixel> shorter = new ArrayList<>(network.packet(1).subList(0, 50));
      set(shorter, 49, false, true);
      bus.send(network.packet(0));
      bus.send(shorter);
      bus.send(network.packet(2));
      bus.runUntilImages(2);
      dropped(bus, "END_EARLY", 1);
      bus.write("ERROR", bus.read("ERROR"));
      List<NetworkBus.Pixel> longer = new ArrayList<>(network.packet(1));
      set(longer, SIDE * SIDE - 1, false, false);
      longer.addAll(network.packet(0));
      bus.send(longer);
      bus.send(network.packet(3));
      bus.runUntilImages(3);
      bus.run(1000);
      NetworkIpTest.came(network, bus, 0, 2, 3);
      dropped(bus, "END_MISSING", 2);
    }
  }

  @Test
  void greenBlueRed() {
    try (NetworkBus bus = open(NetworkBus.RUN | NetworkBus.VIDEO_ORDER)) {
      bus.send(network.video(0).stream().map(pixel -> new NetworkBus.Pixel(pixel.data() << 16 & 0xFF0000
          | pixel.data() >> 8 & 0xFFFF, pixel.first(), pixel.last())).toList());
      bus.runUntilImages(1);
      NetworkIpTest.came(network, bus, 0);
    }
  }

  // ---- run and stop ------------------------------------------------------------------------------------------------

  @Test
  void whereItDoesNotRunTheImageThatHasBegunIsCompletedAndNoOtherBegins() {
    try (NetworkBus bus = open(NetworkBus.RUN)) {
      bus.send(network.video(0));
      bus.run(20);
      bus.write("CONTROL", 0);
      bus.send(network.video(1));
      bus.runUntilImages(1);
      bus.run(3000);
      NetworkIpTest.came(network, bus, 0);
      assertFalse(bus.allSent());
      assertFalse(bus.flag("STATUS", "BUSY"));
      bus.write("CONTROL", NetworkBus.RUN);
      bus.runUntilImages(2);
      NetworkIpTest.came(network, bus, 0, 1);
    }
  }

  // ---- memory ------------------------------------------------------------------------------------------------------

  /** The first beat, one within, and the last; the stream does not begin with a page. */
  @ParameterizedTest
  @CsvSource({"0, 2, READ_SLAVE", "1000, 3, READ_DECODE", "-1, 2, READ_SLAVE"})
  void aReadThatFailsHoldsTheNetworkUntilAReset(int beat, int response, String cause) {
    try (NetworkBus bus = open(NetworkBus.RUN)) {
      int bytes = network.ip().config().bus().bytes();
      long at = NetworkIpTest.BASE + (long) bytes * Math.floorMod(beat, network.ip().config().beats());
      bus.memory.timing(25, bytes);
      bus.memory.answers(at, response);
      bus.send(network.video(0));
      bus.send(network.video(1));
      for (int i = 0; !bus.flag("STATUS", "FAILED"); i++) {
        assertTrue(i < 100_000);
      }
      bus.run(3000);
      int asked = bus.memory.accepted();
      bus.run(100);
      assertEquals(asked, bus.memory.accepted());
      dropped(bus, cause, 0);
      assertEquals(at, bus.read("READ_HIGH") << 32 | bus.read("READ_LOW"));
      assertEquals(List.of(), bus.results());
      bus.write("ERROR", bus.read("ERROR"));
      bus.withdraw();
      bus.memory.answersWell();
      bus.write("COMMAND", 2);
      assertRests(bus);
      bus.send(network.video(2));
      bus.send(network.video(3));
      bus.runUntilImages(2);
      NetworkIpTest.came(network, bus, 2, 3);
      assertEquals(0, bus.read("ERROR"));
    }
  }

  private static void assertRests(NetworkBus bus) {
    for (int i = 0; bus.flag("STATUS", "RESETTING"); i++) {
      assertTrue(i < 1000);
    }
    assertEquals(0, bus.read("STATUS"));
  }

  /** While pixels come in, while constants are under way, while images are computed, while logits leave. */
  @ParameterizedTest
  @ValueSource(ints = {60, 300, 3000, 8000, 20000})
  void aResetInTheMiddleLeavesNothingBehind(int cycles) {
    try (NetworkBus bus = open(NetworkBus.RUN)) {
      bus.memory.timing(40, 8);
      for (int i = 0; i < 3; i++) {
        bus.send(network.video(i));
      }
      bus.run(cycles);
      bus.withdraw();
      bus.takeResults(100);
      bus.write("COMMAND", 2);
      assertRests(bus);
      bus.results().clear();
      bus.lasts().clear();
      bus.ends().clear();
      bus.takeResults(15);
      bus.send(network.video(3));
      bus.send(network.video(0));
      bus.runUntilImages(2);
      NetworkIpTest.came(network, bus, 3, 0);
      assertEquals(0, bus.read("ERROR"));
    }
  }

  // ---- registers ---------------------------------------------------------------------------------------------------

  @Test
  void registersAnswerAsTheMapSays() {
    try (NetworkBus bus = open(0)) {
      int words = 1 << bus.map.addressBits() - 2;
      List<Integer> readable = new ArrayList<>();
      List<Integer> writable = new ArrayList<>();
      for (int i = 0; i < words; i++) {
        if (bus.responseAt(4 * i) == 0) {
          readable.add(4 * i);
        }
        if (bus.writeAt(4 * i, 0, 15) == 0) {
          writable.add(4 * i);
        }
        assertEquals(SLVERR, bus.writeAt(4 * i, 1, 7), "a part of a word");
      }
      assertEquals(bus.map.registers().stream().filter(r -> r.access() != Register.Access.WRITE_ONLY)
          .map(Register::offset).toList(), readable);
      assertEquals(bus.map.registers().stream().filter(r -> r.access() != Register.Access.READ_ONLY)
          .map(Register::offset).toList(), writable);
      for (Register register : bus.map.registers()) {
        if (register.source() instanceof Register.Source.Constant) {
          assertEquals(register.resetValue() & 0xFFFFFFFFL, bus.read(register.name()), register.name());
        }
      }
      bus.write("MODEL_LOW", 0xFFFF_FFFFL);
      bus.write("MODEL_HIGH", 0x8123_4567L);
      assertArrayEquals(new long[] {0xFFFF_FFFFL, 0x8123_4567L},
          new long[] {bus.read("MODEL_LOW"), bus.read("MODEL_HIGH")});
    }
  }
}
