package vit2rtl.golden.onnx;

import java.util.Optional;
import java.util.stream.IntStream;
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
import vit2rtl.golden.ops.WindowParams;

/** {@link Attention} of all heads and windows at once, and the norms of queries and keys before it. */
final class AttentionGraph {
  private final Graph graph;
  private final String name;
  private final AttentionParams params;
  private final Optional<WindowParams> within;
  private final Attention attention;
  private final HeadRows rows;
  private final int tokens;
  private final int width;

  /**
   * Attention of a block.
   *
   * @param name   of the block's attention, with a dot behind
   * @param within windows, if it goes within such
   */
  AttentionGraph(Graph graph, String name, AttentionParams params, Optional<WindowParams> within, int tokens) {
    this.graph = graph;
    this.name = name;
    this.params = params;
    this.within = within;
    this.attention = within.map(windows -> new Attention(params, windows, IntProducts.best()))
        .orElseGet(() -> new Attention(params, tokens, IntProducts.best()));
    this.rows = new HeadRows(tokens, params.headWidth(), within.map(WindowParams::windows));
    this.tokens = tokens;
    this.width = params.heads() * params.headWidth();
  }

  /** Context codes [batch, tokens, width] of qkv codes [batch, tokens, 3·width]. */
  Value apply(Value qkv, Optional<HeadNorms> norms) {
    int count = params.heads();
    Value heads = rows.apart(norms.isPresent() ? normed(qkv, norms.get()) : qkv, 3 * count);
    Value queries = Shapes.slice(heads, rows.axis(), 0, count);
    Value keys = rows.columns(Shapes.slice(heads, rows.axis(), count, 2 * count));
    Value values = Shapes.slice(heads, rows.axis(), 2 * count, 3 * count);
    Value sums = tap(placed(ByteProduct.ofCodes(queries, keys, params.zeroPoint(), params.scoreAccumulator())), "scores.acc");
    Value scores = tap(RequantizeGraph.blocks(params.scores(), sums), "scores");
    Value codes = tap(SoftmaxGraph.apply(params.weights(), scores, rows.places(), seen()), "softmax");
    Value centred = values.to(ElementType.INT32).minus(params.zeroPoint()).known(params.centred());
    Value context = ContextGraph.apply(params.weights(), codes, centred, rows.places(), attention.contextAccumulator());
    Value joined = graph.tap(rows.together(context, count), name + "context.acc", tokens, width);
    return graph.tap(RequantizeGraph.columns(params.context(), joined), name + "context", tokens, width);
  }

  private Value tap(Value pairs, String tensor) {
    return graph.tap(pairs, name + tensor, rows.shape(params.heads(), rows.places(), rows.places()));
  }

  /** Sums with what relative positions add. */
  private Value placed(Value sums) {
    if (within.isEmpty()) {
      return sums;
    }
    Value bias = graph.constant(ElementType.INT32, RequantizeGraph.longs(within.get().pairs()), params.heads(),
        rows.places(), rows.places());
    return sums.plus(bias, attention.scoreAccumulator());
  }

  /** Which keys a query sees, [windows, 1, N, N], where it does not see all of its window. */
  private Optional<Value> seen() {
    return within.map(WindowParams::windows).filter(windows -> windows.shift() > 0).map(windows -> {
      boolean[] seen = windows.seen();
      return graph.constant(ElementType.BOOL, IntStream.range(0, seen.length).mapToLong(i -> seen[i] ? 1 : 0).toArray(),
          windows.count(), 1, rows.places(), rows.places());
    });
  }

  private Value normed(Value qkv, HeadNorms norms) {
    LayerNormParams first = norms.norms().get(0);
    if (norms.norms().stream().anyMatch(n -> !n.output().equals(first.output()))
        || ElementType.holding(IntRange.of(first.output())) != qkv.type()) {
      throw new InputException("export onnx: the norms before " + name + "scores give codes of several formats; such a"
          + " network cannot be exported");
    }
    HeadRows all = new HeadRows(tokens, params.headWidth(), Optional.empty());
    Value two = all.apart(Shapes.slice(qkv, 2, 0, 2 * width), 2 * params.heads());
    Value normed = all.together(LayerNormGraph.apply(norms.norms(), two), 2 * params.heads());
    Value codes = graph.tap(normed, name + "qk_norm", tokens, 2 * width);
    return Shapes.concat(2, codes, Shapes.slice(qkv, 2, 2 * width, 3 * width));
  }
}
