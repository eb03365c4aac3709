package vit2rtl.golden.vit;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.golden.data.Image;

/**
 * A ViT in 32-bit floats (sums of norms, softmax and GELU in doubles): where real activations come from, and what the
 * integer network is measured against. Immutable; any number of threads may use it. Bits do not depend on the number of
 * threads, on the processor's vectors or on the JDK.
 */
public final class FloatVit {
  private final VitShape shape;
  private final FloatProduct product;
  private final FloatEmbedding embedding;
  private final List<FloatBlock> blocks;
  private final FloatNorm norm;
  private final List<FloatLinear> heads;

  public FloatVit(VitCheckpoint checkpoint) {
    this(checkpoint, FloatProducts.fastest());
  }

  FloatVit(VitCheckpoint checkpoint, FloatProduct product) {
    this.shape = checkpoint.shape();
    this.product = product;
    this.embedding = new FloatEmbedding(checkpoint);
    this.blocks = new ArrayList<>();
    for (int i = 0; i < shape.depth(); i++) {
      blocks.add(new FloatBlock(checkpoint, i));
    }
    this.norm = FloatBlock.norm(checkpoint, "norm");
    this.heads = new ArrayList<>();
    heads.add(FloatLinear.of(checkpoint, "head", shape.width(), shape.classes()));
    if (shape.distillation() == Distillation.TOKEN) {
      heads.add(FloatLinear.of(checkpoint, "head_dist", shape.width(), shape.classes()));
    }
  }

  public VitShape shape() {
    return shape;
  }

  /** One logit for each class. */
  public float[] logits(Image image) {
    return logits(image, Tap.NONE);
  }

  /** The same, showing every intermediate result. */
  public float[] logits(Image image, Tap tap) {
    float[] x = embedding.apply(product, image, tap);
    for (FloatBlock block : blocks) {
      block.apply(product, x, tap);
    }
    float[] normed = new float[x.length];
    norm.apply(x, shape.tokens(), normed);
    tap.accept("norm", normed, shape.tokens(), shape.width());
    float[] logits = heads(normed);
    tap.accept("logits", logits, 1, shape.classes());
    return logits;
  }

  /** The mean over the heads; head i reads token i. */
  private float[] heads(float[] normed) {
    float[] sum = new float[shape.classes()];
    float[] one = new float[shape.classes()];
    float[] token = new float[shape.width()];
    for (int h = 0; h < heads.size(); h++) {
      System.arraycopy(normed, h * shape.width(), token, 0, shape.width());
      heads.get(h).apply(product, token, 1, one);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += one[i] / heads.size();
      }
    }
    return sum;
  }
}
