package vit2rtl.fpga.axi;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.bench.LayerNormBench;
import vit2rtl.bench.SoftmaxBench;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.unit.Settings;
import vit2rtl.bench.unit.UnitFamilies;
import vit2rtl.bench.unit.UnitFamily;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.fpga.synth.Target;
import vit2rtl.sim.Tools;

/** The wrapper costs at most 15 % of the unit's look-up tables, however they are counted. */
class WrapperAreaTest {
  private static final double LIMIT = 15;

  @BeforeAll
  static void needsYosys() {
    assumeTrue(Tools.YOSYS.isInstalled(), "yosys is not installed");
  }

  private static void check(String name, String size, String lanes, String tables, Target target) {
    UnitFamily family = UnitFamilies.named(name);
    UnitBench bench = family.bench(Settings.of(family,
        Map.of(name.equals("softmax") ? "length" : "channels", size, "lanes", lanes, "tables", tables)));
    FpgaUnit unit = bench instanceof SoftmaxBench softmax
        ? new FpgaUnit.Softmax(softmax.config())
        : new FpgaUnit.LayerNorm(((LayerNormBench) bench).config());
    WrapperArea area = WrapperArea.of(AxiIp.of(unit), target);
    assertTrue(area.wrapper().lut() > 20, area.text());
    assertTrue(area.wrapperPercent() <= LIMIT, area.text());
    assertTrue(area.wrapperPercentWithMemory() <= LIMIT, area.text());
    assertTrue(area.togetherPercent() <= LIMIT, area.text());
  }

  @Test
  void theSmallestUnitWithLoadableTables() {
    check("layernorm", "384", "2", "loadable", Target.XCUP);
  }

  @Tag("sweep")
  @ParameterizedTest
  @CsvSource({"layernorm, 192", "layernorm, 384", "layernorm, 768", "softmax, 197", "softmax, 256"})
  void atTwoLanes(String unit, String size) {
    for (Target target : new Target[] {Target.XCUP, Target.XC7, Target.ECP5}) {
      for (String tables : new String[] {"baked", "loadable"}) {
        check(unit, size, "2", tables, target);
      }
    }
  }
}
