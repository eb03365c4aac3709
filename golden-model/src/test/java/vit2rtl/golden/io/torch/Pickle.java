package vit2rtl.golden.io.torch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles of protocol 2, good and bad ones. */
final class Pickle {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Pickle() {
    op(0x80, 2);
  }

  /** Opcodes and small arguments. */
  Pickle op(int... codes) {
    for (int code : codes) {
      bytes.write(code);
    }
    return this;
  }

  Pickle repeat(int count, int... codes) {
    for (int i = 0; i < count; i++) {
      op(codes);
    }
    return this;
  }

  Pickle text(String text) {
    byte[] letters = text.getBytes(StandardCharsets.UTF_8);
    return op('X').four(letters.length).raw(letters);
  }

  Pickle global(String module, String name) {
    return op('c').raw((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
  }

  Pickle number(long value) {
    return op(0x8a, 8).raw(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
  }

  Pickle four(int value) {
    return raw(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  Pickle raw(byte[] data) {
    bytes.writeBytes(data);
    return this;
  }

  /** A tensor of floats in a storage of its own. */
  Pickle tensor(String key, long stored, long offset, long[] sizes, long[] strides) {
    global("torch._utils", "_rebuild_tensor_v2").op('(', '(').text("storage").global("torch", "FloatStorage").text(key)
        .text("cpu").number(stored).op('t', 'Q').number(offset);
    numbers(sizes).numbers(strides);
    return op(0x89).global("collections", "OrderedDict").op(')', 'R', 't', 'R');
  }

  private Pickle numbers(long[] values) {
    op('(');
    for (long value : values) {
      number(value);
    }
    return op('t');
  }

  /** The end. */
  byte[] done() {
    op('.');
    return bytes.toByteArray();
  }

  /** A dictionary of one tensor. */
  static byte[] single(String name, String key, long stored, long offset, long[] sizes, long[] strides) {
    return new Pickle().op('}').text(name).tensor(key, stored, offset, sizes, strides).op('s').done();
  }
}
