package vit2rtl.golden.onnx;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.network.HeadParams;
import vit2rtl.golden.network.Representation;
import vit2rtl.golden.onnx.graph.ElementType;
import vit2rtl.golden.onnx.graph.Graph;
import vit2rtl.golden.onnx.graph.Shapes;
import vit2rtl.golden.onnx.graph.Value;
import vit2rtl.golden.ops.TokenMean;
import vit2rtl.golden.vit.Pooling;
import vit2rtl.golden.vit.VitShape;

/** From the last residual stream to logits: norm and mean in the model's order, representation layer, heads, their sum. */
final class HeadGraph {
  private final Graph graph;
  private final HeadParams params;
  private final VitShape shape;

  HeadGraph(Graph graph, HeadParams params) {
    this.graph = graph;
    this.params = params;
    this.shape = params.shape();
  }

  void apply(Value stream) {
    List<Value> rows = represented(inputs(stream));
    Value logits = null;
    for (int h = 0; h < rows.size(); h++) {
      Value sums = graph.tap(LinearGraph.apply(params.heads().get(h), rows.get(h)),
          h == 0 ? "logits.acc" : "logits_dist.acc", 1, shape.classes());
      Value codes = RequantizeGraph.columns(params.logits().get(h), sums).to(ElementType.INT32);
      logits = logits == null ? codes : logits.plus(codes);
    }
    graph.result(Shapes.reshape(logits, shape.classes()), "logits", shape.classes());
  }

  /** One row [batch, 1, width] for each head. */
  private List<Value> inputs(Value stream) {
    Pooling pooling = shape.variant().pooling();
    if (pooling.meanFirst()) {
      return List.of(NormGraph.apply(graph, "norm", params.norm(), MeanGraph.apply(graph, mean(), stream), 1));
    }
    int rows = shape.normRows();
    Value some = rows == shape.tokens() ? stream : Shapes.slice(stream, 1, 0, rows);
    Value normed = NormGraph.apply(graph, "norm", params.norm(), some, rows);
    if (!pooling.meanLast()) {
      return rows(normed, params.heads().size());
    }
    Value mean = graph.tap(MeanGraph.apply(graph, mean(), normed), "pooled", 1, shape.width());
    return pooling == Pooling.NORM_THEN_PATCH_MEAN ? List.of(mean) : List.of(Shapes.slice(normed, 1, 0, 1), mean);
  }

  private TokenMean mean() {
    return params.mean().orElseThrow();
  }

  private static List<Value> rows(Value together, int count) {
    List<Value> rows = new ArrayList<>();
    for (int h = 0; h < count; h++) {
      rows.add(count == 1 ? together : Shapes.slice(together, 1, h, h + 1));
    }
    return rows;
  }

  private List<Value> represented(List<Value> rows) {
    if (params.representation().isEmpty()) {
      return rows;
    }
    Representation layer = params.representation().get();
    int count = rows.size();
    int width = shape.headInputs();
    Value sums = graph.tap(LinearGraph.apply(layer.layer(), together(rows)), "pre_logits.acc", count, width);
    Value codes = graph.tap(RequantizeGraph.columns(layer.codes(), sums), "pre_logits", count, width);
    return rows(graph.tap(GeluGraph.apply(layer.tanh(), codes), "pre_logits.tanh", count, width), count);
  }

  private static Value together(List<Value> rows) {
    IntRange range = rows.stream().map(Value::range).reduce(IntRange::union).orElseThrow();
    ElementType type = rows.stream().map(Value::type).distinct().count() == 1
        ? rows.get(0).type() : ElementType.holding(range);
    return rows.size() == 1 ? rows.get(0)
        : Shapes.concat(1, rows.stream().map(row -> row.to(type)).toArray(Value[]::new));
  }
}
