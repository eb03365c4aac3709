package vit2rtl.fpga.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vit2rtl.accelerator.cycles.CycleModel;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.bench.accelerator.AcceleratorBench;
import vit2rtl.bench.accelerator.AcceleratorBench.Outcome;
import vit2rtl.bench.accelerator.AcceleratorBench.Stalls;
import vit2rtl.bench.accelerator.NetworkSettings;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.tool.Tools;
import vit2rtl.sim.wave.FailureWaves;
import vit2rtl.units.Settings;

/** A whole network after synthesis: every tensor equal, cycles as predicted. Minutes of Yosys. */
@Tag("sweep")
class NetworkNetlistTest {
  /** 5 tokens of 6, 2 heads, nothing a multiple of the engine's 2 columns of 4. */
  private static final SyntheticVit.Sizes SIZES = new SyntheticVit.Sizes(4, 2, 1, 6, 1, 2, 10, 3, 1, true);

  @ParameterizedTest
  @EnumSource(Netlist.Cells.class)
  void computesEveryTensor(Netlist.Cells cells) {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    assumeTrue(Tools.YOSYS.isInstalled(), "yosys is not installed");
    QuantizedVit model = Quantizer.quantize(new SyntheticVit(7, SIZES).checkpoint(), SyntheticVit.images(8, 4, 1, 4),
        QuantizeOptions.of(Recipe.WIDE), done -> { });
    AcceleratorBench bench = new AcceleratorBench(NetworkSettings.config(model,
        Settings.of("network", NetworkSettings.ALL, Map.of("columns", "2", "inner", "4", "lanes", "1"))));
    AcceleratorBench netlist = bench.withDesign(Netlist.of(bench.design(), cells));
    Images source = SyntheticVit.images(100, 2, 1, 4);
    List<Image> images = IntStream.range(0, 2).mapToObj(source::image).toList();
    try (Simulation simulation = Simulator.open(netlist.design(),
        SimOptions.defaults().withFailureWaves(FailureWaves.none()))) {
      Outcome free = netlist.run(simulation, model, images, Stalls.NONE);
      assertEquals(Optional.empty(), free.first());
      assertEquals(new CycleModel(ProgramBuilder.build(bench.config(), model)).run(2), free.cycles());
      Outcome stalled = netlist.run(simulation, model, images, Stalls.random(3));
      assertEquals(Optional.empty(), stalled.first());
      assertTrue(stalled.elements() > 1000);
    }
  }
}
