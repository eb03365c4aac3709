package vit2rtl.golden.io;

import java.nio.ByteBuffer;

/** Element types of safetensors files. */
public enum DType {
  BOOL(1), U8(1), I8(1), U16(2), I16(2), F16(2), BF16(2), U32(4), I32(4), F32(4), U64(8), I64(8), F64(8);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  public int bytes() {
    return bytes;
  }

  public boolean isFloat() {
    return this == F16 || this == BF16 || this == F32 || this == F64;
  }

  /** Element {@code index} of a little-endian buffer as a double; exact for all but 64-bit integers beyond 2^53. */
  double getDouble(ByteBuffer data, int index) {
    int at = index * bytes;
    return switch (this) {
      case F64 -> data.getDouble(at);
      case F32 -> data.getFloat(at);
      case BF16 -> Float.intBitsToFloat(data.getShort(at) << 16);
      case F16 -> half(data.getShort(at));
      default -> getLong(data, index);
    };
  }

  /** Element {@code index} of a little-endian buffer of integers. */
  long getLong(ByteBuffer data, int index) {
    int at = index * bytes;
    return switch (this) {
      case BOOL, U8 -> data.get(at) & 0xFF;
      case I8 -> data.get(at);
      case U16 -> data.getShort(at) & 0xFFFF;
      case I16 -> data.getShort(at);
      case U32 -> data.getInt(at) & 0xFFFF_FFFFL;
      case I32 -> data.getInt(at);
      case U64, I64 -> data.getLong(at);
      default -> throw new IllegalStateException(this + " is not an integer type");
    };
  }

  private static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & 0x1F;
    int mantissa = bits & 0x3FF;
    if (exponent == 0) {
      float value = mantissa * 0x1p-24f;
      return sign == 0 ? value : -value;
    }
    int biased = exponent == 31 ? 255 : exponent + 112;
    return Float.intBitsToFloat(sign | biased << 23 | mantissa << 13);
  }
}
