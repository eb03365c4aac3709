package vit2rtl.fpga.axi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.unit.Stimulus;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** A unit that nothing in this package was written for, with elements of two bytes, as an IP. */
class PtfIpTest {

  @Test
  void equalsItsGoldenModelAndSaysWhatItIs() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    UnitKind kind = UnitKinds.named("ptf");
    UnitBench bench = new UnitBench(
        kind.config(Settings.of(kind, Map.of("channels", "7", "lanes", "1", "tables", "loadable"))));
    AxiIp ip = AxiIp.of(new FpgaUnit(bench.config()));
    assertEquals("vit2rtl_ptf", ip.map().ip());
    assertEquals("3 Residual stream to Power-of-Two-Factor codes.",
        ip.map().register("UNIT").fields().get(0).meaning());
    int[] rows = Stimulus.rows(bench, 30, new Random(2));
    try (AxiBus bus = new AxiBus(ip.design(), 7, 30, 4)) {
      for (int residual : rows) {
        bus.send(residual & 0xFFFF);
      }
      bus.runUntilReceived(rows.length);
      assertArrayEquals(bench.golden(rows), bus.received().stream().mapToInt(Long::intValue).toArray());
    }
  }
}
