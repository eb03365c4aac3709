package vit2rtl.golden.onnx;

import java.util.Optional;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.onnx.graph.ByteProduct;
import vit2rtl.golden.onnx.graph.ElementType;
import vit2rtl.golden.onnx.graph.Graph;
import vit2rtl.golden.onnx.graph.Shapes;
import vit2rtl.golden.onnx.graph.Value;
import vit2rtl.golden.ops.Attention;
import vit2rtl.golden.ops.AttentionParams;
import vit2rtl.golden.ops.HeadNorms;
import vit2rtl.golden.ops.IntProducts;

/** {@link Attention} of all heads at once, and the norms of queries and keys before it. */
final class AttentionGraph {
  private final Graph graph;
  private final String name;
  private final AttentionParams params;
  private final int tokens;
  private final int width;

  /**
   * Attention of a block.
   *
   * @param name of the block's attention, with a dot behind
   */
  AttentionGraph(Graph graph, String name, AttentionParams params, int tokens) {
    this.graph = graph;
    this.name = name;
    this.params = params;
    this.tokens = tokens;
    this.width = params.heads() * params.headWidth();
  }

  /** Context codes [batch, tokens, width] of qkv codes [batch, tokens, 3·width]. */
  Value apply(Value qkv, Optional<HeadNorms> norms) {
    Value heads = heads(norms.isPresent() ? normed(qkv, norms.get()) : qkv, 3);
    int count = params.heads();
    Value queries = Shapes.slice(heads, 1, 0, count);
    Value keys = Shapes.transpose(Shapes.slice(heads, 1, count, 2 * count), 0, 1, 3, 2);
    Value values = Shapes.slice(heads, 1, 2 * count, 3 * count);
    Value sums = graph.tap(ByteProduct.ofCodes(queries, keys, params.zeroPoint(), params.scoreAccumulator()),
        name + "scores.acc", count, tokens, tokens);
    Value scores = graph.tap(RequantizeGraph.blocks(params.scores(), sums), name + "scores", count, tokens, tokens);
    Value codes = graph.tap(SoftmaxGraph.apply(params.weights(), scores, tokens), name + "softmax", count, tokens, tokens);
    Value centred = values.to(ElementType.INT32).minus(params.zeroPoint()).known(params.centred());
    IntRange reach = new Attention(params, tokens, IntProducts.best()).contextAccumulator();
    Value context = ContextGraph.apply(params.weights(), codes, centred, tokens, reach);
    Value joined = graph.tap(Shapes.reshape(Shapes.transpose(context, 0, 2, 1, 3), tokens, width),
        name + "context.acc", tokens, width);
    return graph.tap(RequantizeGraph.columns(params.context(), joined), name + "context", tokens, width);
  }

  /** [batch, parts·heads, tokens, width of a head] of [batch, tokens, parts·width]. */
  private Value heads(Value rows, int parts) {
    return Shapes.transpose(Shapes.reshape(rows, tokens, parts * params.heads(), params.headWidth()), 0, 2, 1, 3);
  }

  private Value normed(Value qkv, HeadNorms norms) {
    LayerNormParams first = norms.norms().get(0);
    if (norms.norms().stream().anyMatch(n -> !n.output().equals(first.output()))
        || ElementType.holding(IntRange.of(first.output())) != qkv.type()) {
      throw new InputException("export onnx: the norms before " + name + "scores give codes of several formats; such a"
          + " network cannot be exported");
    }
    Value two = heads(Shapes.slice(qkv, 2, 0, 2 * width), 2);
    Value rows = Shapes.transpose(LayerNormGraph.apply(norms.norms(), two), 0, 2, 1, 3);
    Value codes = graph.tap(Shapes.reshape(rows, tokens, 2 * width), name + "qk_norm", tokens, 2 * width);
    return Shapes.concat(2, codes, Shapes.slice(qkv, 2, 2 * width, 3 * width));
  }
}
