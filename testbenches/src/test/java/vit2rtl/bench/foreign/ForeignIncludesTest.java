package vit2rtl.bench.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.golden.InputException;

/** Files that include others, also where that does not end well. */
@Execution(ExecutionMode.CONCURRENT)
class ForeignIncludesTest {
  @TempDir
  private Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private String refused(Path file) {
    return assertThrows(InputException.class, () -> ForeignFiles.read(List.of(file))).getMessage();
  }

  @Test
  void aFileStandsInThePlaceOfItsLine() throws IOException {
    write("inner.vh", "two\n");
    Path outer = write("outer.v", "one\n`include \"inner.vh\" // here\nthree\n");
    assertEquals("one\ntwo\n\nthree\n\n", ForeignFiles.read(List.of(outer)).text());
  }

  @Test
  void aFileThatIncludesItselfIsRefused() throws IOException {
    assertTrue(refused(write("a.v", "`include \"a.v\"\n")).endsWith("a.v includes itself"));
  }

  /** Thirty files, each of which includes the next twice, would be a billion. */
  @Test
  void inclusionsThatDoubleEnd() throws IOException {
    for (int i = 1; i < 30; i++) {
      write(i + ".vh", ("`include \"" + (i + 1) + ".vh\"\n").repeat(2));
    }
    write("30.vh", "");
    assertTrue(refused(write("0.v", "`include \"1.vh\"\n")).contains("is included when 10000 files were"));
  }

  @Test
  void aNameThatIsNoFilesIsRefused() throws IOException {
    assertTrue(refused(write("a.v", "`include \"b\0c\"\n")).contains("cannot be the name of a file"));
  }
}
