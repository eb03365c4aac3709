package vit2rtl.fpga.axi;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.fpga.synth.Target;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.Settings;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;
import vit2rtl.units.layernorm.LayerNormConfig;
import vit2rtl.units.layernorm.LayerNormFormat;
import vit2rtl.units.softmax.ExpFormat;
import vit2rtl.units.softmax.SoftmaxConfig;

/** The wrapper costs at most 15 % of the unit's look-up tables, however they are counted. */
@Execution(ExecutionMode.CONCURRENT)
class WrapperAreaTest {
  private static final double LIMIT = 15;

  @BeforeAll
  static void needsYosys() {
    assumeTrue(Tools.YOSYS.isInstalled(), "yosys is not installed");
  }

  /** In the narrowest format, which makes the smallest unit. */
  private static LayerNormConfig with(LayerNormConfig c, TableSource tables) {
    return new LayerNormConfig(c.params(), c.lanes(), c.multipliers(), tables, LayerNormFormat.of(c.params()));
  }

  private static SoftmaxConfig with(SoftmaxConfig c, TableSource tables) {
    return new SoftmaxConfig(c.params(), c.rows(), c.exp(), tables, ExpFormat.of(c.params()));
  }

  private static void check(String name, String size, TableSource tables, Target target) {
    UnitKind kind = UnitKinds.named(name);
    UnitConfig standard = kind.config(Settings.of(kind,
        Map.of(name.equals("softmax") ? "length" : "channels", size, "lanes", "2")));
    FpgaUnit unit = new FpgaUnit(name.equals("softmax")
        ? with((SoftmaxConfig) standard, tables) : with((LayerNormConfig) standard, tables));
    WrapperArea area = WrapperArea.of(AxiIp.of(unit), target);
    assertTrue(area.wrapper().lut() > 20, area.text());
    assertTrue(area.wrapperPercent() <= LIMIT, area.text());
    assertTrue(area.wrapperPercentWithMemory() <= LIMIT, area.text());
    assertTrue(area.togetherPercent() <= LIMIT, area.text());
  }

  @Tag("sweep")
  @ParameterizedTest
  @CsvSource({"layernorm, 192", "layernorm, 384", "layernorm, 768", "softmax, 197", "softmax, 256"})
  void atTwoLanes(String unit, String size) {
    for (Target target : new Target[] {Target.XCUP, Target.XC7, Target.ECP5}) {
      for (TableSource tables : TableSource.values()) {
        check(unit, size, tables, target);
      }
    }
  }
}
