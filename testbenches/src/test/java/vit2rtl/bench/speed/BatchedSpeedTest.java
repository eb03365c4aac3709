package vit2rtl.bench.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.bench.UnitBench;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.SimulationException;
import vit2rtl.sim.Tools;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** Whether the benchmark's two sides do the same work; how long they take is not tested. */
class BatchedSpeedTest {

  private static UnitBench bench(String name, String setting, String length, String lanes) {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    UnitKind kind = UnitKinds.named(name);
    return new UnitBench(kind.config(Settings.of(kind, Map.of(setting, length, "lanes", lanes))));
  }

  @ParameterizedTest
  @CsvSource({"layernorm, channels, 10, 3", "softmax, length, 9, 2"})
  void bothSidesDeliverTheGoldenElements(String name, String setting, String length, String lanes) {
    UnitBench bench = bench(name, setting, length, lanes);
    Measurement row = new BatchedSpeed(1).unit(name, bench, 5);
    assertEquals(name + ", batched streaming", row.what());
    assertTrue(row.ours() > 0 && row.peer() > 0);
    assertEquals(row.ratio() >= 0.9, row.reached());
  }

  @Test
  void aSideThatDeliversSomethingElseIsAnError() {
    UnitBench bench = bench("softmax", "length", "9", "2");
    RtlDesign design = bench.design();
    String wrong = design.text().replaceFirst("assign out_data_0 = ", "assign out_data_0 = ~");
    UnitBench broken = bench.withDesign(new RtlDesign(design.topName(), design.language(), wrong, wrong,
        design.clocks(), design.ports(), design.streams()));
    assertTrue(!wrong.equals(design.text()));
    assertEquals("softmax: the two sides of the benchmark disagree about the result",
        assertThrows(SimulationException.class, () -> new BatchedSpeed(1).unit("softmax", broken, 5)).getMessage());
  }

  @Test
  void theMiddleOfRuns() {
    assertEquals(3, Median.of(new double[] {9, 1, 3}));
    assertEquals(2.5, Median.of(new double[] {9, 1, 3, 2}));
  }
}
