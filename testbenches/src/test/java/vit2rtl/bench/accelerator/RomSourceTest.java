package vit2rtl.bench.accelerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.accelerator.file.PackedStream;
import vit2rtl.accelerator.rtl.Accelerator;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.bench.accelerator.AcceleratorBench.Stalls;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.hdl.Hdl;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamResult;
import vit2rtl.sim.dut.StreamSource;
import vit2rtl.sim.tool.Tools;

/** A network whose constants come out of its own ROM: pixels alone go in, and every tensor is equal. */
class RomSourceTest {

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  /** Beats of more than a column of the ROM; the same with words that take several cycles through the unpacker. */
  @ParameterizedTest
  @ValueSource(strings = {"", " ways=long"})
  void computesEveryTensor(String ways) {
    check("columns=4 inner=8 lanes=4" + ways);
  }

  /** Beats of less than a column, and one multiplier. */
  @Tag("sweep")
  @ParameterizedTest
  @ValueSource(strings = {"columns=4 inner=4 lanes=2", "columns=1 inner=1 groups=1", "columns=2 inner=16 ways=long"})
  void computesEveryTensorOfFurtherEngines(String settings) {
    check(settings);
  }

  private static void check(String settings) {
    NetworkCase network = NetworkCase.of(4, 2, 1, 8, 2, 2, 12, 5, 1, true, settings);
    QuantizedVit model = network.model();
    AcceleratorBench bench = network.bench(model);
    Program program = ProgramBuilder.build(bench.config(), model);
    PackedStream rom = PackedStream.of(program);
    List<Image> images = network.some(3);
    IntegerVit golden = new IntegerVit(model);
    List<GoldenTensors> tensors = images.stream().map(image -> new GoldenTensors(golden, image)).toList();
    try (Simulation simulation = Simulator.open(Hdl.elaborate(() -> new Accelerator(bench.config(), rom)),
        NetworkCase.OPTIONS)) {
      for (Stalls stalls : List.of(Stalls.NONE, Stalls.random(1))) {
        simulation.reset();
        StreamJob whole = bench.job(program, program.stream(), images, stalls);
        List<StreamSource> sources = new ArrayList<>(whole.sources());
        sources.removeIf(source -> source.stream().equals("constants"));
        StreamResult run = simulation.stream(new StreamJob(sources, whole.sinks()));
        AcceleratorBench.Outcome outcome = bench.compare(program, run, tensors);
        assertEquals(Optional.empty(), outcome.first());
        assertEquals(3, outcome.images());
      }
    }
    assertTrue(rom.bits() < 8L * program.stream().length, rom.bits() + " bits of ROM");
  }
}
