package vit2rtl.golden.io.torch;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Those of an open file. */
record ChannelBytes(String name, FileChannel channel, long size) implements FileBytes {

  static ChannelBytes of(String name, FileChannel channel) throws IOException {
    return new ChannelBytes(name, channel, channel.size());
  }

  @Override
  public ByteBuffer read(long at, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) {
        throw new EOFException(name + " ends at byte " + (at + bytes.position()));
      }
    }
    return bytes.flip();
  }

  @Override
  public ByteBuffer map(long at, long count) throws IOException {
    return channel.map(FileChannel.MapMode.READ_ONLY, at, count).order(ByteOrder.LITTLE_ENDIAN);
  }
}
