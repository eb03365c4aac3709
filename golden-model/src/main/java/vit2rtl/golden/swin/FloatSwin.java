package vit2rtl.golden.swin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.vit.FloatBlock;
import vit2rtl.golden.vit.FloatHead;
import vit2rtl.golden.vit.FloatLinear;
import vit2rtl.golden.vit.FloatNetwork;
import vit2rtl.golden.vit.FloatNorm;
import vit2rtl.golden.vit.FloatPatches;
import vit2rtl.golden.vit.FloatProduct;
import vit2rtl.golden.vit.FloatProducts;
import vit2rtl.golden.vit.Tap;
import vit2rtl.golden.vit.VitCheckpoint;

/**
 * A Swin Transformer in 32-bit floats, of the operators of {@link vit2rtl.golden.vit.FloatVit}. Tensors it shows: {@code
 * patch_embed.proj}, {@code patch_embed} (normalised, the stream); of each stage s behind the first {@code
 * layers.s.downsample.merged}, {@code .norm}, {@code .out} (the stream); of each block {@code layers.s.blocks.b.} what a
 * ViT's block shows, tokens in the image's order, pairs as [windows, heads, N, N] (scores with their bias, before any is
 * left out); then {@code norm}, {@code pooled}, {@code logits}.
 */
public final class FloatSwin implements FloatNetwork {
  private final SwinShape shape;
  private final FloatProduct product = FloatProducts.fastest();
  private final FloatPatches patches;
  private final FloatLinear projection;
  private final FloatNorm norm;
  private final List<Stage> stages = new ArrayList<>();
  private final FloatHead head;

  private record Stage(Optional<FloatMerging> merging, List<FloatBlock> blocks) {}

  public FloatSwin(SwinCheckpoint checkpoint) {
    shape = checkpoint.shape();
    patches = new FloatPatches(shape.channels(), shape.imageSize(), shape.patch(), checkpoint.pixelNorm());
    projection = FloatLinear.of(checkpoint.stage(0), "patch_embed.proj", shape.patchInputs(),
        shape.stages().get(0).width());
    norm = FloatBlock.norm(checkpoint.stage(0), "patch_embed.norm");
    for (int s = 0; s < shape.stages().size(); s++) {
      stages.add(stage(checkpoint, s));
    }
    head = new FloatHead(checkpoint.stage(stages.size() - 1));
  }

  private Stage stage(SwinCheckpoint checkpoint, int index) {
    VitCheckpoint own = checkpoint.stage(index);
    SwinStage stage = shape.stages().get(index);
    List<FloatBlock> blocks = new ArrayList<>();
    for (int b = 0; b < stage.depth(); b++) {
      String name = SwinShape.blockName(index, b);
      blocks.add(new FloatBlock(own, name, new FloatWindowAttention(stage, stage.windows(b),
          own.tensor(name + "attn.relative_position_bias_table"))));
    }
    return new Stage(index == 0 ? Optional.empty()
        : Optional.of(new FloatMerging(own, SwinShape.stageName(index), shape.stages().get(index - 1))), blocks);
  }

  public SwinShape shape() {
    return shape;
  }

  @Override
  public int classes() {
    return shape.classes();
  }

  @Override
  public float[] logits(Image image, Tap tap) {
    SwinStage first = shape.stages().get(0);
    float[] x = new float[first.tokens() * first.width()];
    projection.apply(product, patches.apply(image), first.tokens(), x);
    tap.accept("patch_embed.proj", x, first.tokens(), first.width());
    norm.apply(x, first.tokens(), x);
    tap.accept("patch_embed", x, first.tokens(), first.width());
    for (Stage stage : stages) {
      if (stage.merging.isPresent()) {
        x = stage.merging.get().apply(product, x, tap);
      }
      for (FloatBlock block : stage.blocks) {
        block.apply(product, x, tap);
      }
    }
    float[] logits = head.apply(product, x, tap);
    tap.accept("logits", logits, 1, shape.classes());
    return logits;
  }
}
