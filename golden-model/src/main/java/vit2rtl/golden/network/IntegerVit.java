package vit2rtl.golden.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.kernel.ComputePath;
import vit2rtl.golden.kernel.NativeBlocks;
import vit2rtl.golden.kernel.NativeSums;
import vit2rtl.golden.ops.IntProduct;
import vit2rtl.golden.ops.Linear;
import vit2rtl.golden.ops.Patches;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.vit.VitShape;

/**
 * The integer-only Vision Transformer: unsigned pixels in, integer logits out, no floating point between. The
 * definition the whole network in hardware is compared with; every intermediate tensor can be seen through {@link
 * IntTap}. Only tokens that reach a head, or a mean, go through the final LayerNorm.
 *
 * <p>Immutable; any number of threads may use it. The bits depend on the model and the image alone: not on threads, the
 * processor's vectors or the JDK.
 */
public final class IntegerVit implements IntegerNetwork {
  private final QuantizedVit model;
  private final Patches patches;
  private final Linear patchEmbedding;
  private final List<IntegerBlock> blocks = new ArrayList<>();
  private final Optional<IntegerNorm> normPre;
  private final IntegerHead head;
  private final Optional<NativeSums> fastPatches;
  private final Optional<NativeBlocks> fastBlocks;
  private final ComputePath path;

  /** On the chosen path, else the fastest. */
  public IntegerVit(QuantizedVit model) {
    this(model, ComputePath.chosen());
  }

  /** On a given path; all give the same bits. */
  public IntegerVit(QuantizedVit model, ComputePath path) {
    this(model, path, path.product());
  }

  /** In Java, with a given matrix product. */
  public IntegerVit(QuantizedVit model, IntProduct product) {
    this(model, ComputePath.PLAIN, product);
  }

  private IntegerVit(QuantizedVit model, ComputePath path, IntProduct product) {
    VitShape shape = model.shape();
    this.model = model;
    this.patches = new Patches(shape.channels(), shape.imageSize(), shape.patch());
    this.patchEmbedding = new Linear(model.patch(), product);
    for (int i = 0; i < shape.depth(); i++) {
      blocks.add(new IntegerBlock(i, model.blocks().get(i), shape, product));
    }
    this.normPre = model.extras().normPre().map(pre -> new IntegerNorm("norm_pre", pre.norm()));
    this.head = new IntegerHead(model.head(), product);
    this.fastPatches = path.sums(model.patch());
    this.fastBlocks = path.blocks(IntStream.range(0, shape.depth()).mapToObj(
        i -> model.blocks().get(i).parts(IntegerBlock.name(i), shape.tokens(), Optional.empty())).toList());
    this.path = path.within(fastBlocks);
  }

  @Override
  public ComputePath path() {
    return path;
  }

  @Override
  public QuantizedVit model() {
    return model;
  }

  Linear patchEmbedding() {
    return patchEmbedding;
  }

  List<IntegerBlock> blocks() {
    return blocks;
  }

  IntegerHead head() {
    return head;
  }

  @Override
  public int[] logits(Image image, IntTap tap) {
    VitShape shape = model.shape();
    int[] pixels = patches.apply(image);
    tap.accept("patches", pixels, shape.patches(), shape.patchInputs());
    int[] sums = fastPatches.isPresent() ? fastPatches.get().apply(pixels, shape.patches())
        : patchEmbedding.apply(pixels, shape.patches());
    tap.accept("patch_embed.acc", sums, shape.patches(), shape.width());
    int[] stream = model.embedding().apply(sums);
    tap.accept("embed", stream, shape.tokens(), shape.width());
    if (normPre.isPresent()) {
      stream = normPre(stream, tap);
    }
    if (fastBlocks.isPresent()) {
      return head.apply(fastBlocks.get().apply(stream, tap.viewer()), tap);
    }
    for (IntegerBlock block : blocks) {
      stream = block.apply(stream, tap);
    }
    return head.apply(stream, tap);
  }

  private int[] normPre(int[] stream, IntTap tap) {
    int[] codes = normPre.orElseThrow().apply(stream, tap);
    Optional<Requantizer> toStream = model.extras().normPre().orElseThrow().toStream();
    if (toStream.isEmpty()) {
      return codes;
    }
    int[] wide = toStream.get().columns(codes);
    tap.accept("norm_pre.out", wide, model.shape().tokens(), model.shape().width());
    return wide;
  }
}
