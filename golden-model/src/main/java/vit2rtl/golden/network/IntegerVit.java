package vit2rtl.golden.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.eval.Classifier;
import vit2rtl.golden.eval.Ranking;
import vit2rtl.golden.ops.IntProduct;
import vit2rtl.golden.ops.IntProducts;
import vit2rtl.golden.ops.Linear;
import vit2rtl.golden.ops.Patches;
import vit2rtl.golden.vit.VitShape;

/**
 * The integer-only Vision Transformer: unsigned pixels in, integer logits out, no floating point between. The
 * definition the whole network in hardware is compared with; every intermediate tensor can be seen through {@link
 * IntTap}. Only the leading tokens go through the final LayerNorm, as only they reach the head.
 *
 * <p>Immutable; any number of threads may use it. The bits depend on the model and the image alone: not on threads, the
 * processor's vectors or the JDK.
 */
public final class IntegerVit implements Classifier {
  private final QuantizedVit model;
  private final Patches patches;
  private final Linear patchEmbedding;
  private final List<IntegerBlock> blocks = new ArrayList<>();
  private final IntegerNorm norm;
  private final List<Linear> heads = new ArrayList<>();

  public IntegerVit(QuantizedVit model) {
    this(model, IntProducts.best());
  }

  /** With a given matrix product; all give the same bits. */
  public IntegerVit(QuantizedVit model, IntProduct product) {
    VitShape shape = model.shape();
    this.model = model;
    this.patches = new Patches(shape.channels(), shape.imageSize(), shape.patch());
    this.patchEmbedding = new Linear(model.patch(), product);
    for (int i = 0; i < shape.depth(); i++) {
      blocks.add(new IntegerBlock(i, model.blocks().get(i), shape, product));
    }
    this.norm = new IntegerNorm("norm", model.norm());
    model.heads().forEach(head -> heads.add(new Linear(head, product)));
  }

  public QuantizedVit model() {
    return model;
  }

  Linear patchEmbedding() {
    return patchEmbedding;
  }

  List<IntegerBlock> blocks() {
    return blocks;
  }

  List<Linear> heads() {
    return heads;
  }

  @Override
  public int classes() {
    return model.shape().classes();
  }

  @Override
  public int[] best(Image image, int count) {
    return Ranking.best(logits(image), count);
  }

  /** One logit code for each class, all on one grid. */
  public int[] logits(Image image) {
    return logits(image, IntTap.NONE);
  }

  /** The same, showing every integer tensor on the way. */
  public int[] logits(Image image, IntTap tap) {
    VitShape shape = model.shape();
    int[] pixels = patches.apply(image);
    tap.accept("patches", pixels, shape.patches(), shape.patchInputs());
    int[] sums = patchEmbedding.apply(pixels, shape.patches());
    tap.accept("patch_embed.acc", sums, shape.patches(), shape.width());
    int[] stream = model.embedding().apply(sums);
    tap.accept("embed", stream, shape.tokens(), shape.width());
    for (IntegerBlock block : blocks) {
      stream = block.apply(stream, tap);
    }
    int[] normed = norm.apply(Arrays.copyOf(stream, shape.leadingTokens() * shape.width()), tap);
    return heads(normed, tap);
  }

  /** Head i reads token i; codes add up. */
  private int[] heads(int[] normed, IntTap tap) {
    VitShape shape = model.shape();
    int[] logits = new int[shape.classes()];
    for (int h = 0; h < heads.size(); h++) {
      int[] token = Arrays.copyOfRange(normed, h * shape.width(), (h + 1) * shape.width());
      int[] sums = heads.get(h).apply(token, 1);
      tap.accept(h == 0 ? "logits.acc" : "logits_dist.acc", sums, 1, shape.classes());
      int[] codes = model.logits().get(h).columns(sums);
      for (int i = 0; i < logits.length; i++) {
        logits[i] += codes[i];
      }
    }
    tap.accept("logits", logits, 1, shape.classes());
    return logits;
  }
}
