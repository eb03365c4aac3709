package vit2rtl.golden.io.torch;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** An open file, read in parts. */
record FileBytes(String name, FileChannel channel, long size) {

  static FileBytes of(String name, FileChannel channel) throws IOException {
    return new FileBytes(name, channel, channel.size());
  }

  /** Some bytes, little-endian; they must lie within the file. */
  ByteBuffer read(long at, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) {
        throw new EOFException(name + " ends at byte " + (at + bytes.position()));
      }
    }
    return bytes.flip();
  }

  /** Maps some bytes, which must lie within the file; costs no memory until they are read. */
  ByteBuffer map(long at, long count) throws IOException {
    return channel.map(FileChannel.MapMode.READ_ONLY, at, count).order(ByteOrder.LITTLE_ENDIAN);
  }
}
