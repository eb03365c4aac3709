package vit2rtl.fpga.board;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.bench.accelerator.NetworkSettings;
import vit2rtl.bench.accelerator.NetworkStreams;
import vit2rtl.fpga.board.BoardHost.Classified;
import vit2rtl.fpga.network.NetworkUnit;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.models.EmbeddedModel;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.tool.Tools;
import vit2rtl.sim.wave.FailureWaves;
import vit2rtl.units.Settings;

/** The boards' own networks on real images, through the tops' pins. Minutes. */
@Tag("sweep")
class NetworkBoardSweepTest {
  private static final int IMAGES = 12;
  private static final int FAST = 4;
  private static final int TIMEOUT = 1 << 16;
  /** More than a network takes for an image. */
  private static final long PATIENCE = 1L << 22;

  /** Cycles that the simulated flash takes to wake up, and some more. */
  private static final int SETTLE = 500;

  private static QuantizedVit model;

  @BeforeAll
  static void quantise() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    model = Quantizer.quantize(EmbeddedModel.checkpoint(), EmbeddedModel.calibrationImages(),
        QuantizeOptions.of(Recipe.WIDE), done -> { });
  }

  @ParameterizedTest
  @ValueSource(strings = {"icebreaker-network", "ulx3s-85f-network", "ulx3s-25f-network", "arty-a7-100t-network"})
  void logitsEqualTheGoldenModels(String name) {
    Board board = Board.named(name);
    Map<String, String> settings = new HashMap<>();
    board.settings().forEach((key, value) -> settings.put(key.substring("network.".length()), value));
    AcceleratorConfig config = NetworkSettings.config(model, Settings.of("network", NetworkSettings.ALL, settings));
    NetworkUnit unit = board.network(config, model, SETTLE);
    Images source = EmbeddedModel.testImages();
    List<Image> images = IntStream.range(0, IMAGES).mapToObj(source::image).toList();
    IntegerVit golden = new IntegerVit(model);
    BoardDesign design = BoardDesign.of(board, new BoardConfig(List.of(unit), FAST, TIMEOUT));
    try (SimulatedBoard simulated = new SimulatedBoard(design,
        SimOptions.defaults().withFailureWaves(FailureWaves.none()), PATIENCE)) {
      simulated.awaitConstants(PATIENCE);
      BoardHost host = new BoardHost(simulated);
      List<Classified> found = host.classify(host.describe().unit(NetworkUnit.NAME),
          NetworkStreams.pixels(model.shape(), images), done -> { });
      assertEquals(0, host.repeats());
      for (int i = 0; i < IMAGES; i++) {
        assertArrayEquals(golden.logits(images.get(i)), found.get(i).logits(), "image " + i);
      }
    }
  }
}
