package vit2rtl.fpga.board;

import vit2rtl.hdl.type.UInt;

/** One byte of CRC-8 ({@link Protocol}) in logic: a tree of XORs. */
final class Crc8 {
  private Crc8() {}

  static UInt next(UInt crc, UInt data) {
    UInt rest = crc.xor(data);
    for (int bit = 0; bit < 8; bit++) {
      UInt moved = rest.shl(1).truncate(8);
      rest = rest.bit(7).mux(moved.xor(UInt.lit(Protocol.POLYNOMIAL)), moved);
    }
    return rest;
  }
}
