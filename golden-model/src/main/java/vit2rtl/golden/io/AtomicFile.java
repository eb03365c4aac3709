package vit2rtl.golden.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
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

  /** Refuses a place that cannot be written, before work is done whose result would go there; nothing is made. */
  public static void probe(Path path) {
    Path target = path.toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw new InputException(path + " is a folder; name a file to write");
    }
    probeFolder(path, target.getParent());
  }

  /** The same for a folder of results. */
  public static void probeFolder(Path folder) {
    probeFolder(folder, folder.toAbsolutePath());
  }

  private static void probeFolder(Path named, Path folder) {
    Path existing = folder;
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing)) {
      throw new InputException(named + " cannot be written: a folder of its path is a file; choose another place");
    }
    if (!Files.isWritable(existing)) {
      throw new InputException("no permission to write " + named + "; choose another place or change its permissions");
    }
  }

  public static void write(Path path, Content content) {
    Path target = path.toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw new InputException(path + " is a folder; name a file to write");
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
      throw new InputException("no permission to write " + path + "; choose another place or change its permissions", e);
    } catch (IOException e) {
      throw new InputException(path + " cannot be written: " + reason(e) + "; choose another place", e);
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

  public static void write(Path path, String text) {
    write(path, file -> Files.write(file, text.getBytes(StandardCharsets.UTF_8)));
  }
}
