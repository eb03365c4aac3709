package vit2rtl.golden.onnx.qdq;

import java.util.Optional;
import vit2rtl.golden.network.MergingParams;
import vit2rtl.golden.network.QuantizedSwin;
import vit2rtl.golden.network.StageParams;
import vit2rtl.golden.network.WindowBlockParams;
import vit2rtl.golden.onnx.graph.Shapes;
import vit2rtl.golden.onnx.graph.Value;
import vit2rtl.golden.swin.Merging;
import vit2rtl.golden.swin.SwinShape;
import vit2rtl.golden.swin.SwinStage;

/** A Swin Transformer. */
final class QdqSwin {
  private final QdqLayers layers;
  private final QuantizedSwin model;
  private final SwinShape shape;

  QdqSwin(QdqLayers layers, QuantizedSwin model) {
    this.layers = layers;
    this.model = model;
    this.shape = model.shape();
  }

  void build() {
    Value embedded = layers.patches(model.patch(), "patch_embed.proj.acc", shape.imageFormat(), shape.patch());
    SwinStage first = shape.stages().get(0);
    Value stream = layers.graph().tap(layers.norm(model.patchNorm().norm(), "patch_embed.norm", "patch_embed.proj", embedded), "patch_embed",
        first.tokens(), first.width());
    String name = "patch_embed.norm";
    for (int s = 0; s < model.stages().size(); s++) {
      StageParams stage = model.stages().get(s);
      if (stage.merging().isPresent()) {
        stream = merged(s, stage.merging().get(), name, stream);
        name = SwinShape.stageName(s) + "downsample.out";
      }
      for (int b = 0; b < stage.blocks().size(); b++) {
        WindowBlockParams block = stage.blocks().get(b);
        stream = new QdqBlock(layers, SwinShape.blockName(s, b), block.block(), Optional.of(block.windows()), shape.asVit(s))
            .apply(name, stream);
        name = SwinShape.blockName(s, b) + "out";
      }
    }
    new QdqHead(layers, model.head()).apply(name, stream);
  }

  private Value merged(int index, MergingParams params, String input, Value stream) {
    String name = SwinShape.stageName(index) + "downsample.";
    SwinStage before = shape.stages().get(index - 1);
    SwinStage stage = shape.stages().get(index);
    Value rows = Shapes.reshape(Shapes.gather(stream, 1, new Merging(before.side()).order()), stage.tokens(),
        Merging.NEIGHBOURS * before.width());
    Value reduced = layers.linear(params.reduction(), name + "norm", name + "reduction.acc",
        layers.norm(params.norm(), name + "norm", input, rows));
    return layers.graph().tap(reduced, name + "out", stage.tokens(), stage.width());
  }
}
