package vit2rtl.golden.onnx;

import java.util.Optional;
import vit2rtl.golden.network.MergingParams;
import vit2rtl.golden.network.QuantizedSwin;
import vit2rtl.golden.network.StageParams;
import vit2rtl.golden.network.WindowBlockParams;
import vit2rtl.golden.onnx.graph.ElementType;
import vit2rtl.golden.onnx.graph.Graph;
import vit2rtl.golden.onnx.graph.Shapes;
import vit2rtl.golden.onnx.graph.Value;
import vit2rtl.golden.swin.Merging;
import vit2rtl.golden.swin.SwinShape;
import vit2rtl.golden.swin.SwinStage;

/** {@link vit2rtl.golden.network.IntegerSwin}: windows and merging are constants that say which row stands where. */
final class SwinGraph {
  private final Graph graph;
  private final QuantizedSwin model;
  private final SwinShape shape;

  SwinGraph(Graph graph, QuantizedSwin model) {
    this.graph = graph;
    this.model = model;
    this.shape = model.shape();
  }

  void build() {
    Value stream = embedded();
    for (int s = 0; s < model.stages().size(); s++) {
      StageParams stage = model.stages().get(s);
      if (stage.merging().isPresent()) {
        stream = merged(s, stage.merging().get(), stream);
      }
      for (int b = 0; b < stage.blocks().size(); b++) {
        WindowBlockParams block = stage.blocks().get(b);
        stream = new BlockGraph(graph, SwinShape.blockName(s, b), block.block(), Optional.of(block.windows()), shape.asVit(s))
            .apply(stream);
      }
    }
    new HeadGraph(graph, model.head()).apply(stream);
  }

  private Value embedded() {
    SwinStage first = shape.stages().get(0);
    Value pixels = PatchesGraph.apply(graph, shape.imageFormat(), shape.patch());
    Value sums = tap(LinearGraph.apply(model.patch(), pixels), "patch_embed.proj.acc", first);
    Value codes = tap(RequantizeGraph.columns(model.patchCodes(), sums), "patch_embed.proj", first);
    Value normed = NormGraph.apply(graph, "patch_embed.norm", model.patchNorm().norm(), codes, first.tokens());
    Value stream = model.patchNorm().toStream()
        .map(to -> RequantizeGraph.columns(to, normed.to(ElementType.INT32))).orElse(normed);
    return tap(stream, "patch_embed", first);
  }

  private Value merged(int index, MergingParams params, Value stream) {
    String name = SwinShape.stageName(index) + "downsample.";
    SwinStage before = shape.stages().get(index - 1);
    SwinStage stage = shape.stages().get(index);
    Value rows = Shapes.reshape(Shapes.gather(stream, 1, new Merging(before.side()).order()), stage.tokens(),
        Merging.NEIGHBOURS * before.width());
    Value normed = NormGraph.apply(graph, name + "norm", params.norm(), rows, stage.tokens());
    Value sums = tap(LinearGraph.apply(params.reduction(), normed), name + "reduction.acc", stage);
    return tap(RequantizeGraph.columns(params.codes(), sums), name + "out", stage);
  }

  private Value tap(Value value, String name, SwinStage stage) {
    return graph.tap(value, name, stage.tokens(), stage.width());
  }
}
