package vit2rtl.golden.onnx.qdq;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.golden.network.HeadParams;
import vit2rtl.golden.onnx.graph.Reals;
import vit2rtl.golden.onnx.graph.Shapes;
import vit2rtl.golden.onnx.graph.Value;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.golden.ops.TokenMean;
import vit2rtl.golden.vit.Pooling;
import vit2rtl.golden.vit.VitShape;

/** From the last residual stream to logits; those of two heads are averaged. */
final class QdqHead {
  private final QdqLayers layers;
  private final Reals reals;
  private final HeadParams params;
  private final VitShape shape;

  QdqHead(QdqLayers layers, HeadParams params) {
    this.layers = layers;
    this.reals = layers.reals();
    this.params = params;
    this.shape = params.shape();
  }

  /** A row, and the tensor on whose grid it goes into the layer behind. */
  private record Input(Value row, String tensor) {}

  /** @param input name of the stream */
  void apply(String input, Value stream) {
    List<Input> inputs = inputs(input, stream);
    Value logits = null;
    for (int h = 0; h < inputs.size(); h++) {
      LinearParams head = params.heads().get(h);
      Input row = represented(inputs.get(h));
      Value one = layers.linear(head, row.tensor, head.name() + ".acc", row.row);
      logits = logits == null ? one : reals.times(reals.plus(logits, one), reals.scalar(1.0 / inputs.size()));
    }
    layers.graph().result(Shapes.reshape(logits, shape.classes()), "logits", shape.classes());
  }

  private List<Input> inputs(String stream, Value tokens) {
    Pooling pooling = shape.variant().pooling();
    if (pooling.meanFirst()) {
      return List.of(new Input(layers.norm(params.norm(), "norm", stream, mean(tokens)), "norm"));
    }
    Value normed = layers.norm(params.norm(), "norm", stream, Shapes.slice(tokens, 1, 0, shape.normRows()));
    if (pooling == Pooling.NORM_THEN_PATCH_MEAN) {
      return List.of(new Input(mean(normed), "pooled"));
    }
    List<Input> rows = new ArrayList<>();
    for (int h = 0; h < params.heads().size(); h++) {
      rows.add(pooling.meanLast() && h > 0 ? new Input(mean(normed), "pooled")
          : new Input(Shapes.slice(normed, 1, h, h + 1), "norm"));
    }
    return rows;
  }

  private Value mean(Value tokens) {
    TokenMean mean = params.mean().orElseThrow();
    return reals.mean(Shapes.slice(tokens, 1, mean.first(), mean.first() + mean.count()), 1);
  }

  private Input represented(Input input) {
    return params.representation().map(r -> new Input(reals.of("Tanh",
        layers.linear(r.layer(), input.tensor, r.layer().name() + ".acc", input.row)), "pre_logits.tanh")).orElse(input);
  }
}
