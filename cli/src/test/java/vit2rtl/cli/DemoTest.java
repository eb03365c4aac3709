package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.sim.Tools;

class DemoTest {
  @TempDir
  Path folder;

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  @Test
  void comparesEveryElementAndReports() throws IOException {
    CliRun run = demo("--limit", "3", "--places", "norm|blocks\\.5\\.attn.*");
    assertEquals(0, run.exit(), run.out() + run.err());
    // Twice (freely and stalled) 3 images: the class token's 64 channels, and 50 rows of 50 scores for each of two heads.
    long elements = 2 * 3 * (64 + 2 * 50 * 50);
    assertTrue(run.out().contains(String.format("%,d elements, 0 mismatches: the hardware computes", elements)),
        run.out());
    assertTrue(run.out().contains("the integer network agrees with the float network on "), run.out());
    JsonNode report = new ObjectMapper().readTree(folder.resolve("report.json").toFile());
    assertEquals(elements, report.path("elements").asLong());
    assertEquals(3, report.path("places").size());
    assertEquals("simulation", report.path("source").asText());
    assertTrue(Files.readString(folder.resolve("rtl/norm.v")).startsWith("module LayerNorm"));
    String page = Files.readString(folder.resolve("report.html"));
    assertTrue(page.contains("the hardware computes what the golden model computes") && page.contains("<svg"));
  }

  @Test
  void aFaultFailsWithWhereAndHowToRepeat() throws IOException {
    CliRun run = demo("--limit", "2", "--places", "norm", "--fault", "norm");
    assertEquals(1, run.exit());
    assertTrue(run.out().contains("first mismatch at element 0 (row 0, column 0): expected "), run.out());
    assertTrue(run.out().contains("out_data_0 "), run.out());
    assertTrue(run.out().contains("does not compute what the golden model computes"), run.out());
    Path waves = Path.of(after(run, "waves: "));
    assertTrue(Files.exists(waves) && waves.startsWith(folder.resolve("failures")), waves.toString());
    String file = after(run, "repeat: ./vit2rtl replay ");
    assertEquals(folder.resolve("failures/norm.vitreplay").toString(), file);
    CliRun repeated = CliRun.of("replay", file);
    assertEquals(1, repeated.exit(), repeated.out() + repeated.err());
    assertTrue(repeated.out().contains("first mismatch at element 0 (row 0, column 0): expected "), repeated.out());
    assertTrue(Files.readString(folder.resolve("rtl/norm.v")).contains(") ^ 1;"), "what was simulated");
    String replay = run.out().lines().filter(line -> line.startsWith("without the fault: ./vit2rtl ")).findFirst().orElseThrow()
        .replace("without the fault: ./vit2rtl ", "").replace("failure.fst", folder.resolve("failure.fst").toString());
    CliRun again = CliRun.of(replay.split(" "));
    assertEquals(0, again.exit(), "the unit without the fault: " + again.out() + again.err());
    assertTrue(Files.exists(folder.resolve("failure.fst")));
  }

  private static String after(CliRun run, String words) {
    return run.out().lines().filter(line -> line.startsWith(words)).findFirst().orElseThrow().substring(words.length());
  }

  @Test
  void unknownPlacesAreRefusedWithTheKnownOnes() {
    CliRun run = demo("--limit", "1", "--places", "nowhere");
    assertEquals(2, run.exit());
    assertTrue(run.err().startsWith("vit2rtl: demo: no place matches 'nowhere'; there are [blocks.0.norm1.in, "), run.err());
  }

  private CliRun demo(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "demo";
    all[1] = "--out";
    all[2] = folder.toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return CliRun.of(all);
  }
}
