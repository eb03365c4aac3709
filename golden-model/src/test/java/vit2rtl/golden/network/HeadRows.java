package vit2rtl.golden.network;

import java.util.Arrays;
import vit2rtl.golden.vit.VitShape;

/** One head's queries or keys within rows of queries, keys and values; head h of 2·heads, the keys' behind the queries'. */
final class HeadRows {
  private HeadRows() {}

  static double[] of(double[] qkv, int h, VitShape shape) {
    int width = shape.headWidth();
    double[] rows = new double[shape.tokens() * width];
    for (int t = 0; t < shape.tokens(); t++) {
      System.arraycopy(qkv, t * 3 * shape.width() + h * width, rows, t * width, width);
    }
    return rows;
  }

  static void put(double[] normed, double[] rows, int h, VitShape shape) {
    int width = shape.headWidth();
    for (int t = 0; t < shape.tokens(); t++) {
      System.arraycopy(rows, t * width, normed, t * 2 * shape.width() + h * width, width);
    }
  }

  static TensorGrid grid(TensorGrid qkv, int h, VitShape shape) {
    int width = shape.headWidth();
    return qkv.scale().length == 1 ? qkv
        : new TensorGrid(qkv.zeroPoint(), Arrays.copyOfRange(qkv.scale(), h * width, (h + 1) * width));
  }

  /** Rows whose queries and keys are the normalised ones. */
  static double[] joined(double[] qkv, double[] normed, VitShape shape) {
    double[] joined = qkv.clone();
    for (int t = 0; t < shape.tokens(); t++) {
      System.arraycopy(normed, t * 2 * shape.width(), joined, t * 3 * shape.width(), 2 * shape.width());
    }
    return joined;
  }

  static TensorGrid joined(TensorGrid qkv, TensorGrid normed, VitShape shape) {
    double[] scale = new double[3 * shape.width()];
    for (int c = 0; c < scale.length; c++) {
      TensorGrid grid = c < 2 * shape.width() ? normed : qkv;
      scale[c] = grid.scale()[c % grid.scale().length];
    }
    return new TensorGrid(qkv.zeroPoint(), scale);
  }
}
