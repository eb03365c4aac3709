package vit2rtl.fpga.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.fpga.synth.Figure;

/** Recorded figures: each version of the tools by its own, an unknown one loosely and with a word about it. */
class ExpectedResourcesTest {
  private static final String OLD = "Yosys 0.23 + nextpnr-ice40 0.4";
  private static final String NEW = "Yosys 0.52 + nextpnr-ice40 0.7";

  @TempDir
  Path folder;

  private static BoardReport report(String version, int cells, int memories, int multipliers) {
    String[] number = version.split("/");
    return new BoardReport("b", "u", "Yosys " + number[0] + " (git sha1 7ce5011c24b)",
        "nextpnr-ice40 -- Next Generation Place and Route (Version " + number[1] + "-1+b1)", cells, 7680, memories,
        multipliers, 50, 48, 1);
  }

  private static ExpectedResources expected() {
    return new ExpectedResources(Map.of("u", Map.of(OLD, new ExpectedResources.Entry(1000, 5, 2), NEW,
        new ExpectedResources.Entry(1200, 5, 0))));
  }

  @Test
  void driftBeyondTheToleranceIsNamed() {
    assertEquals(List.of(), expected().drift(report("0.23/0.4", 1050, 5, 2)));
    assertEquals(List.of(), expected().drift(report("0.23/0.4", 950, 5, 2)));
    assertEquals(List.of("1051 logic cells; recorded: 1000 (+5.1 %; allowed: 5 %)"),
        expected().drift(report("0.23/0.4", 1051, 5, 2)));
    assertEquals(List.of("900 logic cells; recorded: 1000 (-10.0 %; allowed: 5 %)",
        "6 block memories; recorded: 5 (+20.0 %; allowed: 0 %)",
        "1 multiplier blocks; recorded: 2 (-50.0 %; allowed: 0 %)"), expected().drift(report("0.23/0.4", 900, 6, 1)));
  }

  @Test
  void everyVersionHasItsOwnFigures() {
    assertEquals(List.of(), expected().drift(report("0.52/0.7", 1200, 5, 0)));
    assertEquals(Optional.empty(), expected().note(report("0.52/0.7", 1200, 5, 0)));
    assertEquals(List.of("1000 logic cells; recorded: 1200 (-16.7 %; allowed: 5 %)",
        "2 multiplier blocks; recorded: 0 (+200.0 %; allowed: 0 %)"), expected().drift(report("0.52/0.7", 1000, 5, 2)));
  }

  @Test
  void aVersionNeverRecordedIsComparedLooselyAndSaysSo() {
    BoardReport fine = report("0.60/0.9", 1500, 6, 1);
    assertEquals(List.of(), expected().drift(fine));
    assertEquals("nothing was ever recorded with Yosys 0.60 + nextpnr-ice40 0.9; compared loosely (25 %) with what " + NEW
        + " gave; --accept records it", expected().note(fine).orElseThrow());
    assertEquals(List.of("1501 logic cells; recorded: 1200 (+25.1 %; allowed: 25 %)",
        "7 block memories; recorded: 5 (+40.0 %; allowed: 25 %)",
        "2 multiplier blocks; recorded: 0 (+200.0 %; allowed: 25 %)"), expected().drift(report("0.60/0.9", 1501, 7, 2)));
  }

  @Test
  void toolsGoByNameAndNumberHoweverTheySayIt() {
    assertEquals("Yosys 0.52 + nextpnr-ice40 0.7", ToolVersions.of("Yosys 0.52 (git sha1 fee39a3284c90249)",
        "\"nextpnr-ice40\" -- Next Generation Place and Route (Version 0.7-1+b2)"));
    assertEquals("Yosys 0.23", ToolVersions.of("Yosys 0.23 (git sha1 7ce5011c24b)"));
    assertEquals("nextpnr-ice40", ToolVersions.of("nextpnr-ice40 of one's own"));
  }

  @Test
  void acceptedFiguresAreRecordedBesideTheOthers() throws IOException {
    expected().accept(report("0.60/0.9", 7, 8, 9), folder);
    new ExpectedResources(Map.of()).accept(new BoardReport("c", "u", "Yosys 1.0", "x", 7, 8, 9, 9, 9, 9, 9), folder);
    String text = Files.readString(folder.resolve("fpga-projects/boards/b/expected.json"));
    assertTrue(text.contains(OLD) && text.contains(NEW)
        && text.contains("\"Yosys 0.60 + nextpnr-ice40 0.9\" : {\n      \"logicCells\" : 7,"), text);
    assertTrue(Files.readString(folder.resolve("fpga-projects/boards/c/expected.json")).contains("\"Yosys 1.0 + x\""));
  }

  @Test
  void countsOfSynthesisGoByYosysVersion() {
    ExpectedSynthesis synthesis = new ExpectedSynthesis("b", Map.of("u", Map.of("Yosys 0.23", Map.of("LUT", 100L))));
    assertEquals(List.of("LUT 106; recorded: 100 (+6.0 %; allowed: 5 %)"), synthesis.drift("u", luts("0.23", 106)));
    assertEquals(Optional.empty(), synthesis.note("u", luts("0.23", 106)));
    assertEquals(List.of(), synthesis.drift("u", luts("0.52", 106)));
    assertTrue(synthesis.note("u", luts("0.52", 106)).orElseThrow().startsWith("nothing was ever recorded with Yosys 0.52;"));
    assertEquals(List.of(), synthesis.drift("other", luts("0.52", 106)));
  }

  private static List<Figure> luts(String version, int count) {
    return List.of(new Figure("LUT", count, "", Figure.Kind.SYNTHESIS, "Yosys " + version + " (git sha1 abc)"));
  }
}
