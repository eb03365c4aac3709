package vit2rtl.fpga.board;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.bench.accelerator.NetworkSettings;
import vit2rtl.bench.accelerator.NetworkStreams;
import vit2rtl.fpga.board.BoardHost.Classified;
import vit2rtl.fpga.network.NetworkUnit;
import vit2rtl.golden.data.Image;
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

/** The iCEBreaker's whole top after synthesis, cell by cell, on a real image, through its pins. Minutes. */
@Tag("sweep")
class BoardNetlistSweepTest {
  private static final int FAST = 8;
  private static final int TIMEOUT = 1 << 16;
  /** More than the network takes for an image. */
  private static final long PATIENCE = 1L << 23;
  /** Cycles that the simulated flash takes to wake up, and some more. */
  private static final int SETTLE = 500;

  @Test
  void anImageThroughTheCells() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    assumeTrue(Tools.YOSYS.isInstalled(), "yosys is not installed");
    QuantizedVit model = Quantizer.quantize(EmbeddedModel.checkpoint(), EmbeddedModel.calibrationImages(),
        QuantizeOptions.of(Recipe.WIDE), done -> { });
    Board board = Board.named("icebreaker-network");
    Map<String, String> settings = new HashMap<>();
    board.settings().forEach((key, value) -> settings.put(key.substring("network.".length()), value));
    AcceleratorConfig config = NetworkSettings.config(model, Settings.of("network", NetworkSettings.ALL, settings));
    NetworkUnit unit = board.network(config, model, SETTLE);
    BoardDesign design = BoardDesign.of(board, new BoardConfig(List.of(unit), FAST, TIMEOUT));
    Image image = EmbeddedModel.testImages().image(0);
    try (SimulatedBoard simulated = new SimulatedBoard(design, design.netlist(),
        SimOptions.defaults().withFailureWaves(FailureWaves.none()), PATIENCE)) {
      simulated.awaitConstants(PATIENCE);
      BoardHost host = new BoardHost(simulated);
      Classified found = host.classify(host.describe().unit(NetworkUnit.NAME),
          NetworkStreams.pixels(model.shape(), List.of(image)), done -> { }).get(0);
      assertEquals(0, host.repeats());
      assertArrayEquals(new IntegerVit(model).logits(image), found.logits());
      assertEquals(0, simulated.wrongCommands());
    }
  }
}
