package vit2rtl.units;

import java.io.IOException;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.ops.WideEmbedding;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.golden.softmax.ZeroState;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.inspect.BlockDiagram;
import vit2rtl.testkit.GoldenFile;
import vit2rtl.testkit.SvgGeometry;
import vit2rtl.units.context.ContextConfig;
import vit2rtl.units.context.HeldContextConfig;
import vit2rtl.units.context.HeldContextUnit;
import vit2rtl.units.embedding.EmbeddingConfig;
import vit2rtl.units.embedding.EmbeddingUnit;
import vit2rtl.units.head.HeadConfig;
import vit2rtl.units.head.HeadUnit;
import vit2rtl.units.layernorm.LayerNormConfig;
import vit2rtl.units.layernorm.LayerNormUnit;
import vit2rtl.units.matmul.MatmulConfig;
import vit2rtl.units.matmul.MatmulUnit;
import vit2rtl.units.ptf.PtfConfig;
import vit2rtl.units.ptf.PtfUnit;
import vit2rtl.units.softmax.SoftmaxConfig;
import vit2rtl.units.softmax.SoftmaxUnit;

/** The emitted Verilog and the block diagram of one small shape of each unit, as it was last read and approved. */
class UnitTextTest {
  private static final MatmulConfig MATMUL = MatmulConfig.of(new LinearParams("matmul", 3, 3,
      new byte[] {1, -2, 3, -4, 5, -6, 127, -128, 0}, new int[] {10, -20, 30}, IntRange.unsigned(8)), 2, 2,
      TableSource.BAKED);

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

  @Test
  void attentionTimesV() throws IOException {
    SoftmaxParams params = new SoftmaxParams(IExp.ofScale(0.25, 4, 30), 4, LogBase.SQRT_TWO, ZeroState.TOP_CODE);
    ContextConfig context = new ContextConfig(params, 3, 4, 2, 2, 1, IntRange.signed(8));
    check(Hdl.design(() -> new HeldContextUnit(new HeldContextConfig(context,
        new int[] {1, -2, 3, -4, 50, -60, 70, -80, 127, -128, 9, 10}, TableSource.LOADABLE))));
  }

  @Test
  void matrixProduct() throws IOException {
    check(Hdl.design(() -> new MatmulUnit(MATMUL)));
  }

  @Test
  void head() throws IOException {
    Requantizer logits = new Requantizer(new int[] {40000, 50000, 60000}, new int[] {15, 14, 15}, -3,
        IntRange.signed(8));
    check(Hdl.design(() -> new HeadUnit(HeadConfig.of(MATMUL, logits))));
  }

  @Test
  void embedding() throws IOException {
    Requantizer rescale = new Requantizer(new int[] {40000, 50000, 60000}, new int[] {15, 14, 15}, 0,
        IntRange.signed(10));
    WideEmbedding embedding = new WideEmbedding(rescale, new int[] {500, -400, 300, -200, 100, 0, 1, 2, 3});
    check(Hdl.design(() -> new EmbeddingUnit(EmbeddingConfig.of(MATMUL, embedding, 1))));
  }

  private void check(Design<?> design) throws IOException {
    String module = design.rtl().topName();
    GoldenFile.check(getClass(), module + ".v", design.rtl().text());
    SortedMap<String, String> diagrams = BlockDiagram.of(design);
    GoldenFile.check(getClass(), module + ".svg", diagrams.get(module + ".svg"));
    diagrams.values().forEach(diagram -> SvgGeometry.of(diagram).requireReadable());
  }
}
