package vit2rtl.sim.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders of tools, and what is in them. */
public final class Folders {
  /**
   * Something done in a folder.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  public interface Work<T> {
    /**
     * Does it.
     *
     * @param folder an empty folder
     * @return what comes of it
     * @throws IOException where files cannot be written or read
     */
    T in(Path folder) throws IOException;
  }

  private Folders() {}

  /**
   * Does something in a temporary folder that is gone afterwards.
   *
   * @param prefix what its name begins with
   * @param work   what is done
   * @param <T>    what comes of it
   * @return what comes of it
   */
  public static <T> T temporary(String prefix, Work<T> work) {
    try {
      Path folder = Files.createTempDirectory(prefix);
      try {
        return work.in(folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Removes a folder with everything in it; nothing happens where it is gone.
   *
   * @param folder its path
   */
  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      // Nothing to delete.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
