package vit2rtl.golden.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import vit2rtl.golden.InputException;

/** Writes files under a temporary name beside their place and renames them when they are complete. */
public final class AtomicFile {

  /** Fills a file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(Path file) throws IOException;
  }

  private AtomicFile() {}

  public static void write(Path path, Content content) {
    Path target = path.toAbsolutePath();
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
      throw new InputException("no permission to write " + path + "; choose another place or change its permissions", e);
    } catch (IOException e) {
      throw new InputException(path + " cannot be written: " + e.getMessage(), e);
    }
  }

  public static void write(Path path, String text) {
    write(path, file -> Files.write(file, text.getBytes(StandardCharsets.UTF_8)));
  }
}
