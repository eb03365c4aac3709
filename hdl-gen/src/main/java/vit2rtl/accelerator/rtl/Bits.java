package vit2rtl.accelerator.rtl;

import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.UIntType;

/** Widths of counters and addresses. */
final class Bits {
  private Bits() {}

  /** An address of {@code depth} words, at least one bit. */
  static UIntType address(int depth) {
    return UInt.bits(UInt.upTo(Math.max(1, depth - 1)).width());
  }

  /** A number at a width: bits above are cut off. */
  static UInt fit(UInt value, UInt like) {
    return value.truncate(like.width());
  }
}
