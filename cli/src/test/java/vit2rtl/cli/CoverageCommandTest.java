package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.sim.tool.Tools;

/** {@code verify --coverage}: the table, and the files that other tools read. */
class CoverageCommandTest {
  @TempDir
  private Path folder;

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  private String verify(int seeds) {
    CliRun run = CliRun.of("verify", "ptf", "--set", "channels=8", "--rows", "16", "--seeds", "" + seeds,
        "--coverage", folder.toString());
    assertEquals(0, run.exit(), run.err());
    return run.out();
  }

  private long mostRuns() throws Exception {
    return Files.readAllLines(folder.resolve("coverage.info")).stream().filter(l -> l.startsWith("DA:"))
        .mapToLong(l -> Long.parseLong(l.substring(l.indexOf(',') + 1))).max().orElseThrow();
  }

  @Test
  void countsOfAllSeedsAddUp() throws Exception {
    String out = verify(1);
    assertTrue(out.contains("ResidualToPtf") && out.contains("toggles"), out);
    long one = mostRuns();
    verify(4);
    assertTrue(mostRuns() > 3 * one, one + " and " + mostRuns());
    List<String> info = Files.readAllLines(folder.resolve("coverage.info"));
    assertTrue(info.contains("SF:" + folder.resolve("ResidualToPtf.v")), info.get(1));
    assertTrue(Files.readString(folder.resolve("ResidualToPtf.v")).matches("(?s)(// [^\n]*\n)*module ResidualToPtf \\(.*"));
    assertTrue(Files.exists(folder.resolve("coverage.txt")));
  }
}
