package vit2rtl.golden.swin;

import vit2rtl.golden.vit.FloatAttention;
import vit2rtl.golden.vit.FloatBlock;
import vit2rtl.golden.vit.FloatMatrix;
import vit2rtl.golden.vit.FloatProduct;
import vit2rtl.golden.vit.Tap;

/**
 * Attention within windows: softmax(Q·Kᵀ/√headWidth + T[relative position][head])·V over the keys that a query sees; the
 * others have the probability 0. Tensors of pairs are [windows, heads, N, N].
 */
final class FloatWindowAttention implements FloatBlock.Attending {
  private final Windows windows;
  private final int heads;
  private final int headWidth;
  private final int[] order;
  private final int[] zones;
  private final float[] bias;

  /** @param table relative position biases, row-major [(2M − 1)², heads] */
  FloatWindowAttention(SwinStage stage, Windows windows, float[] table) {
    this.windows = windows;
    this.heads = stage.heads();
    this.headWidth = stage.width() / stage.heads();
    this.order = windows.order();
    this.zones = windows.zones();
    int[] index = windows.relativePositions();
    this.bias = new float[heads * index.length];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = table[index[i % index.length] * heads + i / index.length];
    }
  }

  @Override
  public void apply(FloatProduct product, float[] qkv, float[] context, String block, Tap tap) {
    int n = windows.tokens();
    int width = heads * headWidth;
    float[] gathered = windows.gather(qkv, 3 * width);
    float[] pairs = new float[windows.count() * heads * n * n];
    for (int w = 0; w < windows.count(); w++) {
      FloatMatrix rows = rows(gathered, w);
      for (int h = 0; h < heads; h++) {
        FloatMatrix scores = pairs(pairs, w, h);
        product.multiply(rows.slice(h * headWidth, headWidth),
            rows.slice(width + h * headWidth, headWidth).transposed(), scores);
        scale(pairs, scores.offset(), h);
      }
    }
    tap.accept(block + "attn.scores", pairs, windows.count() * heads * n, n);
    for (int row = 0; row < windows.count() * heads * n; row++) {
      softmax(pairs, row);
    }
    tap.accept(block + "attn.softmax", pairs, windows.count() * heads * n, n);
    float[] results = new float[n * width];
    for (int w = 0; w < windows.count(); w++) {
      for (int h = 0; h < heads; h++) {
        product.multiply(pairs(pairs, w, h), rows(gathered, w).slice(2 * width + h * headWidth, headWidth),
            FloatMatrix.of(results, n, width).slice(h * headWidth, headWidth));
      }
      for (int i = 0; i < n; i++) {
        System.arraycopy(results, i * width, context, order[w * n + i] * width, width);
      }
    }
    tap.accept(block + "attn.context", context, windows.count() * n, width);
  }

  private FloatMatrix rows(float[] gathered, int window) {
    int columns = 3 * heads * headWidth;
    return new FloatMatrix(gathered, window * windows.tokens() * columns, windows.tokens(), columns, columns, 1);
  }

  private FloatMatrix pairs(float[] pairs, int window, int head) {
    int n = windows.tokens();
    return new FloatMatrix(pairs, (window * heads + head) * n * n, n, n, n, 1);
  }

  private void scale(float[] pairs, int at, int head) {
    double scale = 1 / Math.sqrt(headWidth);
    int count = windows.tokens() * windows.tokens();
    for (int i = 0; i < count; i++) {
      pairs[at + i] = (float) (pairs[at + i] * scale + bias[head * count + i]);
    }
  }

  /** Of one row, the keys that its query sees moved together and apart again. */
  private void softmax(float[] pairs, int row) {
    int n = windows.tokens();
    int at = row * n;
    if (windows.shift() == 0) {
      FloatAttention.softmax(pairs, at, n);
      return;
    }
    int first = row / n / heads * n;
    int zone = zones[first + row % n];
    float[] seen = new float[n];
    int count = 0;
    for (int j = 0; j < n; j++) {
      if (zones[first + j] == zone) {
        seen[count++] = pairs[at + j];
      }
    }
    FloatAttention.softmax(seen, 0, count);
    count = 0;
    for (int j = 0; j < n; j++) {
      pairs[at + j] = zones[first + j] == zone ? seen[count++] : 0;
    }
  }
}
