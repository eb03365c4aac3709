package vit2rtl.sim.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import vit2rtl.sim.tool.Folders;

/** The files of a model cache: which entries there are, and how they go. Other processes may change them meanwhile. */
final class CacheFolder {
  private static final String BUILDING = "building-";
  private static final String LOCK = ".lock";

  private CacheFolder() {}

  /** Entries, last used first. */
  static List<CacheContents.Entry> entries(Path root) {
    List<CacheContents.Entry> entries = new ArrayList<>();
    for (Path folder : list(root)) {
      if (Files.isDirectory(folder) && !folder.getFileName().toString().startsWith(BUILDING)) {
        for (Path file : list(folder)) {
          if (!file.getFileName().toString().equals("crc32")) {
            entries.add(new CacheContents.Entry(folder.getFileName().toString(), file.getFileName().toString(),
                file.toFile().length(), Instant.ofEpochMilli(folder.toFile().lastModified())));
          }
        }
      }
    }
    entries.sort(Comparator.comparing(CacheContents.Entry::used).reversed()
        .thenComparing(CacheContents.Entry::key));
    return entries;
  }

  private static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An entry goes in one step: it is renamed first, so that nobody finds half of it. */
  static void remove(Path root, String key) {
    try {
      Path gone = Files.createTempDirectory(root, BUILDING).resolve("old");
      Files.move(root.resolve(key), gone);
      Folders.delete(gone.getParent());
    } catch (NoSuchFileException e) {
      // Another process was faster.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes builds that were cut off, and locks without an entry, both untouched since. */
  static void sweep(Path root, Instant since) {
    for (Path file : list(root)) {
      String name = file.getFileName().toString();
      if (Instant.ofEpochMilli(file.toFile().lastModified()).isAfter(since)) {
        continue;
      }
      if (name.startsWith(BUILDING)) {
        Folders.delete(file);
      } else if (name.endsWith(LOCK)
          && !Files.exists(root.resolve(name.substring(0, name.length() - LOCK.length())))) {
        unlock(file);
      }
    }
  }

  /** Deletes a lock that nobody holds. */
  private static void unlock(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE); FileLock lock = channel.tryLock()) {
      if (lock != null) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException | OverlappingFileLockException e) {
      // Gone, or held by a thread of this process.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
