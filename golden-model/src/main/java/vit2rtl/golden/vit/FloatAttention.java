package vit2rtl.golden.vit;

/**
 * Attention of all heads: softmax(Q·Kᵀ/√headWidth)·V. A row of {@code qkv} holds the queries of head 0, head 1, …, then
 * the keys, then the values.
 */
public final class FloatAttention implements FloatBlock.Attending {
  private final VitShape shape;
  private final double scale;

  FloatAttention(VitShape shape) {
    this.shape = shape;
    this.scale = 1 / Math.sqrt(shape.headWidth());
  }

  /** Normalises every head's queries and keys, in place. */
  static void normalise(VitShape shape, FloatNorm queries, FloatNorm keys, float[] qkv, String block, Tap tap) {
    int width = shape.width();
    float[] one = new float[shape.headWidth()];
    float[] normed = new float[one.length];
    float[] all = new float[shape.tokens() * 2 * width];
    for (int row = 0; row < shape.tokens(); row++) {
      for (int h = 0; h < 2 * shape.heads(); h++) {
        int at = row * 3 * width + h * one.length;
        System.arraycopy(qkv, at, one, 0, one.length);
        (h < shape.heads() ? queries : keys).apply(one, 1, normed);
        System.arraycopy(normed, 0, qkv, at, one.length);
        System.arraycopy(normed, 0, all, row * 2 * width + h * one.length, one.length);
      }
    }
    tap.accept(block + "attn.qk_norm", all, shape.tokens(), 2 * width);
  }

  @Override
  public void apply(FloatProduct product, float[] qkv, float[] context, String block, Tap tap) {
    int tokens = shape.tokens();
    int heads = shape.heads();
    int width = shape.width();
    FloatMatrix all = FloatMatrix.of(qkv, tokens, 3 * width);
    float[] scores = new float[heads * tokens * tokens];
    for (int h = 0; h < heads; h++) {
      product.multiply(all.slice(h * shape.headWidth(), shape.headWidth()),
          all.slice(width + h * shape.headWidth(), shape.headWidth()).transposed(), head(scores, h));
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) (scores[i] * scale);
    }
    tap.accept(block + "attn.scores", scores, heads * tokens, tokens);
    for (int row = 0; row < heads * tokens; row++) {
      softmax(scores, row * tokens, tokens);
    }
    tap.accept(block + "attn.softmax", scores, heads * tokens, tokens);
    FloatMatrix result = FloatMatrix.of(context, tokens, width);
    for (int h = 0; h < heads; h++) {
      product.multiply(head(scores, h), all.slice(2 * width + h * shape.headWidth(), shape.headWidth()),
          result.slice(h * shape.headWidth(), shape.headWidth()));
    }
    tap.accept(block + "attn.context", context, tokens, width);
  }

  private FloatMatrix head(float[] scores, int head) {
    int tokens = shape.tokens();
    return new FloatMatrix(scores, head * tokens * tokens, tokens, tokens, tokens, 1);
  }

  /** The softmax of some numbers, in their place. */
  public static void softmax(float[] values, int at, int count) {
    float max = values[at];
    for (int i = 1; i < count; i++) {
      max = Math.max(max, values[at + i]);
    }
    double sum = 0;
    double[] powers = new double[count];
    for (int i = 0; i < count; i++) {
      powers[i] = Exponential.of((double) values[at + i] - max);
      sum += powers[i];
    }
    for (int i = 0; i < count; i++) {
      values[at + i] = (float) (powers[i] / sum);
    }
  }
}
