package vit2rtl.fpga.board;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.bench.accelerator.NetworkSettings;
import vit2rtl.bench.accelerator.NetworkStreams;
import vit2rtl.fpga.board.BoardHost.Classified;
import vit2rtl.fpga.board.Protocol.Status;
import vit2rtl.fpga.network.NetworkUnit;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.tool.ToolException;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.Settings;

/**
 * A top with one request open at a time and plain constants in its flash, through its pins: logits equal the golden
 * model's, and line, flash and button do what larger boards do where something goes wrong.
 */
class OneRequestBoardTest {
  private static final int FAST = 4;
  private static final int TIMEOUT = 1 << 12;
  /** More than an image takes. */
  private static final int PATIENCE = 1 << 16;
  private static final int SIDE = 4;
  private static final int CLASSES = 5;
  private static final int SEQUENCE = 9;
  /** Cycles that the flash of the simulation takes to wake up, and some more. */
  private static final int SETTLE = 500;

  private static QuantizedVit model;
  private static AcceleratorConfig config;
  private static List<Image> images;
  private static List<int[]> logits;
  private static byte[] contents;
  private static BoardDesign design;

  @BeforeAll
  static void network() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    model = Quantizer.quantize(
        new SyntheticVit(7, new SyntheticVit.Sizes(SIDE, 2, 1, 8, 2, 2, 12, CLASSES, 1, true)).checkpoint(),
        SyntheticVit.images(8, 4, 1, SIDE), QuantizeOptions.of(Recipe.WIDE), done -> { });
    config = NetworkSettings.config(model, Settings.of("network", NetworkSettings.ALL,
        Map.of("columns", "2", "inner", "4", "groups", "1")));
    Images source = SyntheticVit.images(100, 5, 1, SIDE);
    images = IntStream.range(0, source.size()).mapToObj(source::image).toList();
    logits = images.stream().map(OneRequestBoardTest::golden).toList();
    Board board = Board.named("icebreaker-network");
    NetworkUnit unit = board.network(config, model, SETTLE);
    contents = unit.flashImage().orElseThrow();
    design = BoardDesign.of(board, new BoardConfig(List.of(unit), FAST, TIMEOUT));
  }

  private static int[] golden(Image image) {
    return new IntegerVit(model).logits(image);
  }

  private static SimulatedBoard power() {
    return new SimulatedBoard(design, SimOptions.defaults(), PATIENCE);
  }

  /** Powered up, its constants found. */
  private static SimulatedBoard ready() {
    SimulatedBoard board = power();
    settle(board);
    assertEquals(0, board.pin(BoardDesign.TROUBLE));
    return board;
  }

  /** Long enough for the flash to wake up and be read twice: what was wrong is noticed at the end of a pass. */
  private static void settle(SimulatedBoard board) {
    board.run(6L * SETTLE + 2 * 3L * contents.length);
  }

  private static void classify(SimulatedBoard board) {
    BoardHost host = new BoardHost(board);
    List<Classified> found = host.classify(host.describe().unit(NetworkUnit.NAME),
        NetworkStreams.pixels(config.shape(), images), done -> { });
    assertEquals(0, host.repeats());
    for (int i = 0; i < images.size(); i++) {
      assertArrayEquals(logits.get(i), found.get(i).logits(), "image " + i);
      assertEquals(found.get(1).cycles(), found.get(Math.max(1, i)).cycles());
    }
  }

  private static String refused(SimulatedBoard board) {
    BoardHost host = new BoardHost(board);
    BoardDescription.Unit network = host.describe().unit(NetworkUnit.NAME);
    return assertThrows(ToolException.class, () -> host.classify(network,
        NetworkStreams.pixels(config.shape(), images), done -> { })).getMessage();
  }

  /** A request with sequence number {@link #SEQUENCE}. */
  private static byte[] request(Image image) {
    int[] row = NetworkStreams.pixels(config.shape(), List.of(image));
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
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int n = board.read(chunk); n > 0; n = board.read(chunk)) {
      all.write(chunk, 0, n);
    }
    return all.toByteArray();
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
  void logitsEqualTheGoldenModelsAndTheFlashUnderstandsEverything() {
    try (SimulatedBoard board = ready()) {
      assertEquals(1, new BoardHost(board).describe().window());
      classify(board);
      board.press();
      settle(board);
      classify(board);
      assertEquals(0, board.wrongCommands());
    }
  }

  @Test
  void whatIsWrongOnTheLineIsSaidAndDoesNoHarm() {
    byte[] zeros = images.get(0).pixels().clone();
    Arrays.fill(zeros, 7, zeros.length, (byte) 0);
    int[] completed = golden(new Image(1, SIDE, SIDE, zeros));
    try (SimulatedBoard board = ready()) {
      byte[] damaged = request(images.get(0));
      damaged[damaged.length - 1] ^= 0x20;
      answered(Status.CRC, logits.get(0), answer(board, damaged));
      assertEquals(1, board.pin(BoardDesign.TROUBLE));
      answered(Status.OK, logits.get(1), answer(board, request(images.get(1))));
      answered(Status.TIMEOUT, completed, answer(board, Arrays.copyOf(request(images.get(0)), 3 + 7)));
      answered(Status.OK, logits.get(2), answer(board, request(images.get(2))));
      byte[] whole = request(images.get(3));
      answered(Status.TIMEOUT, logits.get(3), answer(board, Arrays.copyOf(whole, whole.length - 1)));
      assertEquals(0, answer(board, new byte[] {0, (byte) Protocol.REQUEST, 1}).length);
      assertArrayEquals(new byte[] {Protocol.REPLY, (byte) Status.REFUSED.ordinal(), 0, SEQUENCE}, Arrays.copyOf(
          answer(board, new byte[] {(byte) Protocol.REQUEST, 2, SEQUENCE}), 4));
      // A second request while the first is computed is not heard.
      byte[] two = Arrays.copyOf(request(images.get(4)), 2 * whole.length);
      System.arraycopy(request(images.get(0)), 0, two, whole.length, whole.length);
      answered(Status.OK, logits.get(4), answer(board, two));
      classify(board);
    }
  }

  /** While pixels come, and while the network computes. */
  @Tag("sweep")
  @ParameterizedTest
  @ValueSource(ints = {10, 60})
  void aResetInTheMiddleLeavesNothingBehind(int bytesOfTime) {
    try (SimulatedBoard board = ready()) {
      board.write(request(images.get(0)));
      board.run(bytesOfTime * 10L * FAST);
      board.press();
      settle(board);
      assertEquals(0, board.pin(BoardDesign.TROUBLE));
      assertEquals(0, answer(board, new byte[0]).length);
      classify(board);
    }
  }

  /** The first word of constants, one of the middle, the last, the check; a flash that is put right is found. */
  @Tag("sweep")
  @Test
  void aFlashWithOtherContentIsReportedUntilItIsRight() {
    try (SimulatedBoard board = power()) {
      for (int wrong : new int[] {12, contents.length / 2, contents.length - 5, contents.length - 1}) {
        byte[] other = contents.clone();
        other[wrong] ^= 1;
        board.flash(other);
        board.press();
        settle(board);
        assertEquals(1, board.pin(BoardDesign.TROUBLE), "byte " + wrong);
        assertTrue(refused(board).endsWith(Status.CONSTANTS.meaning()), "byte " + wrong);
      }
      board.flash(new byte[contents.length]);
      board.press();
      board.run(20L * SETTLE);
      assertEquals(1, board.pin(BoardDesign.TROUBLE));
      board.flash(contents);
      settle(board);
      assertEquals(0, board.pin(BoardDesign.TROUBLE));
      classify(board);
    }
  }

  /** An image of another contract that is sound in itself. */
  @Tag("sweep")
  @Test
  void constantsOfAnotherAcceleratorAreRefused() {
    byte[] other = contents.clone();
    other[7] ^= 1;
    ByteBuffer.wrap(other).putInt(other.length - 4, crc(other, other.length - 4));
    try (SimulatedBoard board = power()) {
      board.flash(other);
      settle(board);
      assertTrue(refused(board).endsWith(Status.CONSTANTS.meaning()));
    }
  }

  /** Bit by bit, as docs/board-network.md has it. */
  private static int crc(byte[] bytes, int length) {
    int crc = -1;
    for (int i = 0; i < 8 * length; i++) {
      boolean feedback = crc < 0 ^ (bytes[i / 8] << i % 8 & 0x80) != 0;
      crc = crc << 1 ^ (feedback ? 0x04C11DB7 : 0);
    }
    return crc;
  }

  /** Content that changes behind the first check gives no wrong logits, but none, until reset. */
  @Tag("sweep")
  @Test
  void contentThatGetsLostGivesNoLogits() {
    try (SimulatedBoard board = ready()) {
      classify(board);
      byte[] other = contents.clone();
      other[contents.length / 2] ^= 4;
      board.flash(other);
      settle(board);
      assertTrue(refused(board).contains(Status.CONSTANTS.meaning()));
      assertEquals(1, board.pin(BoardDesign.TROUBLE));
      board.flash(contents);
      board.press();
      settle(board);
      classify(board);
    }
  }
}
