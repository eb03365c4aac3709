package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.sim.tool.Tools;

@Execution(ExecutionMode.CONCURRENT)
class SynthCommandTest {
  @TempDir
  Path folder;

  @Test
  void aSweepGivesOneRowPerSizeInTableJsonAndPicture() throws IOException {
    assumeTrue(Tools.YOSYS.isInstalled(), "yosys is not installed");
    Path json = folder.resolve("r.json");
    Path picture = folder.resolve("p.png");
    CliRun run = CliRun.of("synth", "ptf", "--target", "ecp5", "--set", "channels=4", "--sweep", "lanes=1,2",
        "--json", json.toString(), "--picture", picture.toString());
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().contains("  [1] synthesis, " + Tools.YOSYS.versionLine() + "\n"), run.out());
    assertTrue(run.out().matches("(?s)ptf on ecp5\n  channels  lanes  LUT \\[1\\] .*\n +4 +1 +\\d+ .*\n +4 +2 +\\d+ .*"),
        run.out());
    assertTrue(run.out().contains("not placed and routed: nextpnr-ecp5"), run.out());
    JsonNode rows = new ObjectMapper().readTree(json.toFile()).path("rows");
    assertEquals(2, rows.size());
    for (JsonNode row : rows) {
      for (JsonNode figure : row.path("figures")) {
        assertEquals("SYNTHESIS", figure.path("kind").asText());
        assertEquals(Tools.YOSYS.versionLine(), figure.path("tool").asText());
      }
      assertTrue(row.path("figures").get(0).path("value").asInt() > 20);
    }
    assertEquals("FF", rows.get(0).path("figures").get(2).path("name").asText());
    assertTrue(rows.get(1).path("figures").get(2).path("value").asInt()
        > rows.get(0).path("figures").get(2).path("value").asInt());
    assertEquals(900, ImageIO.read(picture.toFile()).getWidth());
  }

  @Test
  void standardCellsGiveAreaAndPath() throws IOException {
    assumeTrue(Tools.YOSYS.isInstalled(), "yosys is not installed");
    Path cells = folder.resolve("few_cells.lib");
    try (InputStream library = SynthCommandTest.class.getResourceAsStream("few_cells.lib")) {
      Files.copy(library, cells);
    }
    CliRun run = CliRun.of("synth", "ptf", "--target", "asic", "--set", "channels=4", "--set", "lanes=1",
        "--liberty", cells.toString());
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().matches("(?s)[^\n]*\n[^\n]*area \\(of the library\\) \\[1\\]  path \\(ps\\) \\[1\\].*\n +4 +1 +\\d+ .*"
        + "\n  \\[1\\] synthesis, [^\n]* with ABC, few_cells.lib\n.*"), run.out());
    assertEquals(Tools.OPENSTA.isInstalled(), run.out().matches(
        "(?s).*path \\(ps\\) \\[2\\]\n.*\n  \\[2\\] timing analysis, OpenSTA [0-9.]+, few_cells.lib\n.*"), run.out());
    assertEquals(!Tools.OPENSTA.isInstalled(),
        run.out().contains("no timing analysis: sta (OpenSTA) is not installed: " + Tools.OPENSTA.howToGet()), run.out());
  }

  @Test
  void whatDoesNotFitTogetherIsRefused() {
    refused("--target asic needs --liberty F.lib", "--target", "asic");
    refused("--target xc7 takes no --liberty F.lib", "--target", "xc7", "--liberty", "x.lib");
    refused("there is no target 'xc8'", "--target", "xc8");
    refused("--sweep lanes; allowed: KEY=V1,V2", "--target", "xc7", "--sweep", "lanes");
    refused("name it with --sweep", "--target", "xc7", "--picture", "p.png");
    refused("--report draws figures over a setting; name it with --sweep", "--target", "xc7", "--report", "r.html");
    refused("a picture over exp=table,polynomial; allowed: a setting that is a number", "--target", "xc7", "--report",
        "r.html", "--sweep", "exp=table,polynomial", "--sweep", "lanes=1,2");
    refused("lanes is given twice", "--target", "xc7", "--sweep", "lanes=1,2", "--sweep", "lanes=4");
    refused("lanes is given twice", "--target", "xc7", "--sweep", "lanes=1,2", "--set", "lanes=4");
    refused("softmax has no setting 'lames'", "--target", "xc7", "--sweep", "lames=1,2");
    refused("there is no readable Liberty file nothing.lib", "--target", "asic", "--liberty", "nothing.lib");
  }

  private static void refused(String part, String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "synth";
    arguments[1] = "softmax";
    System.arraycopy(options, 0, arguments, 2, options.length);
    CliRun run = CliRun.of(arguments);
    assertEquals(2, run.exit(), run.err());
    assertTrue(run.err().contains(part), run.err());
  }

  @Test
  void doctorSaysOfWhatIsMissingHowToGetItHere() {
    String out = CliRun.of("doctor").out();
    for (Tools tool : Tools.all()) {
      String line = out.lines().filter(l -> l.startsWith(tool.name() + " ")).findFirst().orElseThrow();
      assertTrue(line.contains("for " + tool.purpose()), line);
      assertEquals(!tool.isInstalled(), line.contains("missing: " + tool.howToGet()), line);
    }
    String line = out.lines().filter(l -> l.startsWith("verilator")).findFirst().orElseThrow();
    assertTrue(line.contains("for simulation; tested with 5.006 to 5.051"), line);
  }
}
