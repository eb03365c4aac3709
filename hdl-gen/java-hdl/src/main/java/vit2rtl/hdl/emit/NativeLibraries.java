package vit2rtl.hdl.emit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.error.NoPlaceException;

/**
 * Where JNA, which the elaborator and the simulator need, unpacks its native library: in the user's cache, or where
 * that takes no files (a full disk, a home that cannot be written) in the folder for temporary files. JNA itself would
 * fail once and for all.
 */
public final class NativeLibraries {
  private static final String PROPERTY = "jna.tmpdir";
  /** More than the library has. */
  private static final int BYTES = 1 << 18;

  private NativeLibraries() {}

  /** Makes sure that there is a place; does nothing where one was chosen. */
  public static synchronized void requirePlace() {
    if (System.getProperty(PROPERTY) == null) {
      String cache = System.getenv("XDG_CACHE_HOME");
      Path base = cache == null || cache.isEmpty()
          ? Path.of(System.getProperty("user.home"), ".cache")
          : Path.of(cache);
      System.setProperty(PROPERTY,
          choose(List.of(base.resolve("JNA/temp"), Path.of(System.getProperty("java.io.tmpdir")))).toString());
    }
  }

  /** The first folder that takes a file of that size. */
  static Path choose(List<Path> folders) {
    List<String> reasons = new ArrayList<>();
    for (Path folder : folders) {
      try {
        Files.createDirectories(folder);
        Path probe = Files.createTempFile(folder, "probe", "");
        try {
          Files.write(probe, new byte[BYTES]);
          return folder;
        } finally {
          Files.delete(probe);
        }
      } catch (IOException e) {
        reasons.add(folder + " (" + e.getMessage() + ")");
      }
    }
    throw new NoPlaceException("there is no place for native libraries: " + String.join(", ", reasons)
        + "; free some space, or choose a folder with -D" + PROPERTY);
  }
}
