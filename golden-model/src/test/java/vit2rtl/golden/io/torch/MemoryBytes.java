package vit2rtl.golden.io.torch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A file that is in memory. */
record MemoryBytes(String name, byte[] bytes) implements FileBytes {

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public ByteBuffer read(long at, int count) {
    return map(at, count);
  }

  @Override
  public ByteBuffer map(long at, long count) {
    return ByteBuffer.wrap(bytes).slice(Math.toIntExact(at), Math.toIntExact(count)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
