package vit2rtl.golden.kernel;

import vit2rtl.golden.IntRange;
import vit2rtl.golden.kernel.library.Kernel;

/** How codes lie in memory for a product that reads them. */
enum Form {
  /** Signed 16-bit words. */
  WORDS(Short.BYTES),
  /** Unsigned bytes: the code less the least one. */
  BYTES(Byte.BYTES);

  private final int size;

  Form(int size) {
    this.size = size;
  }

  int size() {
    return size;
  }

  /** The fastest form for codes of a range. */
  static Form of(String name, IntRange codes) {
    if (Kernel.hasBytes() && codes.max() - codes.min() <= 255) {
      return BYTES;
    }
    KernelLimit.require(IntRange.signed(Short.SIZE).contains(codes), name + ": input codes are " + codes);
    return WORDS;
  }

  /** What is taken from a code before it is stored. */
  int zero(IntRange codes) {
    return this == BYTES ? (int) codes.min() : 0;
  }
}
