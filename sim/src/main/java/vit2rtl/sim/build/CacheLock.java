package vit2rtl.sim.build;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import vit2rtl.sim.tool.Ending;

/**
 * A lock across processes by a file that exists only while somebody holds it or waits for it. Whoever gets it gives the
 * file a length of its own and looks that up by the file's name: a file that was deleted meanwhile by the one who had
 * it is not the one that others look at. (Reading the file would not do: closing it again gives all locks on it back.)
 */
final class CacheLock implements AutoCloseable {
  private static final int MOST_BYTES = 1 << 30;

  private final Path file;
  private final FileChannel channel;

  private CacheLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Waits for the lock. Threads of one process must not wait for the same one. */
  static CacheLock on(Path file) throws IOException {
    while (true) {
      CacheLock lock =
          new CacheLock(file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
      if (lock.isObtained()) {
        // Of builds inside builds not every thread comes to its end before the JVM does.
        Ending.building(file);
        return lock;
      }
    }
  }

  private boolean isObtained() throws IOException {
    boolean obtained = false;
    boolean written = false;
    try {
      channel.lock();
      // A file with a hole: it takes one block, whatever its length.
      int length = new SecureRandom().nextInt(MOST_BYTES) + 1;
      channel.truncate(0);
      channel.write(ByteBuffer.allocate(1), length - 1L);
      written = true;
      obtained = Files.size(file) == length;
      return obtained;
    } catch (NoSuchFileException e) {
      return false;
    } finally {
      if (!written) {
        close();
      } else if (!obtained) {
        channel.close();
      }
    }
  }

  /** Deleted while it is held: nobody can have it between, and after it the JVM's end must not delete somebody else's. */
  @Override
  public void close() throws IOException {
    try {
      Ending.built(file);
      Files.deleteIfExists(file);
    } finally {
      channel.close();
    }
  }
}
