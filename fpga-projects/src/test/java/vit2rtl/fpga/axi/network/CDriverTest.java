package vit2rtl.fpga.axi.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Memory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.accelerator.file.ModelBin;
import vit2rtl.fpga.axi.IpPackage;
import vit2rtl.sim.tool.Processes;
import vit2rtl.sim.tool.Tools;

/** The C driver against the simulated IP and DMA: in this process, and as a program with sanitizers. */
@Execution(ExecutionMode.CONCURRENT)
class CDriverTest {
  private static final List<String> STRICT = List.of("-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror");
  private static final long MODEL = 0x1_0000_0040L;
  private static final long IMAGE = 0x1_1000_0000L;
  private static final long LOGITS = 0x1_2000_0004L;
  private static final int LOOKS = 100_000;

  private static NetworkFixture network;
  private static byte[] model;

  @TempDir
  Path folder;

  @BeforeAll
  static void make() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    network = NetworkFixture.tiny();
    model = ModelBin.bytes(network.program());
  }

  private static boolean installed(String tool) {
    return new Tools(tool, List.of(), "", "", "").isInstalled();
  }

  /** A file beside this class. */
  static String resource(String name) throws IOException {
    try (InputStream stream = CDriverTest.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Path sources() {
    IpPackage.write(NetworkPackage.files(network.ip()), List.of(), folder);
    return folder.resolve("driver");
  }

  private static SystemMemory.Piece piece(Memory memory) {
    return new SystemMemory.Piece() {
      @Override
      public long bytes() {
        return memory.size();
      }

      @Override
      public byte get(long offset) {
        return memory.getByte(offset);
      }

      @Override
      public void set(long offset, byte value) {
        memory.setByte(offset, value);
      }
    };
  }

  private static Memory memory(byte[] bytes) {
    Memory memory = new Memory(bytes.length);
    memory.write(0, bytes, 0, bytes.length);
    return memory;
  }

  /** Everything that the driver says, in one run: what is refused, images, what goes wrong, and images again. */
  @ParameterizedTest
  @ValueSource(strings = {"gcc", "clang"})
  void theDriverDoesWhatItSays(String compiler) throws IOException {
    assumeTrue(installed(compiler), compiler + " is not installed");
    List<String> command = new ArrayList<>(List.of(compiler));
    command.addAll(STRICT);
    command.addAll(List.of("-shared", "-fPIC", "-o", "libv2r.so", "v2r.c"));
    Path driver = sources();
    Processes.run(driver, command);
    try (SimulatedSystem system = new SimulatedSystem(network)) {
      CDriver c = new CDriver(driver.resolve("libv2r.so").toString(), system);
      assertEquals("no vit2rtl network at this address", c.words(c.init(SimulatedSystem.IP + 4, SimulatedSystem.DMA)));
      assertEquals("done", c.words(c.init(SimulatedSystem.IP, SimulatedSystem.DMA)));
      Memory image = memory(system.pixels(0));
      Memory logits = new Memory(4L * network.logits().get(0).length);
      system.memory.put(IMAGE, piece(image));
      system.memory.put(LOGITS, piece(logits));
      assertEquals("no model is loaded", c.words(c.run(image, IMAGE, logits, LOGITS)));
      assertEquals("no image is under way", c.words(c.await(1)));
      refusals(c);
      Memory whole = memory(model);
      system.memory.put(MODEL, piece(whole));
      assertEquals("done", c.words(c.load(whole, model.length, MODEL)));
      assertTrue(c.cleaned(whole));
      images(c, system, image, logits);

      // A memory that loses the model, and one that comes back.
      system.bus.memory.answers(MODEL + model.length - 100, 3);
      assertEquals(0, c.run(image, IMAGE, logits, LOGITS));
      assertEquals("the model could not be read from memory", c.words(c.await(LOOKS)));
      system.bus.memory.answersWell();
      assertEquals("done", c.words(c.reset()));
      images(c, system, image, logits);

      // Logits that lie where nothing is.
      assertEquals(0, c.run(image, IMAGE, logits, LOGITS + (1L << 36)));
      assertEquals("the DMA could not read the image or write the logits", c.words(c.await(LOOKS)));
      assertEquals("done", c.words(c.reset()));
      images(c, system, image, logits);
    }
  }

  private void refusals(CDriver c) {
    byte[] damaged = model.clone();
    damaged[damaged.length - 1] ^= 1;
    byte[] newer = model.clone();
    newer[8] = 2;
    byte[] other = model.clone();
    other[40] ^= 1;
    checksum(other);
    assertEquals("not a model.bin of a version that this driver knows", c.words(c.load(memory(newer), newer.length, MODEL)));
    assertEquals("not a model.bin of a version that this driver knows", c.words(c.load(memory(model), 39, MODEL)));
    assertEquals("model.bin is damaged: its length or checksum is wrong",
        c.words(c.load(memory(damaged), damaged.length, MODEL)));
    assertEquals("model.bin is damaged: its length or checksum is wrong",
        c.words(c.load(memory(model), model.length - 1, MODEL)));
    assertEquals("model.bin was made for another accelerator", c.words(c.load(memory(other), other.length, MODEL)));
    assertEquals("model.bin must lie at a multiple of 64", c.words(c.load(memory(model), model.length, MODEL + 8)));
  }

  private static void checksum(byte[] file) {
    CRC32 crc = new CRC32();
    crc.update(file, 16, file.length - 16);
    for (int i = 0; i < 4; i++) {
      file[12 + i] = (byte) (crc.getValue() >> 8 * i);
    }
  }

  private void images(CDriver c, SimulatedSystem system, Memory image, Memory logits) {
    for (int i = 0; i < 2; i++) {
      byte[] pixels = system.pixels(i);
      image.write(0, pixels, 0, pixels.length);
      logits.clear();
      assertEquals(0, c.run(image, IMAGE, logits, LOGITS));
      assertEquals("an image is under way", c.words(c.run(image, IMAGE, logits, LOGITS)));
      assertEquals("not done yet", c.words(c.await(2)));
      assertEquals("done", c.words(c.await(LOOKS)));
      int[] expected = network.logits().get(i);
      assertArrayEquals(expected, logits.getIntArray(0, expected.length));
      assertEquals(top(expected), c.top(logits));
      assertEquals(system.bus.read("IMAGE_CYCLES"), c.cycles());
      assertTrue(c.cleaned(image) && c.invalidated(logits));
    }
  }

  private static int top(int[] logits) {
    return IntStream.range(0, logits.length).reduce((a, b) -> logits[b] > logits[a] ? b : a).orElseThrow();
  }

  /** The Linux example, its platform replaced by one that reaches the simulation, with sanitizers. */
  @Test
  void theExampleClassifiesWithoutAFault() throws Exception {
    assumeTrue(installed("gcc"), "gcc is not installed");
    Path driver = sources();
    Files.writeString(driver.resolve("v2r_simulation.c"), resource("v2r_simulation.c"));
    List<String> command = new ArrayList<>(List.of("gcc", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover"));
    command.addAll(STRICT);
    command.addAll(List.of("-o", "classify", "classify.c", "v2r_simulation.c", "v2r.c"));
    Processes.run(driver, command);
    Files.write(driver.resolve("model.bin"), model);
    try (SimulatedSystem system = new SimulatedSystem(network)) {
      // Standard error comes at once, standard output at the end.
      StringBuilder expected = new StringBuilder("exit 1\nshort has 7 bytes; needed: 192, 8 by 8 pixels of 3\n");
      for (int i = 0; i < 2; i++) {
        Files.write(driver.resolve("image" + i), system.pixels(i));
        int[] logits = network.logits().get(i);
        expected.append("image").append(i).append(" class ").append(top(logits)).append(" cycles N logits ")
            .append(Arrays.stream(logits).mapToObj(String::valueOf).collect(Collectors.joining(" "))).append('\n');
      }
      Files.write(driver.resolve("short"), new byte[7]);
      String said = BusServer.serve(system, driver,
          List.of(driver.resolve("classify").toString(), "model.bin", "image0", "image1", "short"), Map.of());
      assertEquals(expected.toString(), said.replaceAll("cycles \\d+", "cycles N"));
    }
  }

  /** The platform of Linux on plain files in place of devices: it reads what is there, and waits no longer than it may. */
  @Test
  void theLinuxPlatformMapsWhatItIsGiven() throws Exception {
    assumeTrue(installed("gcc") && installed("make"), "gcc and make are not installed");
    Path driver = sources();
    Processes.run(driver, List.of("make", "-s", "CC=gcc"));
    Files.write(driver.resolve("model.bin"), model);
    Files.write(driver.resolve("registers"), new byte[4096]);
    Files.write(driver.resolve("dma"), new byte[4096]);
    Files.write(driver.resolve("memory"), new byte[1 << 16]);
    Files.writeString(driver.resolve("phys_addr"), "0x000000010f000000\n");
    Files.writeString(driver.resolve("size"), "65536\n");
    String run = "V2R_UIO_NETWORK=registers V2R_UIO_DMA=dma V2R_MEMORY=memory V2R_MEMORY_INFO=. ./classify model.bin x;"
        + " echo exit $?";
    assertEquals("network: no vit2rtl network at this address\nexit 1\n",
        Processes.run(driver, List.of("sh", "-c", run)));
    byte[] registers = new byte[4096];
    System.arraycopy(new byte[] {0x54, 0x52, 0x32, 0x56, 0, 0, 1, 0}, 0, registers, 0, 8);
    Files.write(driver.resolve("registers"), registers);
    // The bit that asks the DMA for a reset stays, as nothing is behind the file.
    assertEquals("network: not done yet\nexit 1\n", Processes.run(driver, List.of("sh", "-c", run)));
    assertEquals(4, Files.readAllBytes(driver.resolve("dma"))[0]);
    assertEquals("cannot open nothing: No such file or directory\nexit 3\n",
        Processes.run(driver, List.of("sh", "-c", "V2R_UIO_NETWORK=nothing ./classify model.bin x; echo exit $?")));
  }
}
