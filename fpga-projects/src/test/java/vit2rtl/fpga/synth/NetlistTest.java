package vit2rtl.fpga.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.bench.Comparison;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.unit.Stimulus;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.tool.ToolException;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** The units after synthesis compute what they computed before, stalls included. */
@Execution(ExecutionMode.CONCURRENT)
class NetlistTest {

  @BeforeAll
  static void needsTheTools() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    assumeTrue(Tools.YOSYS.isInstalled(), "yosys is not installed");
  }

  @Test
  void aNetlistThatYosysKnowsToBeWrongIsRefused() {
    assertTrue(assertThrows(ToolException.class,
        () -> Yosys.run(null, "log -stderr Warning: Driver-driver conflict for some wire")).getMessage()
        .startsWith("yosys made a wrong netlist"));
  }

  private static Comparison run(String unit, Map<String, String> set, Netlist.Cells cells, int elements) {
    UnitKind kind = UnitKinds.named(unit);
    UnitBench bench = new UnitBench(kind.config(Settings.of(kind, set)));
    RtlDesign netlist = Netlist.of(bench.design(), cells);
    int[] in = Stimulus.rows(bench, (elements + bench.rowLength() - 1) / bench.rowLength(), new Random(elements));
    try (Simulation simulation = Simulator.open(netlist, SimOptions.defaults())) {
      Comparison free = bench.compare(simulation, in, StallPattern.none(), StallPattern.none());
      Comparison stalled = bench.compare(simulation, in, new StallPattern.Random(1, 30), new StallPattern.Random(2, 40));
      assertEquals(bench.statedLatency(), free.latency());
      return free.plus(stalled);
    }
  }

  @Test
  void shortRowsAfterSynthesis() {
    Comparison run = run("layernorm", Map.of("lanes", "1", "channels", "8"), Netlist.Cells.ICE40_DSP, 2000);
    assertEquals(0, run.mismatches(), run.toString());
    assertEquals(4000, run.elements());
  }

  @Tag("sweep")
  @ParameterizedTest
  @CsvSource({
      "softmax, length, 256, 1, ICE40", "softmax, length, 197, 2, ICE40", "softmax, length, 197, 2, GENERIC",
      "layernorm, channels, 192, 1, ICE40", "layernorm, channels, 192, 2, ICE40_DSP",
      "layernorm, channels, 192, 2, GENERIC"})
  void aHundredThousandElementsAfterSynthesis(String unit, String length, String count, String lanes,
      Netlist.Cells cells) {
    Comparison run = run(unit, Map.of("lanes", lanes, length, count), cells, 100_000);
    assertEquals(0, run.mismatches(), run.toString());
    assertTrue(run.elements() >= 200_000);
  }

  @Test
  void aWrongCellIsFound() {
    UnitKind kind = UnitKinds.named("ptf");
    UnitBench bench = new UnitBench(kind.config(Settings.of(kind, Map.of("lanes", "1", "channels", "4"))));
    RtlDesign netlist = Netlist.of(bench.design(), Netlist.Cells.ICE40);
    // Every look-up table with the first truth table of the netlist gets its inverse.
    String table = netlist.text().replaceFirst("(?s).*?\\.LUT_INIT\\(16'h([0-9a-f]{4})\\).*", "$1");
    String inverse = String.format("%04x", 0xFFFF & ~Integer.parseInt(table, 16));
    String broken = netlist.text().replace(".LUT_INIT(16'h" + table + ")", ".LUT_INIT(16'h" + inverse + ")");
    assertFalse(broken.equals(netlist.text()));
    RtlDesign wrong = new RtlDesign(netlist.topName(), netlist.language(), broken, broken, netlist.clocks(),
        netlist.ports(), netlist.streams());
    int[] in = Stimulus.rows(bench, 100, new Random(1));
    try (Simulation simulation = Simulator.open(wrong, SimOptions.defaults())) {
      assertFalse(bench.compare(simulation, in, StallPattern.none(), StallPattern.none()).equal());
    } catch (vit2rtl.sim.dut.SimulationException e) {
      // A fault in the control makes the stream itself go wrong, which the simulation reports.
      assertTrue(e.getMessage().contains(bench.design().topName()) || e.getMessage().contains("stream"), e.getMessage());
    }
  }
}
