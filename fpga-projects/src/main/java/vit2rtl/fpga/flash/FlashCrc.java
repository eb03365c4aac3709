package vit2rtl.fpga.flash;

import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/** A few bits of the CRC of {@link FlashImage} in logic: a tree of XORs. Zero behind a check word that fits. */
final class FlashCrc {
  static final int POLYNOMIAL = 0x04C11DB7;
  static final int START = 0xFFFFFFFF;
  static final int BITS = 32;

  private FlashCrc() {}

  /** With the bits of {@code data}, the highest first. */
  static UInt next(UInt crc, UInt data) {
    UInt rest = crc;
    for (int bit = data.width() - 1; bit >= 0; bit--) {
      UInt moved = rest.shl(1).truncate(BITS);
      Bool feedback = rest.msb().xor(data.bit(bit));
      rest = feedback.mux(moved.xor(UInt.lit(POLYNOMIAL)), moved);
    }
    return rest;
  }
}
