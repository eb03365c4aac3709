package vit2rtl.bench.network;

import java.util.Arrays;

/** Codes of one place, image after image. */
final class Codes {
  private final int images;
  private int[] codes = new int[0];
  private int filled;

  /** @param images how many additions are to be expected */
  Codes(int images) {
    this.images = images;
  }

  void add(int[] values, int from, int count) {
    if (filled + count > codes.length) {
      codes = Arrays.copyOf(codes, filled == 0 ? count * images : 2 * codes.length + count);
    }
    System.arraycopy(values, from, codes, filled, count);
    filled += count;
  }

  int[] all() {
    return Arrays.copyOf(codes, filled);
  }
}
