package vit2rtl.golden.onnx;

import vit2rtl.golden.data.ImageFormat;
import vit2rtl.golden.onnx.graph.ElementType;
import vit2rtl.golden.onnx.graph.Graph;
import vit2rtl.golden.onnx.graph.Shapes;
import vit2rtl.golden.onnx.graph.Value;

/** {@link vit2rtl.golden.ops.Patches} of the graph's input. */
public final class PatchesGraph {
  private PatchesGraph() {}

  /** Pixels [batch, patches, channels·patch²]. */
  public static Value apply(Graph graph, ImageFormat format, int patch) {
    int grid = format.side() / patch;
    int inputs = format.channels() * patch * patch;
    Value pixels = graph.input(OnnxExport.INPUT, ElementType.UINT8, format.channels(), format.side(), format.side());
    Value cut = Shapes.transpose(Shapes.reshape(pixels, format.channels(), grid, patch, grid, patch), 0, 2, 4, 1, 3, 5);
    return graph.tap(Shapes.reshape(cut, grid * grid, inputs), "patches", grid * grid, inputs);
  }
}
