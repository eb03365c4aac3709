package vit2rtl.golden.onnx;

import java.util.Optional;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.network.StreamNorm;
import vit2rtl.golden.onnx.graph.ElementType;
import vit2rtl.golden.onnx.graph.Graph;
import vit2rtl.golden.onnx.graph.Value;
import vit2rtl.golden.vit.VitShape;

/** {@link vit2rtl.golden.network.IntegerVit}. */
final class VitGraph {
  private final Graph graph;
  private final QuantizedVit model;
  private final VitShape shape;

  VitGraph(Graph graph, QuantizedVit model) {
    this.graph = graph;
    this.model = model;
    this.shape = model.shape();
  }

  void build() {
    Value pixels = PatchesGraph.apply(graph, shape.imageFormat(), shape.patch());
    Value sums = graph.tap(LinearGraph.apply(model.patch(), pixels), "patch_embed.acc", shape.patches(), shape.width());
    Value stream = normPre(tap(EmbeddingGraph.apply(model.embedding(), sums, shape.leadingTokens()), "embed"));
    for (int i = 0; i < shape.depth(); i++) {
      stream = new BlockGraph(graph, "blocks." + i + ".", model.blocks().get(i), Optional.empty(), shape).apply(stream);
    }
    new HeadGraph(graph, model.head()).apply(stream);
  }

  private Value normPre(Value stream) {
    Optional<StreamNorm> norm = model.extras().normPre();
    if (norm.isEmpty()) {
      return stream;
    }
    Value codes = NormGraph.apply(graph, "norm_pre", norm.get().norm(), stream, shape.tokens());
    return norm.get().toStream().map(to -> tap(RequantizeGraph.columns(to, codes.to(ElementType.INT32)), "norm_pre.out"))
        .orElse(codes);
  }

  private Value tap(Value value, String name) {
    return graph.tap(value, name, shape.tokens(), shape.width());
  }
}
