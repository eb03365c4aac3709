package vit2rtl.golden.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.golden.InputException;

class AtomicFileTest {
  @TempDir
  Path folder;

  @Test
  void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, "old");
    assertThrows(IllegalStateException.class, () -> AtomicFile.write(file, part -> {
      Files.writeString(part, "half");
      throw new IllegalStateException("interrupted");
    }));
    assertEquals("old", Files.readString(file));
    assertEquals(1, files());
  }

  @Test
  void foldersAreMade() throws IOException {
    AtomicFile.write(folder.resolve("x/y/a.txt"), "text");
    assertEquals("text", Files.readString(folder.resolve("x/y/a.txt")));
  }

  @Test
  void aFolderIsNotAFile() {
    assertEquals(folder + " is a folder; name a file to write", refused(folder));
  }

  @Test
  void aFileIsNotAFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertEquals(file.resolve("a") + " cannot be written: a folder of its path is a file; choose another place",
        refused(file.resolve("a")));
  }

  @Test
  void aFolderThatTakesNoFiles() {
    Path place = Path.of("/proc/vit2rtl");
    assumeTrue(Files.isDirectory(place.getParent()), "there is no /proc");
    assertTrue(refused(place).startsWith("/proc/vit2rtl cannot be written: "), refused(place));
    assertTrue(!refused(place).contains(".part"), refused(place));
  }

  private static String refused(Path file) {
    return assertThrows(InputException.class, () -> AtomicFile.write(file, "text")).getMessage();
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.count();
    }
  }
}
