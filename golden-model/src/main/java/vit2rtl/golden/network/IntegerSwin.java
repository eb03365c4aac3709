package vit2rtl.golden.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.kernel.ComputePath;
import vit2rtl.golden.kernel.NativeBlocks;
import vit2rtl.golden.kernel.NativeSums;
import vit2rtl.golden.ops.Attention;
import vit2rtl.golden.ops.IntProduct;
import vit2rtl.golden.ops.Linear;
import vit2rtl.golden.ops.Patches;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.swin.SwinShape;
import vit2rtl.golden.swin.SwinStage;

/**
 * The integer-only Swin Transformer, of the operators of {@link IntegerVit}. Tensors it shows, besides those of blocks and
 * head: {@code patches}, {@code patch_embed.proj.acc}, {@code patch_embed.proj}, {@code patch_embed.norm.in}, {@code
 * patch_embed.norm}, {@code patch_embed} (the stream; in the recipe {@code fqvit} the codes of {@code patch_embed.norm});
 * of each stage s behind the first {@code layers.s.downsample.norm.in}, {@code .norm}, {@code .reduction.acc}, {@code .out}
 * (the stream). Tokens are in the image's order; scores and attention codes are [windows, heads, N, N].
 */
public final class IntegerSwin implements IntegerNetwork {
  private final QuantizedSwin model;
  private final Patches patches;
  private final Linear patchEmbedding;
  private final IntegerNorm patchNorm;
  private final List<Stage> stages = new ArrayList<>();
  private final IntegerHead head;
  private final Optional<NativeSums> fastPatches;
  private final ComputePath path;

  /** A stage's operators. */
  record Stage(Optional<IntegerMerging> merging, List<IntegerBlock> blocks, Optional<NativeBlocks> fast) {}

  /** On the chosen path, else the fastest. */
  public IntegerSwin(QuantizedSwin model) {
    this(model, ComputePath.chosen());
  }

  /** On a given path; all give the same bits. */
  public IntegerSwin(QuantizedSwin model, ComputePath path) {
    this(model, path, path.product());
  }

  /** In Java, with a given matrix product. */
  public IntegerSwin(QuantizedSwin model, IntProduct product) {
    this(model, ComputePath.PLAIN, product);
  }

  private IntegerSwin(QuantizedSwin model, ComputePath path, IntProduct product) {
    SwinShape shape = model.shape();
    this.model = model;
    this.patches = new Patches(shape.channels(), shape.imageSize(), shape.patch());
    this.patchEmbedding = new Linear(model.patch(), product);
    this.patchNorm = new IntegerNorm("patch_embed.norm", model.patchNorm().norm());
    for (int s = 0; s < shape.stages().size(); s++) {
      stages.add(stage(s, path, product));
    }
    this.head = new IntegerHead(model.head(), product);
    this.fastPatches = path.sums(model.patch());
    this.path = stages.stream().map(stage -> path.within(stage.fast)).min(Comparator.naturalOrder()).orElse(path);
  }

  @Override
  public ComputePath path() {
    return path;
  }

  private Stage stage(int index, ComputePath path, IntProduct product) {
    SwinShape shape = model.shape();
    StageParams params = model.stages().get(index);
    List<IntegerBlock> blocks = new ArrayList<>();
    for (int b = 0; b < params.blocks().size(); b++) {
      WindowBlockParams block = params.blocks().get(b);
      blocks.add(new IntegerBlock(SwinShape.blockName(index, b), block.block(), shape.asVit(index),
          new Attention(block.block().attention(), block.windows(), product), product));
    }
    return new Stage(params.merging().map(merging -> new IntegerMerging(SwinShape.stageName(index),
        shape.stages().get(index - 1), merging, product)), blocks, path.blocks(IntStream.range(0, blocks.size()).mapToObj(
        b -> params.blocks().get(b).block().parts(SwinShape.blockName(index, b), shape.asVit(index).tokens(),
            Optional.of(params.blocks().get(b).windows()))).toList()));
  }

  @Override
  public QuantizedSwin model() {
    return model;
  }

  Linear patchEmbedding() {
    return patchEmbedding;
  }

  List<Stage> stages() {
    return stages;
  }

  IntegerHead head() {
    return head;
  }

  @Override
  public int[] logits(Image image, IntTap tap) {
    int[] stream = embed(image, tap);
    for (Stage stage : stages) {
      if (stage.merging.isPresent()) {
        stream = stage.merging.get().apply(stream, tap);
      }
      if (stage.fast.isPresent()) {
        stream = stage.fast.get().apply(stream, tap.viewer());
        continue;
      }
      for (IntegerBlock block : stage.blocks) {
        stream = block.apply(stream, tap);
      }
    }
    return head.apply(stream, tap);
  }

  private int[] embed(Image image, IntTap tap) {
    SwinStage first = model.shape().stages().get(0);
    int[] pixels = patches.apply(image);
    tap.accept("patches", pixels, first.tokens(), model.shape().patchInputs());
    int[] sums = fastPatches.isPresent() ? fastPatches.get().apply(pixels, first.tokens())
        : patchEmbedding.apply(pixels, first.tokens());
    tap.accept("patch_embed.proj.acc", sums, first.tokens(), first.width());
    int[] codes = model.patchCodes().columns(sums);
    tap.accept("patch_embed.proj", codes, first.tokens(), first.width());
    int[] normed = patchNorm.apply(codes, tap);
    Optional<Requantizer> toStream = model.patchNorm().toStream();
    int[] stream = toStream.isPresent() ? toStream.get().columns(normed) : normed;
    tap.accept("patch_embed", stream, first.tokens(), first.width());
    return stream;
  }
}
