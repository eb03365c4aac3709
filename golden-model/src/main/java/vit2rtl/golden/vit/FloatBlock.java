package vit2rtl.golden.vit;

import java.util.List;
import java.util.Optional;
import vit2rtl.golden.kernel.real.FloatParts;

/** A block: x ← x + proj(attention(norm1(x))), then x ← x + fc2(activation(fc1(norm2(x)))). */
public final class FloatBlock {

  /** What a block does between its qkv product and its output projection. */
  @FunctionalInterface
  public interface Attending {
    /**
     * Attention of all heads.
     *
     * @param qkv     row-major [tokens, 3·width]: the queries of head 0, head 1, …, then the keys, then the values
     * @param context receives [tokens, width]
     * @param block   which names of tensors begin with
     */
    void apply(FloatProduct product, float[] qkv, float[] context, String block, Tap tap);
  }

  private final String name;
  private final VitShape shape;
  private final FloatNorm norm1;
  private final FloatLinear qkv;
  private final List<FloatNorm> queryAndKeyNorm;
  private final Attending attention;
  private final FloatLinear proj;
  private final FloatNorm norm2;
  private final FloatLinear fc1;
  private final FloatLinear fc2;

  FloatBlock(VitCheckpoint checkpoint, int index) {
    this(checkpoint, "blocks." + index + ".", new FloatAttention(checkpoint.shape()));
  }

  /**
   * A block of any name.
   *
   * @param checkpoint its shape is that of the block's tokens
   * @param name       which its tensors' names begin with
   * @param attention  what it does between the qkv product and the projection
   */
  public FloatBlock(VitCheckpoint checkpoint, String name, Attending attention) {
    this.name = name;
    this.attention = attention;
    shape = checkpoint.shape();
    int width = shape.width();
    norm1 = norm(checkpoint, name + "norm1");
    float[] bias = shape.qkvBias() == QkvBias.PRESENT
        ? checkpoint.tensor(name + "attn.qkv.bias") : new float[3 * width];
    qkv = FloatLinear.of(checkpoint.tensor(name + "attn.qkv.weight"), bias, width, 3 * width);
    queryAndKeyNorm = shape.variant().has(VitExtra.QK_NORM)
        ? List.of(norm(checkpoint, name + "attn.q_norm"), norm(checkpoint, name + "attn.k_norm")) : List.of();
    proj = FloatLinear.of(checkpoint, name + "attn.proj", width, width);
    norm2 = norm(checkpoint, name + "norm2");
    fc1 = FloatLinear.of(checkpoint, name + "mlp.fc1", width, shape.mlp());
    fc2 = FloatLinear.of(checkpoint, name + "mlp.fc2", shape.mlp(), width);
  }

  /** A LayerNorm of the checkpoint. */
  public static FloatNorm norm(VitCheckpoint checkpoint, String name) {
    return new FloatNorm(checkpoint.tensor(name + ".weight"), checkpoint.tensor(name + ".bias"), checkpoint.epsilon());
  }

  /** The same for the native kernel, if that knows such a block. */
  Optional<FloatParts> parts() {
    return attention instanceof FloatAttention && queryAndKeyNorm.isEmpty()
        && shape.variant().activation() == Activation.GELU
        ? Optional.of(new FloatParts(name, shape.tokens(), shape.heads(), norm1.part(), qkv.part(), proj.part(),
            norm2.part(), fc1.part(), fc2.part())) : Optional.empty();
  }

  /** Changes {@code x}, the residual stream. */
  public void apply(FloatProduct product, float[] x, Tap tap) {
    int rows = shape.tokens();
    int width = shape.width();
    float[] branch = new float[rows * width];
    float[] normed = new float[rows * width];
    norm1.apply(x, rows, normed);
    tap.accept(name + "norm1", normed, rows, width);
    float[] queriesKeysValues = new float[rows * 3 * width];
    qkv.apply(product, normed, rows, queriesKeysValues);
    tap.accept(name + "attn.qkv", queriesKeysValues, rows, 3 * width);
    if (!queryAndKeyNorm.isEmpty()) {
      FloatAttention.normalise(shape, queryAndKeyNorm.get(0), queryAndKeyNorm.get(1), queriesKeysValues, name, tap);
    }
    attention.apply(product, queriesKeysValues, normed, name, tap);
    proj.apply(product, normed, rows, branch);
    tap.accept(name + "attn.proj", branch, rows, width);
    add(x, branch);
    tap.accept(name + "attn.out", x, rows, width);

    norm2.apply(x, rows, normed);
    tap.accept(name + "norm2", normed, rows, width);
    float[] hidden = new float[rows * shape.mlp()];
    fc1.apply(product, normed, rows, hidden);
    tap.accept(name + "mlp.fc1", hidden, rows, shape.mlp());
    shape.variant().activation().apply(hidden);
    tap.accept(name + "mlp.gelu", hidden, rows, shape.mlp());
    fc2.apply(product, hidden, rows, branch);
    tap.accept(name + "mlp.fc2", branch, rows, width);
    add(x, branch);
    tap.accept(name + "out", x, rows, width);
  }

  private static void add(float[] x, float[] branch) {
    for (int i = 0; i < x.length; i++) {
      x[i] += branch[i];
    }
  }
}
