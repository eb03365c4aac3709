package vit2rtl.golden.onnx.graph;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes one Protocol Buffers message: varints (wire type 0), length-delimited fields (wire type 2), which is all that an
 * integer ONNX file has, and floats (wire type 5). Whoever calls it adds fields in the order of their numbers, as other writers do, so that a file
 * that is read and written again stays the same byte for byte.
 */
final class Protobuf {
  private static final int VARINT = 0;
  private static final int DELIMITED = 2;
  private static final int FOUR_BYTES = 5;
  private static final int PAYLOAD_BITS = 7;
  private static final int PAYLOAD = (1 << PAYLOAD_BITS) - 1;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Protobuf number(int field, long value) {
    varint((long) field << 3 | VARINT);
    varint(value);
    return this;
  }

  /** A float by its bits. */
  Protobuf real(int field, int bits) {
    varint((long) field << 3 | FOUR_BYTES);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(bits >> shift);
    }
    return this;
  }

  Protobuf text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Protobuf message(int field, Protobuf value) {
    return bytes(field, value.bytes());
  }

  Protobuf bytes(int field, byte[] value) {
    varint((long) field << 3 | DELIMITED);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  /** Seven bits at a time, the lowest first; a negative number takes ten bytes. */
  private void varint(long value) {
    long rest = value;
    while ((rest & ~PAYLOAD) != 0) {
      out.write((int) (rest & PAYLOAD) | 1 << PAYLOAD_BITS);
      rest >>>= PAYLOAD_BITS;
    }
    out.write((int) rest);
  }
}
