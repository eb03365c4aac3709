package vit2rtl.accelerator;

/** Numbers one above the other in little-endian bytes, the first in the lowest bits. */
public final class BitWriter {
  private final byte[] bytes;
  private final int bits;
  private int at;

  /** For so many bits in all. */
  public BitWriter(int bits) {
    this.bits = bits;
    this.bytes = new byte[(bits + 7) / 8];
  }

  /** The low {@code width} bits of a number; refused where the number needs more. */
  public BitWriter put(long value, int width) {
    if (width < Long.SIZE && value >> (width - 1) != 0 && value >> (width - 1) != -1 && value >>> width != 0) {
      throw new IllegalArgumentException(value + " does not fit " + width + " bits");
    }
    for (int i = 0; i < width; i++, at++) {
      if ((value >> i & 1) != 0) {
        bytes[at >> 3] |= (byte) (1 << (at & 7));
      }
    }
    return this;
  }

  public byte[] bytes() {
    if (at > bits) {
      throw new IllegalStateException(at + " bits in a word of " + bits);
    }
    return bytes.clone();
  }
}
