package vit2rtl.golden.onnx.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import vit2rtl.golden.IntRange;

/** The element types that exported graphs use; floats are in those of {@link Reals} alone. */
public enum ElementType {
  UINT8(2, 1, IntRange.unsigned(8)),
  INT8(3, 1, IntRange.signed(8)),
  INT32(6, 4, IntRange.INT32),
  INT64(7, 8, new IntRange(Long.MIN_VALUE, Long.MAX_VALUE)),
  BOOL(9, 1, IntRange.unsigned(1)),
  FLOAT(1, 4, new IntRange(Long.MIN_VALUE, Long.MAX_VALUE));

  private final int code;
  private final int bytes;
  private final IntRange range;

  ElementType(int code, int bytes, IntRange range) {
    this.code = code;
    this.bytes = bytes;
    this.range = range;
  }

  /** The narrowest type for codes of a range: UINT8, INT8, INT32 or INT64. */
  public static ElementType holding(IntRange codes) {
    for (ElementType type : new ElementType[] {UINT8, INT8, INT32}) {
      if (type.range.contains(codes)) {
        return type;
      }
    }
    return INT64;
  }

  public IntRange range() {
    return range;
  }

  /** Number of the type in ONNX's TensorProto.DataType. */
  int code() {
    return code;
  }

  /** Elements as ONNX's raw_data has them: little-endian. */
  byte[] raw(long[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, bytes)).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      switch (bytes) {
        case 1 -> buffer.put((byte) value);
        case 4 -> buffer.putInt((int) value);
        default -> buffer.putLong(value);
      }
    }
    return buffer.array();
  }
}
