package vit2rtl.bench.accelerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vit2rtl.accelerator.cycles.CycleModel;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.bench.accelerator.AcceleratorBench.Stalls;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.sim.icarus.Icarus;
import vit2rtl.sim.icarus.VectorCheck;
import vit2rtl.sim.icarus.VectorOutcome;
import vit2rtl.sim.tool.Tools;

/** A whole network in Icarus Verilog, which shows undefined values: every tensor equal, and defined. */
class NetworkSecondSimulatorTest {
  /** Nothing divides anything, so that every memory has padding: 5 tokens of 6, 2 heads of 3, 2 columns of 4. */
  private static final NetworkCase NETWORK = NetworkCase.of(6, 3, 1, 6, 1, 2, 10, 3, 1, true,
      "columns=2 inner=4 lanes=2 softmax-lanes=2 groups=2");

  @BeforeAll
  static void needsTheTool() {
    assumeTrue(Tools.IVERILOG.isInstalled(), "iverilog is not installed");
  }

  /** As {@code export vectors network} writes it. */
  @Test
  void theShippedAcceleratorGivesTheLogits() {
    QuantizedVit model = NETWORK.model();
    VectorOutcome run = Icarus.run(NetworkVectors.ofLogits(NETWORK.bench(model).config(), model, NETWORK.some(2),
        Stalls.random(6)));
    assertTrue(run.passed(), run.toString());
    assertEquals(2 * model.shape().classes(), run.elements());
  }

  @Tag("sweep")
  @Test
  void computesEveryTensorInThePredictedCycles() {
    QuantizedVit model = NETWORK.model();
    AcceleratorBench bench = NETWORK.bench(model);
    List<Image> images = NETWORK.some(2);
    VectorOutcome free = Icarus.run(NetworkVectors.of(bench, model, images, Stalls.NONE));
    assertTrue(free.passed(), free.toString());
    assertEquals(new CycleModel(ProgramBuilder.build(bench.config(), model)).run(images.size()), free.cycles());
    VectorCheck stalled = NetworkVectors.of(bench, model, images, Stalls.random(5));
    VectorOutcome again = Icarus.run(stalled);
    assertTrue(again.passed(), again.toString());
    assertEquals(free.elements(), again.elements());
  }
}
