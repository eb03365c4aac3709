package vit2rtl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.bench.unit.Stimulus;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.dut.Dut;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.icarus.Icarus;
import vit2rtl.sim.icarus.VectorCheck;
import vit2rtl.sim.icarus.VectorOutcome;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** The units, row by row, in Icarus Verilog: a second opinion on the Verilog, with undefined values visible. */
class SecondSimulatorTest {

  @ParameterizedTest
  @CsvSource({"layernorm, channels, 24, 1", "layernorm, channels, 30, 4", "softmax, length, 17, 1",
      "softmax, length, 33, 4"})
  void agreesWithTheGoldenModel(String name, String lengthSetting, String length, String lanes) {
    assumeTrue(Tools.IVERILOG.isInstalled(), "iverilog is not installed");
    UnitKind kind = UnitKinds.named(name);
    UnitBench bench = new UnitBench(kind.config(Settings.of(kind, Map.of(lengthSetting, length, "lanes", lanes))));
    int[] rows = Stimulus.rows(bench, 16, new Random(1));
    VectorOutcome outcome = Icarus.run(new VectorCheck(bench.design(),
        bench.job(rows, new StallPattern.Random(2, 25), new StallPattern.Bursts(3, 12)), bench.golden(rows)));
    assertTrue(outcome.passed(), outcome.toString());
    assertEquals(rows.length, outcome.elements());
  }

  /** One bench, written against what every simulator can, on each of them: the same codes in the same cycles. */
  @ParameterizedTest
  @CsvSource({"layernorm, channels, 24", "softmax, length, 17"})
  void oneBenchRunsInEverySimulator(String name, String lengthSetting, String length) {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    assumeTrue(Tools.IVERILOG.isInstalled(), "iverilog is not installed");
    UnitKind kind = UnitKinds.named(name);
    UnitBench bench = new UnitBench(
        kind.config(Settings.of(kind, Map.of(lengthSetting, length, "tables", "loadable"))));
    int[] rows = Stimulus.rows(bench, 16, new Random(4));
    List<Comparison> found = new ArrayList<>();
    for (Function<RtlDesign, Dut> simulator : List.<Function<RtlDesign, Dut>>of(Simulator::open, Icarus::open)) {
      try (Dut dut = simulator.apply(bench.design())) {
        bench.load(dut);
        Comparison free = bench.compare(dut, rows, StallPattern.none(), StallPattern.none());
        assertEquals(Optional.empty(), bench.brokenPromise(free));
        Comparison stalled = bench.compare(dut, rows, new StallPattern.Random(2, 25), new StallPattern.Bursts(3, 12));
        assertTrue(free.equal() && stalled.equal(), () -> free + ", " + stalled);
        found.addAll(List.of(free, stalled));
      }
    }
    assertEquals(found.subList(0, 2), found.subList(2, 4));
  }
}
