package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code inspect}: what it prints and which files it leaves. */
class InspectTest {
  @TempDir
  private Path folder;

  @Test
  void printsHierarchyPortsAndOperators() {
    CliRun run = CliRun.of("inspect", "ptf", "--set", "channels=8", "--set", "lanes=4");
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().startsWith("hierarchy\n  ResidualToPtf\n    beat (BeatCounter)\nports\n"), run.out());
    assertTrue(run.out().contains("out  out_data_3"), run.out());
    assertTrue(run.out().contains("operators\n"), run.out());
    assertTrue(!run.out().contains("block diagram"), run.out());
  }

  @Test
  void drawsEveryModule() throws Exception {
    CliRun run = CliRun.of("inspect", "ptf", "--out", folder.toString());
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().endsWith("block diagram: " + folder.resolve("ResidualToPtf.svg")
        + ", and of 1 modules below it\n"), run.out());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals("[BeatCounter.svg, ResidualToPtf.svg]",
          files.map(f -> f.getFileName().toString()).sorted().toList().toString());
    }
    assertTrue(Files.readString(folder.resolve("ResidualToPtf.svg")).contains("<a href=\"BeatCounter.svg\">"));
  }

  @Test
  void refusesWhatGenerateRefuses() {
    CliRun run = CliRun.of("inspect", "softmax", "--set", "lanes=0");
    assertEquals(2, run.exit());
    assertEquals(CliRun.of("generate", "softmax", "--set", "lanes=0", "--out", folder.toString()).err(), run.err());
  }
}
