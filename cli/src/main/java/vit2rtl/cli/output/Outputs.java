package vit2rtl.cli.output;

import java.nio.file.Path;
import java.util.stream.Stream;
import vit2rtl.golden.io.AtomicFile;

/** Looks whether results can be written before the work is done that they come from; nulls are options not given. */
public final class Outputs {
  private Outputs() {}

  public static void files(Path... files) {
    Stream.of(files).filter(file -> file != null).forEach(AtomicFile::probe);
  }

  public static void folders(Path... folders) {
    Stream.of(folders).filter(folder -> folder != null).forEach(AtomicFile::probeFolder);
  }
}
