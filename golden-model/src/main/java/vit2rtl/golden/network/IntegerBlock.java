package vit2rtl.golden.network;

import vit2rtl.golden.ops.Attention;
import vit2rtl.golden.ops.HeadNorms;
import vit2rtl.golden.ops.IntProduct;
import vit2rtl.golden.ops.Linear;
import vit2rtl.golden.vit.VitShape;

/** A block of {@link IntegerVit}. */
final class IntegerBlock {
  private final String name;
  private final VitShape shape;
  private final BlockParams params;
  private final IntegerNorm norm1;
  private final Linear qkv;
  private final Attention attention;
  private final Linear proj;
  private final IntegerNorm norm2;
  private final Linear fc1;
  private final Linear fc2;

  IntegerBlock(int index, BlockParams params, VitShape shape, IntProduct product) {
    this(name(index), params, shape, new Attention(params.attention(), shape.tokens(), product), product);
  }

  /** What the names of a ViT's tensors begin with. */
  static String name(int index) {
    return "blocks." + index + ".";
  }

  /** A block of any name with its attention; the shape is that of its tokens. */
  IntegerBlock(String name, BlockParams params, VitShape shape, Attention attention, IntProduct product) {
    this.name = name;
    this.shape = shape;
    this.params = params;
    this.norm1 = new IntegerNorm(name + "norm1", params.norm1());
    this.qkv = new Linear(params.qkv(), product);
    this.attention = attention;
    this.proj = new Linear(params.proj(), product);
    this.norm2 = new IntegerNorm(name + "norm2", params.norm2());
    this.fc1 = new Linear(params.fc1(), product);
    this.fc2 = new Linear(params.fc2(), product);
  }

  BlockParams params() {
    return params;
  }

  Linear qkv() {
    return qkv;
  }

  Attention attention() {
    return attention;
  }

  Linear proj() {
    return proj;
  }

  Linear fc1() {
    return fc1;
  }

  Linear fc2() {
    return fc2;
  }

  /** The stream behind the block. */
  int[] apply(int[] stream, IntTap tap) {
    return mlp(attend(stream, tap), tap);
  }

  private int[] attend(int[] stream, IntTap tap) {
    int rows = shape.tokens();
    int[] sums = qkv.apply(norm1.apply(stream, tap), rows);
    tap.accept(name + "attn.qkv.acc", sums, rows, 3 * shape.width());
    int[] codes = params.qkvCodes().columns(sums);
    tap.accept(name + "attn.qkv", codes, rows, 3 * shape.width());
    int[] context = attention.apply(normed(codes, tap), new TapSteps(tap));
    int[] out = proj.apply(context, rows);
    tap.accept(name + "attn.proj.acc", out, rows, shape.width());
    int[] joined = params.attentionAdd().apply(stream, out);
    tap.accept(name + "attn.out", joined, rows, shape.width());
    return joined;
  }

  private int[] normed(int[] codes, IntTap tap) {
    if (params.headNorms().isEmpty()) {
      return codes;
    }
    int[] normed = params.headNorms().get().apply(codes);
    tap.accept(name + "attn.qk_norm", normed, shape.tokens(), 2 * shape.width());
    return HeadNorms.joined(codes, normed, shape.tokens());
  }

  private int[] mlp(int[] stream, IntTap tap) {
    int rows = shape.tokens();
    int[] sums = fc1.apply(norm2.apply(stream, tap), rows);
    tap.accept(name + "mlp.fc1.acc", sums, rows, shape.mlp());
    int[] hidden = params.fc1Codes().columns(sums);
    tap.accept(name + "mlp.fc1", hidden, rows, shape.mlp());
    int[] active = params.gelu().apply(hidden);
    tap.accept(name + "mlp.gelu", active, rows, shape.mlp());
    int[] out = fc2.apply(active, rows);
    tap.accept(name + "mlp.fc2.acc", out, rows, shape.width());
    int[] joined = params.mlpAdd().apply(stream, out);
    tap.accept(name + "out", joined, rows, shape.width());
    return joined;
  }

  private final class TapSteps implements Attention.Steps {
    private final IntTap tap;

    private TapSteps(IntTap tap) {
      this.tap = tap;
    }

    @Override
    public void scores(int[] accumulators, int[] codes) {
      tap.accept(name + "attn.scores.acc", accumulators, attention.rows(), attention.rowLength());
      tap.accept(name + "attn.scores", codes, attention.rows(), attention.rowLength());
    }

    @Override
    public void codes(int[] codes) {
      tap.accept(name + "attn.softmax", codes, attention.rows(), attention.rowLength());
    }

    @Override
    public void context(int[] accumulators, int[] codes) {
      tap.accept(name + "attn.context.acc", accumulators, shape.tokens(), shape.width());
      tap.accept(name + "attn.context", codes, shape.tokens(), shape.width());
    }
  }
}
