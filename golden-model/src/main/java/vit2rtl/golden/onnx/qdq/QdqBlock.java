package vit2rtl.golden.onnx.qdq;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.network.TensorGrid;
import vit2rtl.golden.onnx.HeadRows;
import vit2rtl.golden.onnx.graph.Reals;
import vit2rtl.golden.onnx.graph.Shapes;
import vit2rtl.golden.onnx.graph.Value;
import vit2rtl.golden.ops.AttentionParams;
import vit2rtl.golden.ops.HeadNorms;
import vit2rtl.golden.ops.WindowParams;
import vit2rtl.golden.swin.Windows;
import vit2rtl.golden.vit.VitShape;

/** A block. */
final class QdqBlock {
  /** What Swin adds to the scores of keys that a query does not see. */
  private static final double UNSEEN = -100;

  private final QdqLayers layers;
  private final Reals reals;
  private final String name;
  private final BlockParams params;
  private final AttentionParams attention;
  private final Optional<WindowParams> within;
  private final VitShape shape;
  private final int width;

  QdqBlock(QdqLayers layers, String name, BlockParams params, Optional<WindowParams> within, VitShape shape) {
    this.layers = layers;
    this.reals = layers.reals();
    this.name = name;
    this.params = params;
    this.attention = params.attention();
    this.within = within;
    this.shape = shape;
    this.width = shape.width();
  }

  /**
   * The stream behind the block.
   *
   * @param input name of the stream that enters it
   */
  Value apply(String input, Value stream) {
    Value normed = layers.norm(params.norm1(), name + "norm1", input, stream);
    Value qkv = layers.linear(params.qkv(), name + "norm1", name + "attn.qkv.acc", normed);
    TensorGrid grid = layers.grid(name + "attn.context");
    Value context = layers.quantised(attended(qkv), valueWorth(), grid, params.proj().input());
    Value out = layers.product(params.proj(), grid, layers.grid(name + "attn.proj.acc"), context);
    return mlp(tap(reals.plus(stream, out), "attn.out"));
  }

  private Value mlp(Value stream) {
    Value normed = layers.norm(params.norm2(), name + "norm2", name + "attn.out", stream);
    Value hidden = layers.linear(params.fc1(), name + "norm2", name + "mlp.fc1.acc", normed);
    Value active = layers.active(shape.variant().activation(), hidden);
    Value out = layers.linear(params.fc2(), name + "mlp.gelu", name + "mlp.fc2.acc", active);
    return tap(reals.plus(stream, out), "out");
  }

  private Value tap(Value value, String tensor) {
    return layers.graph().tap(value, name + tensor, shape.tokens(), width);
  }

  /** What 1 of each channel of the context stands for: values are on the greatest of their scales. */
  private double[] valueWorth() {
    double[] values = values().scale();
    return DoubleStream.of(values).map(v -> v / QdqLayers.base(values)).toArray();
  }

  /** Rows of context. */
  private Value attended(Value qkv) {
    int heads = attention.heads();
    HeadRows rows = new HeadRows(shape.tokens(), attention.headWidth(), within.map(WindowParams::windows));
    Value multiplied = params.headNorms().isPresent() ? normed(qkv, params.headNorms().get()) : Shapes.slice(qkv, 2, 0, 2 * width);
    Value both = rows.apart(layers.quantised(multiplied, new double[0], multiplied(), attention.codes()), 2 * heads);
    Value values = rows.apart(
        layers.quantised(Shapes.slice(qkv, 2, 2 * width, 3 * width), new double[0], values(), attention.codes()), heads);
    Value queries = Shapes.slice(both, rows.axis(), 0, heads);
    Value keys = rows.columns(Shapes.slice(both, rows.axis(), heads, 2 * heads));
    double base = QdqLayers.base(multiplied().scale());
    double[] step = IntStream.range(0, heads).mapToDouble(this::step).toArray();
    Value scores = reals.times(reals.product(queries, keys),
        reals.constant(DoubleStream.of(step).map(s -> s / (base * base)).toArray(), heads, 1, 1));
    return rows.together(reals.product(layers.probabilities(within.map(w -> placed(scores, w, step)).orElse(scores)), values),
        heads);
  }

  /** What a step of a head's accumulators is worth in scores; a query's scale times its key's is one for all channels. */
  private double step(int head) {
    int c = head * attention.headWidth();
    return multiplied().scale(c) * multiplied().scale(width + c) / Math.sqrt(attention.headWidth());
  }

  /** Grid of queries and keys. */
  private TensorGrid multiplied() {
    return part(layers.grid(name + (params.headNorms().isPresent() ? "attn.qk_norm" : "attn.qkv")), 0, 2 * width);
  }

  private TensorGrid values() {
    return part(layers.grid(name + "attn.qkv"), 2 * width, 3 * width);
  }

  private static TensorGrid part(TensorGrid grid, int from, int to) {
    return grid.scale().length == 1 ? grid
        : new TensorGrid(grid.zeroPoint(), Arrays.copyOfRange(grid.scale(), from, to));
  }

  /** Scores with relative positions, and far below the others where a query does not see the key. */
  private Value placed(Value scores, WindowParams placed, double[] step) {
    Windows windows = placed.windows();
    int n = windows.tokens();
    int[] pairs = placed.pairs();
    Value all = reals.plus(scores, reals.constant(
        IntStream.range(0, pairs.length).mapToDouble(i -> pairs[i] * step[i / (n * n)]).toArray(), step.length, n, n));
    if (windows.shift() == 0) {
      return all;
    }
    boolean[] seen = windows.seen();
    return reals.plus(all, reals.constant(IntStream.range(0, seen.length).mapToDouble(i -> seen[i] ? 0 : UNSEEN).toArray(),
        windows.count(), 1, n, n));
  }

  /** Norms of queries and keys, one for each head. */
  private Value normed(Value qkv, HeadNorms norms) {
    int count = norms.norms().size();
    int columns = attention.headWidth();
    TensorGrid out = multiplied();
    double[] gamma = new double[2 * width];
    double[] beta = new double[2 * width];
    for (int h = 0; h < count; h++) {
      LayerNormParams norm = norms.norms().get(h);
      System.arraycopy(QdqLayers.gamma(norm, out, h * columns), 0, gamma, h * columns, columns);
      System.arraycopy(QdqLayers.beta(norm, out, h * columns), 0, beta, h * columns, columns);
    }
    double[] ones = new double[columns];
    Arrays.fill(ones, 1);
    double epsilon = QdqLayers.epsilon(norms.norms().get(0), layers.grid(name + "attn.qkv").scale(0));
    HeadRows rows = new HeadRows(shape.tokens(), columns, Optional.empty());
    Value plain = reals.layerNorm(rows.apart(Shapes.slice(qkv, 2, 0, 2 * width), count), ones, new double[columns], epsilon);
    return reals.plus(reals.times(rows.together(plain, count), reals.vector(gamma)), reals.vector(beta));
  }
}
