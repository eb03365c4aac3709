package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several sweeps in one call, with a stand-in for Yosys that counts one look-up table per line of Verilog. */
class SynthSweepTest {
  @TempDir
  Path folder;

  @Test
  void lanesAndWidthsInOneTableJsonPictureAndPage() throws Exception {
    StubTools stubs = new StubTools(folder);
    stubs.tool("yosys", """
        if [ "$1" = -V ]; then echo "Yosys stand-in <8.8>"; exit; fi
        mapfile -t lines <design.v
        echo '{"design": {"num_cells_by_type": {"LUT4": '${#lines[@]}'}}}' >stat.json
        """);
    Path json = folder.resolve("r.json");
    Path page = folder.resolve("r.html");
    Path picture = folder.resolve("p.png");
    CliRun run = stubs.alone("synth", "softmax", "--target", "ecp5", "--set", "length=4", "--sweep", "lanes=1,2,4",
        "--sweep", "bits=4,8", "--json", json.toString(), "--report", page.toString(), "--picture", picture.toString());
    assertEquals(0, run.exit(), run.out() + run.err());
    JsonNode rows = new ObjectMapper().readTree(json.toFile()).path("rows");
    List<String> sizes = new ArrayList<>();
    String html = Files.readString(page);
    for (JsonNode row : rows) {
      String lanes = row.path("settings").path("lanes").asText();
      String bits = row.path("settings").path("bits").asText();
      sizes.add(lanes + "x" + bits);
      int luts = row.path("figures").get(0).path("value").asInt();
      for (JsonNode figure : row.path("figures")) {
        assertEquals("SYNTHESIS", figure.path("kind").asText());
        assertEquals("Yosys stand-in <8.8>", figure.path("tool").asText());
      }
      assertTrue(run.out().matches("(?s).*\n +4 +" + lanes + " +" + bits + " +" + luts + " +0 .*"), run.out());
      assertTrue(html.contains("<tr><td>4</td><td>" + lanes + "</td><td>" + bits + "</td><td>" + luts + "</td>"), html);
    }
    assertEquals(List.of("1x4", "1x8", "2x4", "2x8", "4x4", "4x8"), sizes);
    assertTrue(rows.get(4).path("figures").get(0).path("value").asInt()
        > rows.get(0).path("figures").get(0).path("value").asInt());
    assertTrue(html.contains("[1] synthesis, Yosys stand-in &lt;8.8&gt;<br>not placed and routed: nextpnr-ecp5"), html);
    // Of seven figures only the look-up tables are there to be drawn.
    assertEquals(2, html.split("<svg", -1).length);
    assertEquals(900, ImageIO.read(picture.toFile()).getWidth());
    assertTrue(run.err().contains("vit2rtl: synth: length=4 lanes=1 bits=4: LUT "), run.err());
  }

  private static final String COUNTING_YOSYS = """
      if [ "$1" = -V ]; then echo "Yosys 0.0"; exit; fi
      echo '{"design": {"num_cells_by_type": {"SB_LUT4": 77}}}' >stat.json
      """;

  @Test
  void whatSynthesisGaveIsKeptWhereThePlacementFails() throws Exception {
    StubTools stubs = new StubTools(folder);
    stubs.tool("yosys", COUNTING_YOSYS);
    stubs.tool("nextpnr-ice40", """
        if [ "$1" = --version ]; then echo "nextpnr-ice40 0.0"; exit; fi
        echo "Info: packing"; echo "ERROR: no more pins"; exit 1
        """);
    CliRun run = stubs.alone("synth", "softmax", "--target", "ice40-up5k", "--set", "length=4");
    assertEquals(3, run.exit(), run.out() + run.err());
    assertTrue(run.out().contains(" 77 "), run.out());
    assertTrue(run.out().contains("  not placed and routed: no more pins\n"), run.out());
  }

  @Tag("sweep")
  @Test
  void rowsBeforeAFailureAreKept() throws Exception {
    StubTools stubs = new StubTools(folder);
    stubs.tool("yosys", """
        if [ "$1" = -V ]; then echo "Yosys 0.0"; exit; fi
        """ + "if [ -e " + folder + "/second ]; then echo broken; exit 1; fi; : >" + folder + "/second\n"
        + "echo '{\"design\": {\"num_cells_by_type\": {\"LUT4\": 77}}}' >stat.json\n");
    Path json = folder.resolve("r.json");
    CliRun run = stubs.alone("synth", "softmax", "--target", "ecp5", "--set", "length=4", "--sweep", "lanes=1,2",
        "--json", json.toString());
    assertEquals(3, run.exit(), run.out() + run.err());
    assertTrue(run.out().contains(" 77 "), run.out());
    assertTrue(run.err().contains("broken"), run.err());
    assertEquals(1, new ObjectMapper().readTree(json.toFile()).path("rows").size());
  }

  /** While the second size is under way; nobody hears that Yosys, which ends with it, has failed. */
  @Test
  void rowsBeforeASignalAreKept() throws Exception {
    StubTools stubs = new StubTools(folder);
    Path hangs = folder.resolve("hangs");
    stubs.tool("yosys", """
        if [ "$1" = -V ]; then echo "Yosys 0.0"; exit; fi
        """ + "if [ -e " + folder + "/second ]; then : >" + hangs + "; exec /bin/sleep 600; fi; : >" + folder + "/second\n"
        + "echo '{\"design\": {\"num_cells_by_type\": {\"LUT4\": 77}}}' >stat.json\n");
    Path json = folder.resolve("r.json");
    CliRun run = stubs.stoppedAt(hangs, "synth", "softmax", "--target", "ecp5", "--set", "length=4", "--sweep", "lanes=1,2",
        "--json", json.toString());
    // 128 and the number of SIGTERM.
    assertEquals(143, run.exit(), run.out() + run.err());
    assertTrue(run.err().contains("vit2rtl: synth: 1 of 2 sizes are done\n"), run.err());
    assertTrue(run.out().contains(" 77 "), run.out());
    assertEquals(1, new ObjectMapper().readTree(json.toFile()).path("rows").size());
    assertFalse(run.err().contains("yosys"), run.err());
  }
}
