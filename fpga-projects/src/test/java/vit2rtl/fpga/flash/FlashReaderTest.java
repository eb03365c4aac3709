package vit2rtl.fpga.flash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.MemoryHandle;
import vit2rtl.sim.Probe;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.tool.Tools;

/** The readers beside a flash that speaks its commands, with every kind of read, and a sink that stops. */
@Execution(ExecutionMode.CONCURRENT)
class FlashReaderTest {
  private static final int OFFSET = 0x1000;
  private static final int CONTRACT = 0x12345678;
  private static final int WORDS = 5;
  private static final String BENCH = """
      module bench (input clk, input reset, input ready, output valid, output [31:0] data, output fault);
          wire run, deselect, send, sends;
          wire [3:0] io;
          pullup pull[3:0] (io);
          assign io[0] = sends ? send : 1'bz;
          READER reader (.clk(clk), .reset(reset), .run(run), .deselect(deselect), .send(send), .sends(sends),
              .receive(io), .fault(fault), .words_valid(valid), .words_ready(ready), .words_data_0(data));
          wire sck = run && !clk;
          SerialFlash flash (.clk(clk), .cs_n(deselect), .sck(sck), .io(io));
      endmodule
      """;

  private static RtlDesign design(RtlDesign reader) throws IOException {
    String around;
    try (InputStream flash = FlashReaderTest.class.getResourceAsStream("/vit2rtl/fpga/boards/simulation/flash.v")) {
      around = new String(flash.readAllBytes(), StandardCharsets.UTF_8) + BENCH.replace("READER", reader.topName());
    }
    return new RtlDesign("bench", Language.VERILOG, reader.text() + around, reader.verificationText() + around,
        reader.clocks(), List.of(port("ready", Direction.IN, 1), port("valid", Direction.OUT, 1),
            port("data", Direction.OUT, 32), port("fault", Direction.OUT, 1)), List.of());
  }

  private static Port port(String name, Direction direction, int bits) {
    return new Port(name, direction, bits, false, BigInteger.ZERO,
        BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
  }

  private static Probe probe(String name, int depth, int width) {
    return new Probe("flash", "SerialFlash", name, depth, width, false);
  }

  @ParameterizedTest
  @EnumSource(FlashFormat.Lines.class)
  void givesTheWordsPassByPass(FlashFormat.Lines lines) throws IOException {
    givesTheWords(Hdl.elaborate(() -> new FlashReader(new FlashFormat(OFFSET, lines, 500, CONTRACT))));
  }

  /** The small reader; with four lines a board's test has it, too. */
  @Tag("sweep")
  @ParameterizedTest
  @EnumSource(FlashFormat.Lines.class)
  void theSmallOneGivesTheSameWords(FlashFormat.Lines lines) throws IOException {
    givesTheWords(Hdl.elaborate(
        () -> new FlashBeats(new FlashFormat(OFFSET, lines, 500, CONTRACT, OptionalInt.of(WORDS)))));
  }

  private static void givesTheWords(RtlDesign reader) throws IOException {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    ByteBuffer image = ByteBuffer.allocate(4 * (FlashFormat.HEADER_WORDS + WORDS + 1));
    image.putInt(FlashFormat.MAGIC).putInt(CONTRACT).putInt(WORDS);
    Random random = new Random(1);
    int[] words = random.ints(WORDS).toArray();
    for (int word : words) {
      image.putInt(word);
    }
    image.putInt(FlashImage.check(image.array(), image.position()));
    try (Simulation sim = Simulator.open(design(reader), SimOptions.defaults()
        .withProbes(probe("cells", 1 << 21, 8), probe("wrong", 0, 16), probe("reads", 0, 16)))) {
      MemoryHandle cells = sim.memory("flash.cells");
      for (int i = 0; i < image.capacity(); i++) {
        cells.write(OFFSET + i, image.get(i) & 0xFF);
      }
      sim.reset();
      assertEquals(1, sim.peek("fault"));
      int taken = 0;
      for (int cycle = 0; cycle < 20_000; cycle++) {
        sim.poke("ready", random.nextInt(8) == 0 ? 1 : 0);
        sim.eval();
        if (sim.peek("valid") == 1 && sim.peek("ready") == 1) {
          assertEquals(Integer.toUnsignedLong(words[taken % WORDS]), sim.peek("data"), "word " + taken);
          taken++;
        }
        sim.step();
      }
      assertEquals(0, sim.peek("fault"));
      assertTrue(taken > 3 * WORDS, taken + " words");
      assertTrue(sim.memory("flash.reads").read(0) > 3);
      assertEquals(0, sim.memory("flash.wrong").read(0));
    }
  }
}
