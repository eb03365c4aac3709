package vit2rtl.hdl.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.hdl.error.NoPlaceException;

class NativeLibrariesTest {
  @TempDir
  private Path folder;

  @Test
  void theFirstPlaceThatTakesFilesIsChosen() throws IOException {
    Path closed = Files.writeString(folder.resolve("file"), "").resolve("below");
    Path open = folder.resolve("a/b");
    assertEquals(open, NativeLibraries.choose(List.of(closed, open, folder)));
    try (Stream<Path> left = Files.list(open)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void withoutAPlaceTheMessageNamesWhatWasTried() throws IOException {
    Path closed = Files.writeString(folder.resolve("file"), "").resolve("below");
    String message =
        assertThrows(NoPlaceException.class, () -> NativeLibraries.choose(List.of(closed))).getMessage();
    assertTrue(message.startsWith("there is no place for native libraries: " + closed + " (")
        && message.endsWith("; free some space, or choose a folder with -Djna.tmpdir"), message);
  }
}
