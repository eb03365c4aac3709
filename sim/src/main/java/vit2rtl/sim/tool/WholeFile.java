package vit2rtl.sim.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Files that appear whole or not at all: written under a temporary name beside their place and renamed. */
public final class WholeFile {

  /** Fills a file. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes it.
     *
     * @param file where to
     * @throws IOException where the disk takes no more
     */
    void writeTo(Path file) throws IOException;
  }

  private WholeFile() {}

  /**
   * Writes a file and the folders above it; a place that takes none is a {@link RequestException}.
   *
   * @param path    the file
   * @param content writes it
   */
  public static void write(Path path, Content content) {
    Path target = path.toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw new RequestException(path + " is a folder; name a file to write");
    }
    try {
      Files.createDirectories(target.getParent());
      Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
      Files.createFile(temporary);
      try {
        content.writeTo(temporary);
        Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (AccessDeniedException e) {
      throw new RequestException("no permission to write " + path + "; choose another place or change its permissions",
          e);
    } catch (IOException e) {
      throw new RequestException(path + " cannot be written: " + reason(e) + "; choose another place", e);
    }
  }

  /** What the system says, without the temporary name the user never chose. */
  private static String reason(IOException e) {
    if (e instanceof FileAlreadyExistsException) {
      return "a folder of its path is a file";
    }
    String said = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
    return said == null ? "the folder takes no files" : said;
  }

  /**
   * Writes a text as UTF-8; otherwise as the other.
   *
   * @param path the file
   * @param text what is in it
   */
  public static void write(Path path, String text) {
    write(path, file -> Files.write(file, text.getBytes(StandardCharsets.UTF_8)));
  }
}
