package vit2rtl.golden.vit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vit2rtl.golden.data.Image;

/**
 * A ViT in 32-bit floats (sums of norms, softmax and GELU in doubles): where real activations come from, and what the
 * integer network is measured against. Immutable; any number of threads may use it. Bits do not depend on the number of
 * threads, on the processor's vectors or on the JDK.
 */
public final class FloatVit implements FloatNetwork {
  private final VitShape shape;
  private final FloatProduct product;
  private final FloatEmbedding embedding;
  private final List<FloatBlock> blocks;
  private final Optional<FloatNorm> normPre;
  private final FloatHead head;

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
    this.normPre = shape.variant().has(VitExtra.NORM_PRE)
        ? Optional.of(FloatBlock.norm(checkpoint, "norm_pre")) : Optional.empty();
    this.head = new FloatHead(checkpoint);
  }

  public VitShape shape() {
    return shape;
  }

  @Override
  public int classes() {
    return shape.classes();
  }

  @Override
  public float[] logits(Image image, Tap tap) {
    float[] x = embedding.apply(product, image, tap);
    if (normPre.isPresent()) {
      normPre.get().apply(x, shape.tokens(), x);
      tap.accept("norm_pre", x, shape.tokens(), shape.width());
    }
    for (FloatBlock block : blocks) {
      block.apply(product, x, tap);
    }
    float[] logits = head.apply(product, x, tap);
    tap.accept("logits", logits, 1, shape.classes());
    return logits;
  }
}
