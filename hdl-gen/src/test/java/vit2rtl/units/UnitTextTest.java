package vit2rtl.units;

import java.io.IOException;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.golden.softmax.ZeroState;
import vit2rtl.hdl.BlockDiagram;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.GoldenFile;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.SvgGeometry;
import vit2rtl.units.layernorm.LayerNormConfig;
import vit2rtl.units.layernorm.LayerNormUnit;
import vit2rtl.units.ptf.PtfConfig;
import vit2rtl.units.ptf.PtfUnit;
import vit2rtl.units.softmax.SoftmaxConfig;
import vit2rtl.units.softmax.SoftmaxUnit;

/** The emitted Verilog and the block diagram of one small shape of each unit, as it was last read and approved. */
class UnitTextTest {

  @Test
  void layerNorm() throws IOException {
    LayerNormParams params = new LayerNormParams(CodeFormat.UINT8, 120, new int[] {0, 3, 1}, 5, CodeFormat.UINT8,
        new int[] {70000, -80000, 90000}, new long[] {500000, 520000, 540000}, 29);
    check(Hdl.design(() -> new LayerNormUnit(LayerNormConfig.of(params, 2))));
  }

  @Test
  void softmax() throws IOException {
    SoftmaxParams params = new SoftmaxParams(IExp.ofScale(0.25, 4, 30), 4, LogBase.TWO, ZeroState.EXTRA_BIT);
    check(Hdl.design(() -> new SoftmaxUnit(SoftmaxConfig.of(params, 3, 2))));
  }

  @Test
  void residualToPtf() throws IOException {
    ResidualToPtfParams params = new ResidualToPtfParams(16, 6, new int[] {0, 3, 1}, 120, CodeFormat.UINT8);
    check(Hdl.design(() -> new PtfUnit(PtfConfig.of(params, 2, TableSource.BAKED))));
  }

  private void check(Design<?> design) throws IOException {
    String module = design.rtl().topName();
    GoldenFile.check(getClass(), module + ".v", design.rtl().text());
    SortedMap<String, String> diagrams = BlockDiagram.of(design);
    GoldenFile.check(getClass(), module + ".svg", diagrams.get(module + ".svg"));
    diagrams.values().forEach(diagram -> SvgGeometry.of(diagram).requireReadable());
  }
}
