package vit2rtl.fpga.board;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.bench.accelerator.NetworkSettings;
import vit2rtl.bench.accelerator.NetworkStreams;
import vit2rtl.fpga.board.BoardHost.Classified;
import vit2rtl.fpga.flash.FlashFormat;
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

/** A whole top whose constants come out of a flash that speaks its commands: pixels in, logits out, and what goes wrong. */
@Execution(ExecutionMode.CONCURRENT)
class FlashBoardTest {
  private static final int FAST = 4;
  private static final int TIMEOUT = 1 << 16;
  /** More than an image takes. */
  private static final int PATIENCE = 1 << 17;
  private static final int SIDE = 4;
  /** Cycles that the flash of the simulation takes to wake up, and some more. */
  private static final int SETTLE = 500;

  private static AcceleratorConfig config;
  private static List<Image> images;
  private static List<int[]> logits;
  private static byte[] contents;
  private static BoardDesign design;

  @BeforeAll
  static void network() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    QuantizedVit model = Quantizer.quantize(
        new SyntheticVit(7, new SyntheticVit.Sizes(SIDE, 2, 1, 8, 2, 2, 12, 5, 1, true)).checkpoint(),
        SyntheticVit.images(8, 4, 1, SIDE), QuantizeOptions.of(Recipe.WIDE), done -> { });
    config = NetworkSettings.config(model, Settings.of("network", NetworkSettings.ALL,
        Map.of("columns", "2", "inner", "4", "groups", "1")));
    Images source = SyntheticVit.images(100, 5, 1, SIDE);
    images = IntStream.range(0, source.size()).mapToObj(source::image).toList();
    logits = images.stream().map(image -> new IntegerVit(model).logits(image)).toList();
    Board board = Board.named("ulx3s-25f-network");
    NetworkUnit unit = NetworkUnit.of(config, model, board.flash().orElseThrow().offset(), FlashFormat.Lines.QUAD, SETTLE);
    contents = unit.flashImage().orElseThrow();
    design = BoardDesign.of(board, new BoardConfig(List.of(unit), FAST, TIMEOUT));
  }

  private static SimulatedBoard power() {
    return new SimulatedBoard(design, SimOptions.defaults(), PATIENCE);
  }

  private static void classify(SimulatedBoard board) {
    BoardHost host = new BoardHost(board);
    List<Classified> found = host.classify(host.describe().unit(NetworkUnit.NAME),
        NetworkStreams.pixels(config.shape(), images), done -> { });
    assertEquals(0, host.repeats());
    for (int i = 0; i < images.size(); i++) {
      assertArrayEquals(logits.get(i), found.get(i).logits(), "image " + i);
    }
  }

  /** Long enough for the flash to wake up and be read once. */
  private static void settle(SimulatedBoard board) {
    board.run(4L * SETTLE + 4L * 8 * contents.length);
  }

  private static String refused(SimulatedBoard board) {
    BoardHost host = new BoardHost(board);
    BoardDescription.Unit network = host.describe().unit(NetworkUnit.NAME);
    return assertThrows(ToolException.class, () -> host.classify(network,
        NetworkStreams.pixels(config.shape(), images), done -> { })).getMessage();
  }

  @Test
  void logitsEqualTheGoldenModelsAndTheFlashUnderstandsEverything() {
    try (SimulatedBoard board = power()) {
      settle(board);
      assertEquals(0, board.pin(BoardDesign.TROUBLE));
      classify(board);
      board.press();
      settle(board);
      classify(board);
      assertEquals(0, board.wrongCommands());
    }
  }

  /** Magic, and a word of constants: both are noticed, and a flash that is put right is found. */
  @Test
  void aFlashWithOtherContentIsReportedUntilItIsRight() {
    requireRefused(0, contents.length / 2);
  }

  /** Contract, count, and the check. */
  @Tag("sweep")
  @Test
  void everyPartOfTheContentIsLookedAt() {
    requireRefused(5, 11, contents.length - 1);
  }

  private void requireRefused(int... places) {
    for (int wrong : places) {
      try (SimulatedBoard board = power()) {
        byte[] other = contents.clone();
        other[wrong] ^= 1;
        board.flash(other);
        settle(board);
        assertEquals(1, board.pin(BoardDesign.TROUBLE), "byte " + wrong);
        assertTrue(refused(board).endsWith(Protocol.Status.CONSTANTS.meaning()), "byte " + wrong);
        if (wrong == 0) {
          board.flash(contents);
          board.press();
          settle(board);
          classify(board);
        }
      }
    }
  }

  /** A flash whose content comes late: the board finds it by itself. */
  @Test
  void aFlashThatIsReadyLateIsFound() {
    try (SimulatedBoard board = power()) {
      board.flash(new byte[contents.length]);
      board.run(20L * SETTLE);
      assertEquals(1, board.pin(BoardDesign.TROUBLE));
      board.flash(contents);
      settle(board);
      assertEquals(0, board.pin(BoardDesign.TROUBLE));
      classify(board);
    }
  }

  /** Content that changes behind the first check gives no wrong logits, but none, until reset. */
  @Test
  void contentThatGetsLostGivesNoLogits() {
    try (SimulatedBoard board = power()) {
      settle(board);
      classify(board);
      byte[] other = contents.clone();
      other[contents.length / 2] ^= 4;
      board.flash(other);
      settle(board);
      assertTrue(refused(board).contains(Protocol.Status.CONSTANTS.meaning()));
      assertEquals(1, board.pin(BoardDesign.TROUBLE));
      board.flash(contents);
      board.press();
      settle(board);
      classify(board);
    }
  }
}
