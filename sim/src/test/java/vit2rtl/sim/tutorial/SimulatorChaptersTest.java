package vit2rtl.sim.tutorial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.domain.ClockDomain;
import vit2rtl.hdl.examples.FirFilter;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.sim.ClockPeriods;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.StallPattern;
import vit2rtl.sim.StreamDriver;
import vit2rtl.sim.StreamJob;
import vit2rtl.sim.StreamMonitor;
import vit2rtl.sim.StreamSink;
import vit2rtl.sim.StreamSource;
import vit2rtl.sim.Tools;
import vit2rtl.sim.replay.Replay;
import vit2rtl.sim.replay.ReplayFile;
import vit2rtl.sim.replay.ReplayRun;
import vit2rtl.sim.tutorial.OperatorsAndEnumsTest.Lamp;

/** The tutorial's chapters on what the simulator reaches and keeps; {@link TutorialTest} compares the page. */
class SimulatorChaptersTest {

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  // [histogram]
  static final class Histogram extends Component {
    final UInt bin = in(UInt.bits(4));
    final Bool changed = out(Bool.bool());
    Mem<UInt> counts;
    UInt previous;

    @Override
    protected void build() {
      counts = mem("counts", UInt.bits(8), 16);
      previous = reg("previous", UInt.bits(4), 0);
      previous.set(bin);
      counts.write(bin, counts.readAsync(bin).add(1).truncate(8), Bool.lit(true));
      changed.set(bin.eq(previous).not());
    }
  }
  // [end]

  @Test
  void inside() {
    // [inside]
    Design<Histogram> design = Hdl.design(Histogram::new);
    Histogram dut = design.top();
    SimOptions options = SimOptions.defaults().withMemories(dut.counts).withSignals(dut.previous);
    try (Simulation sim = Simulator.open(design.rtl(), options)) {
      sim.write(dut.counts, 5, 40);
      sim.poke(dut.bin, 5);
      sim.step(2);
      assertEquals(42, sim.read(dut.counts, 5));
      assertEquals(5, sim.peek(dut.previous));
    }
    // [end]
  }

  @Test
  void clocks() {
    // [periods]
    Design<Lamp> design = Hdl.design(Lamp::new);
    try (Simulation sim = Simulator.open(design.rtl())) {
      sim.clocks(ClockPeriods.of(ClockDomain.MAIN, 10).and(Lamp.PIXEL, 37));
      sim.poke(design.top().lit, 1);
      long start = sim.time();
      long before = sim.cycles("pixel_clk");
      sim.advance(1000);
      assertEquals(27, sim.cycles("pixel_clk") - before);
      sim.step(Lamp.PIXEL);
      assertEquals(start + 28 * 37, sim.time());
    }
    // [end]
  }

  @Test
  void driver() {
    // [driver]
    Design<FirFilter> design = Hdl.design(() -> new FirFilter(8, 2, -1));
    FirFilter dut = design.top();
    try (Simulation sim = Simulator.open(design.rtl())) {
      StreamDriver driver = StreamDriver.on(sim, dut.input, StallPattern.none());
      StreamMonitor monitor = StreamMonitor.on(sim, dut.output, 3, new StallPattern.Random(1, 50));
      driver.send(1, 2, 3);
      sim.runUntil(() -> monitor.rows().size() == 1, 100);
      assertArrayEquals(new long[] {2, 3, 4}, monitor.rows().get(0));
    }
    // [end]
  }

  @Test
  void replay(@TempDir Path folder) throws IOException {
    RtlDesign filter = Hdl.elaborate(() -> new FirFilter(8, 2, -1));
    Path file = folder.resolve("filter.vitreplay");
    // [replay]
    int[] x = {1, 2, 3, -4, 5, 6};
    int[] wrong = {2, 3, 4, -12, 14, 7};
    StreamJob job = new StreamJob(
        List.of(new StreamSource("in", x, x.length, StallPattern.none())),
        List.of(new StreamSink("out", 1, x.length, StallPattern.none())));
    Optional<Replay> failed = Replay.of(filter, SimOptions.defaults(), List.of(),
        List.of(new ReplayRun(job, List.of(wrong))));
    ReplayFile.write(file, failed.orElseThrow());
    assertEquals(failed.get().failure(), ReplayFile.read(file).run(Optional.empty()).orElseThrow());
    // [end]
    String page = Files.readString(Path.of(System.getProperty("vit2rtl.root")).resolve("docs/tutorial.md"));
    assertTrue(page.contains("FirFilter: fails as recorded: " + failed.get().failure() + "\n"), failed.get().failure());
  }
}
