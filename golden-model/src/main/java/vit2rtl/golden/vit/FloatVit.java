package vit2rtl.golden.vit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.kernel.real.FloatViewer;
import vit2rtl.golden.kernel.real.NativeFloats;

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
  private final Optional<NativeFloats> fast;

  public FloatVit(VitCheckpoint checkpoint) {
    this(checkpoint, FloatProducts.fastest(), Blocks.FASTEST);
  }

  /** In Java, with a given product. */
  FloatVit(VitCheckpoint checkpoint, FloatProduct product) {
    this(checkpoint, product, Blocks.JAVA);
  }

  /** Whether blocks may run in the native kernel. */
  private enum Blocks { FASTEST, JAVA }

  private FloatVit(VitCheckpoint checkpoint, FloatProduct product, Blocks how) {
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
    this.fast = how == Blocks.JAVA ? Optional.empty()
        : NativeFloats.of(blocks.stream().map(FloatBlock::parts).toList(), Gelu.coefficients());
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
    if (fast.isPresent()) {
      fast.get().apply(x, tap == Tap.NONE ? FloatViewer.NONE : tap::accept);
    } else {
      blocks.forEach(block -> block.apply(product, x, tap));
    }
    float[] logits = head.apply(product, x, tap);
    tap.accept("logits", logits, 1, shape.classes());
    return logits;
  }
}
