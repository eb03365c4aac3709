package vit2rtl.golden.checkpoint;

import java.util.Arrays;

/** Rows of matrices, one after another in an array. */
final class Rows {
  private Rows() {}

  static float[] joined(float[]... parts) {
    float[] all = new float[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /** Row o times factor o. */
  static float[] scaled(float[] rows, float[] factor) {
    float[] result = new float[rows.length];
    int columns = rows.length / factor.length;
    for (int i = 0; i < rows.length; i++) {
      result[i] = (float) ((double) rows[i] * factor[i / columns]);
    }
    return result;
  }

  /** Some columns of each row, times a factor. */
  static float[] columns(float[] rows, int width, int first, int count, float factor) {
    float[] result = new float[rows.length / width * count];
    for (int i = 0; i < result.length; i++) {
      result[i] = factor * rows[i / count * width + first + i % count];
    }
    return result;
  }
}
