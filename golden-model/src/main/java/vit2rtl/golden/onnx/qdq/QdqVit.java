package vit2rtl.golden.onnx.qdq;

import java.util.Arrays;
import java.util.Optional;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.network.TensorGrid;
import vit2rtl.golden.onnx.graph.Shapes;
import vit2rtl.golden.onnx.graph.Value;
import vit2rtl.golden.ops.PtfEmbedding;
import vit2rtl.golden.ops.WideEmbedding;
import vit2rtl.golden.vit.VitShape;

/** A Vision Transformer. */
final class QdqVit {
  private final QdqLayers layers;
  private final QuantizedVit model;
  private final VitShape shape;

  QdqVit(QdqLayers layers, QuantizedVit model) {
    this.layers = layers;
    this.model = model;
    this.shape = model.shape();
  }

  void build() {
    Value embedded = layers.patches(model.patch(), "patch_embed.acc", shape.imageFormat(), shape.patch());
    Value positions = layers.reals().constant(table(), shape.tokens(), shape.width());
    Value stream = layers.graph().tap(
        layers.reals().plus(Shapes.zerosBefore(embedded, shape.leadingTokens()), positions), "embed", shape.tokens(), shape.width());
    if (model.extras().normPre().isPresent()) {
      stream = layers.norm(model.extras().normPre().get().norm(), "norm_pre", "embed", stream);
    }
    String name = model.extras().normPre().isPresent() ? "norm_pre" : "embed";
    for (int i = 0; i < shape.depth(); i++) {
      String block = "blocks." + i + ".";
      stream = new QdqBlock(layers, block, model.blocks().get(i), Optional.empty(), shape).apply(name, stream);
      name = block + "out";
    }
    new QdqHead(layers, model.head()).apply(name, stream);
  }

  /** Leading tokens and positions. */
  private double[] table() {
    TensorGrid grid = layers.grid("embed");
    double[] table = new double[shape.tokens() * shape.width()];
    if (model.embedding() instanceof WideEmbedding wide) {
      int[] codes = wide.table();
      Arrays.setAll(table, i -> grid.value(codes[i], i % shape.width()));
      return table;
    }
    PtfEmbedding ptf = (PtfEmbedding) model.embedding();
    long[] sums = ptf.constants();
    int[] alpha = ptf.add().alpha();
    Arrays.setAll(table, i -> Math.scalb((double) sums[i], -ptf.add().shift() - alpha[i % alpha.length])
        * grid.scale(i % shape.width()));
    return table;
  }
}
