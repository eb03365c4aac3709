package vit2rtl.fpga.board;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.cycles.CycleModel;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.bench.accelerator.NetworkSettings;
import vit2rtl.bench.accelerator.NetworkStreams;
import vit2rtl.fpga.board.BoardHost.Classified;
import vit2rtl.fpga.board.Protocol.Status;
import vit2rtl.fpga.network.NetworkUnit;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.Settings;

/**
 * Whole tops with a network on the chip, reached through their pins alone: logits equal the golden model's, and what goes
 * wrong on the line or by the button is said and does no harm to the next image.
 */
class NetworkBoardTest {
  private static final int FAST = 4;
  /** As 'board simulate' has it: a test of that command shares the built model. */
  private static final int TIMEOUT = 1 << 16;
  private static final int SIDE = 4;
  private static final int PIXELS = SIDE * SIDE;
  private static final int CLASSES = 5;
  private static final int SEQUENCE = 9;

  private static QuantizedVit model;
  private static AcceleratorConfig config;
  private static Program program;
  private static List<Image> images;
  private static List<int[]> logits;
  private static NetworkUnit unit;
  private static BoardDesign design;

  /** One multiplier, so that the serial line is faster than the network, and two images are inside. */
  @BeforeAll
  static void network() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    model = Quantizer.quantize(
        new SyntheticVit(7, new SyntheticVit.Sizes(SIDE, 2, 1, 8, 2, 2, 12, CLASSES, 1, true)).checkpoint(),
        SyntheticVit.images(8, 4, 1, SIDE), QuantizeOptions.of(Recipe.WIDE), done -> { });
    config = NetworkSettings.config(model, Settings.of("network", NetworkSettings.ALL,
        Map.of("columns", "1", "inner", "1", "groups", "1")));
    program = ProgramBuilder.build(config, model);
    Images source = SyntheticVit.images(100, 6, 1, SIDE);
    images = IntStream.range(0, source.size()).mapToObj(source::image).toList();
    logits = images.stream().map(NetworkBoardTest::goldenLogits).toList();
    unit = NetworkUnit.of(config, model);
    design = BoardDesign.of(Board.named("ulx3s-85f-network"), new BoardConfig(List.of(unit), FAST, TIMEOUT));
  }

  private static SimulatedBoard power() {
    return new SimulatedBoard(design, SimOptions.defaults(), 2L * TIMEOUT);
  }

  private static int[] pixels(List<Image> of) {
    return NetworkStreams.pixels(config.shape(), of);
  }

  private static void equal(List<int[]> expected, List<Classified> found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), found.get(i).logits(), "image " + i);
    }
  }

  @Test
  void logitsEqualTheGoldenModels() {
    try (SimulatedBoard board = power()) {
      BoardHost host = new BoardHost(board);
      BoardDescription.Unit there = host.describe().unit(NetworkUnit.NAME);
      assertEquals(new BoardDescription.Unit(1, NetworkUnit.NAME, IntRange.unsigned(8),
          IntRange.signed(config.formats().logitBits()), PIXELS, CLASSES, unit.fingerprint()), there);
      List<Classified> all = host.classify(there, pixels(images), done -> { });
      equal(logits, all);
      assertEquals(0, host.repeats());
      // The images between, back to back; the ROM describes its runs in cycles of their own.
      long backToBack = new CycleModel(program).run(images.size()) - new CycleModel(program).run(images.size() - 1);
      for (Classified image : all.subList(2, images.size())) {
        assertEquals(all.get(2).cycles(), image.cycles());
        assertTrue(image.cycles() >= backToBack && image.cycles() < 1.1 * backToBack,
            image.cycles() + " cycles; predicted: " + backToBack);
      }
    }
  }

  /** A request with sequence number {@link #SEQUENCE}. */
  private static byte[] request(Image image) {
    int[] row = pixels(List.of(image));
    byte[] bytes = new byte[row.length + 4];
    bytes[0] = (byte) Protocol.REQUEST;
    bytes[1] = 1;
    bytes[2] = SEQUENCE;
    for (int i = 0; i < row.length; i++) {
      bytes[3 + i] = (byte) row[i];
    }
    bytes[bytes.length - 1] = (byte) Protocol.crc(bytes, 1, bytes.length - 1);
    return bytes;
  }

  /** The bytes that come until the board falls silent. */
  private static byte[] answer(SimulatedBoard board, byte[] request) {
    board.write(request);
    byte[] chunk = new byte[4096];
    List<byte[]> parts = new ArrayList<>();
    for (int n = board.read(chunk); n > 0; n = board.read(chunk)) {
      parts.add(Arrays.copyOf(chunk, n));
    }
    byte[] all = new byte[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /** A reply says what happened and holds the logits of the image that went in. */
  private static void answered(Status status, int[] expected, byte[] reply) {
    int each = (config.formats().logitBits() + 7) / 8;
    assertEquals(4 + CLASSES * each + NetworkUnit.CYCLE_BYTES + 1, reply.length);
    assertArrayEquals(new byte[] {Protocol.REPLY, (byte) status.ordinal(), 1, SEQUENCE}, Arrays.copyOf(reply, 4));
    for (int c = 0; c < CLASSES; c++) {
      int free = 32 - 8 * each;
      assertEquals(expected[c], BoardDescription.number(reply, 4 + c * each, each) << free >> free);
    }
    assertEquals(Protocol.crc(reply, 1, reply.length - 1), reply[reply.length - 1] & 0xFF);
  }

  @Test
  void aDamagedImageIsReportedAndTheNextOneIsFine() {
    try (SimulatedBoard board = power()) {
      byte[] damaged = request(images.get(0));
      damaged[damaged.length - 1] ^= 0x20;
      answered(Status.CRC, logits.get(0), answer(board, damaged));
      assertEquals(1, board.pin(BoardDesign.TROUBLE));
      answered(Status.OK, logits.get(1), answer(board, request(images.get(1))));
    }
  }

  @Test
  void aHostThatStopsInTheMiddleOfAnImageIsToldSo() {
    byte[] zeros = images.get(0).pixels().clone();
    Arrays.fill(zeros, 7, zeros.length, (byte) 0);
    int[] completed = goldenLogits(new Image(1, SIDE, SIDE, zeros));
    try (SimulatedBoard board = power()) {
      answered(Status.TIMEOUT, completed, answer(board, Arrays.copyOf(request(images.get(0)), 3 + 7)));
      answered(Status.OK, logits.get(1), answer(board, request(images.get(1))));
    }
  }

  private static int[] goldenLogits(Image image) {
    return new IntegerVit(model).logits(image);
  }

  /** While pixels come, and while the network computes. */
  @ParameterizedTest
  @ValueSource(ints = {10, 60})
  void aResetInTheMiddleLeavesNothingBehind(int bytesOfTime) {
    try (SimulatedBoard board = power()) {
      board.write(request(images.get(0)));
      board.run(bytesOfTime * 10L * FAST);
      board.press();
      assertEquals(0, board.pin(BoardDesign.TROUBLE));
      assertEquals(0, answer(board, new byte[0]).length);
      answered(Status.OK, logits.get(2), answer(board, request(images.get(2))));
      equal(logits, new BoardHost(board).classify(new BoardHost(board).describe().unit(NetworkUnit.NAME),
          pixels(images), done -> { }));
    }
  }
}
