package vit2rtl.fpga.synth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import vit2rtl.sim.tool.ToolException;

/** A temporary folder for a chain of tools, gone when they are done. */
public final class WorkFolder {

  /** Work done in a folder. */
  @FunctionalInterface
  public interface Work<T> {
    T in(Path folder) throws IOException;
  }

  private WorkFolder() {}

  public static <T> T with(String prefix, Work<T> work) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory(prefix);
      return work.in(folder);
    } catch (IOException e) {
      throw new ToolException("the tools' temporary folder cannot be used: " + e.getMessage(), e);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) {
    if (folder == null) {
      return;
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> files = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path file : files) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
