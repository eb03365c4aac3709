package vit2rtl.golden.onnx;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import vit2rtl.golden.Version;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.network.StreamNorm;
import vit2rtl.golden.onnx.graph.ElementType;
import vit2rtl.golden.onnx.graph.Graph;
import vit2rtl.golden.onnx.graph.OnnxFile;
import vit2rtl.golden.onnx.graph.Taps;
import vit2rtl.golden.onnx.graph.Shapes;
import vit2rtl.golden.onnx.graph.Value;
import vit2rtl.golden.vit.VitShape;

/**
 * A quantised network as an ONNX file of integers: input {@code pixels} uint8 [images, channels, height, width], output
 * {@code logits} int32 [images, classes]. Every tensor that {@link vit2rtl.golden.network.IntTap} names has that name and
 * those integers. Standard operators of opset 17 alone, no float, any number of images.
 *
 * <p>Every network that {@link vit2rtl.golden.network.IntegerVit} runs can be exported, but for score scales so small that a
 * row's exponentials leave no room in 64 bits, and constants of 2 GiB; both are refused.
 */
public final class OnnxExport {
  public static final String INPUT = "pixels";

  private OnnxExport() {}

  /** The bytes of the file. */
  public static byte[] of(QuantizedVit model, Taps outputs) {
    Graph graph = new Graph(outputs);
    VitShape shape = model.shape();
    Value sums = graph.tap(LinearGraph.apply(model.patch(), patches(graph, shape)), "patch_embed.acc",
        shape.patches(), shape.width());
    Value stream = graph.tap(EmbeddingGraph.apply(model.embedding(), sums, shape.leadingTokens()), "embed",
        shape.tokens(), shape.width());
    stream = normPre(graph, model.extras().normPre(), stream, shape);
    for (int i = 0; i < shape.depth(); i++) {
      stream = new BlockGraph(graph, i, model.blocks().get(i), shape).apply(stream);
    }
    new HeadGraph(graph, model).apply(stream);
    return new OnnxFile(graph, "vision transformer in integers", Version.TOOL, notes(model)).bytes();
  }

  private static Value patches(Graph graph, VitShape shape) {
    Value pixels = graph.input(INPUT, ElementType.UINT8, shape.channels(), shape.imageSize(), shape.imageSize());
    int grid = shape.grid();
    int patch = shape.patch();
    Value cut = Shapes.transpose(Shapes.reshape(pixels, shape.channels(), grid, patch, grid, patch), 0, 2, 4, 1, 3, 5);
    return graph.tap(Shapes.reshape(cut, shape.patches(), shape.patchInputs()), "patches", shape.patches(),
        shape.patchInputs());
  }

  private static Value normPre(Graph graph, Optional<StreamNorm> norm, Value stream, VitShape shape) {
    if (norm.isEmpty()) {
      return stream;
    }
    Value codes = NormGraph.apply(graph, "norm_pre", norm.get().norm(), stream, shape.tokens());
    return norm.get().toStream().map(to -> graph.tap(
        RequantizeGraph.columns(to, codes.to(ElementType.INT32)), "norm_pre.out", shape.tokens(), shape.width())).orElse(codes);
  }

  private static Map<String, String> notes(QuantizedVit model) {
    Map<String, String> notes = new LinkedHashMap<>(model.origin());
    if (!model.classes().isEmpty()) {
      notes.put("classes", String.join("\n", model.classes()));
    }
    return notes;
  }
}
