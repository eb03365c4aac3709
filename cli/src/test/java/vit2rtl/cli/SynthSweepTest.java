package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
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
  }
}
