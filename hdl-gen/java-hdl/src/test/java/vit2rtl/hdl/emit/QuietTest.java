package vit2rtl.hdl.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.examples.Adder;

/** A program of one's own that elaborates a design prints nothing but what it says itself. */
class QuietTest {

  /** Such a program. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      System.out.println(Hdl.elaborate(Adder::new).topName());
    }
  }

  @Test
  void nothingIsPrintedBesides() throws Exception {
    // As a project has it that chose no logging of its own.
    String classes = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("logback") && !entry.contains("slf4j-jdk"))
        .collect(Collectors.joining(File.pathSeparator));
    Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp", classes, Program.class.getName())).redirectErrorStream(true).start();
    assertEquals("Adder\n", new String(process.getInputStream().readAllBytes()));
    assertEquals(0, process.waitFor());
  }
}
