package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.sim.tool.Tools;

/** Flows whose place and route tools Debian lacks: how they are called where they are there, and refused where not. */
@Execution(ExecutionMode.CONCURRENT)
class OpenFlowTest {
  /** Two clocks, of which the slower one counts. */
  private static final String REPORT = """
      {"fmax": {"a": {"achieved": 91.25, "constraint": 25}, "b": {"achieved": 400.5, "constraint": 25}},
       "utilization": {"TRELLIS_COMB": {"used": 1234, "available": 83640}, "TRELLIS_FF": {"used": 7, "available": 83640},
         "DP16KD": {"used": 3, "available": 208}, "MULT18X18D": {"used": 5, "available": 156}}}""";

  @TempDir
  Path folder;
  @TempDir
  Path out;
  private StubTools stubs;

  @BeforeEach
  void stubs() {
    stubs = new StubTools(folder);
  }

  /** A nextpnr that notes how it is called and, where the netlist is there, writes a report and what was asked for. */
  private void nextpnr() throws Exception {
    stubs.tool("nextpnr-ecp5", """
        if [ "$1" = --version ]; then echo "nextpnr-ecp5 stand-in 9.9"; exit; fi
        echo "$@" >"%s"
        while [ $# -gt 0 ]; do
          case "$1" in
            --json) [ -s "$2" ] || exit 9 ;;
            --lpf) [ -s "$2" ] || exit 8 ;;
            --textcfg) echo config >"$2" ;;
            --report) echo '%s' >"$2" ;;
          esac
          shift
        done
        """.formatted(folder.resolve("called"), REPORT));
  }

  /** A Yosys with four cells in every design. */
  private void yosys() throws Exception {
    stubs.tool("yosys", """
        if [ "$1" = -V ]; then echo "Yosys stand-in 8.8"; exit; fi
        echo '{"design": {"num_cells_by_type": {"LUT4": 3, "TRELLIS_FF": 1}}}' >stat.json
        echo '{}' >netlist.json
        """);
  }

  @Test
  void theUlx3sIsPlacedRoutedAndPackedWhereTheToolsAre() throws Exception {
    assumeTrue(Tools.YOSYS.isInstalled(), "yosys is not installed");
    nextpnr();
    stubs.tool("ecppack", "[ -s \"$2\" ] && echo \"$@\" >\"$3\"\n");
    CliRun run = stubs.before("board", "build", "ulx3s", "--unit", "ptf", "--set", "ptf.channels=4", "--out",
        out.toString());
    assertEquals(0, run.exit(), run.out() + run.err());
    assertEquals("--85k --package CABGA381 --json netlist.json --seed 1 --freq 25 --lpf pins.lpf --textcfg board.config"
        + " --timing-allow-fail --report timing.json", Files.readString(folder.resolve("called")).strip());
    assertTrue(run.out().contains("synthesis, " + Tools.YOSYS.versionLine() + ": LUT "), run.out());
    assertTrue(run.out().contains("placed and routed: 1234 of 83640 logic cells, 3 block memories, 5 multiplier blocks,"
        + " 91.3 MHz (needed: 25)"), run.out());
    assertTrue(run.out().contains("nextpnr-ecp5 stand-in 9.9"), run.out());
    assertEquals("--compress board.config board.bit", Files.readString(out.resolve("board.bit")).strip());
    assertTrue(Files.isExecutable(out.resolve("build.sh")));
    assertTrue(new ObjectMapper().readTree(out.resolve("synthesis.json").toFile()).get(0).path("value").asInt() > 100);
  }

  /** A board of the user's that asks for more than the stand-in is: refused by the command, and by its script. */
  @Test
  void aBoardThatNeedsANewerNextpnrIsNotPlacedByAnOlder() throws Exception {
    yosys();
    nextpnr();
    stubs.tool("ecppack", "");
    for (String file : List.of("top.v", "pins.lpf")) {
      Files.copy(Path.of("../fpga-projects/boards/ulx3s", file), folder.resolve(file));
    }
    Files.writeString(folder.resolve("board.json"), Files.readString(Path.of("../fpga-projects/boards/ulx3s/board.json"))
        .replaceFirst("\\{", "{ \"nextpnrMinimum\": \"9.10\","));
    CliRun run = stubs.alone("board", "build", folder.toString(), "--unit", "ptf", "--set", "ptf.channels=4", "--out",
        out.toString());
    assertEquals(3, run.exit(), run.out() + run.err());
    assertTrue(run.err().contains("nextpnr-ecp5 is 'nextpnr-ecp5 stand-in 9.9'; allowed: 9.10 or newer: "), run.err());
    assertFalse(Files.exists(folder.resolve("called")));
    ProcessBuilder script = new ProcessBuilder(out.resolve("build.sh").toString()).redirectErrorStream(true);
    script.environment().merge("PATH", folder + ":", (path, first) -> first + path);
    Process process = script.start();
    assertEquals("build.sh: nextpnr-ecp5 is 9.9; allowed: 9.10 or newer\n",
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    assertEquals(3, process.waitFor());
  }

  @Test
  void aSynthesisedUnitIsPlacedWhereTheToolIs() throws Exception {
    yosys();
    nextpnr();
    CliRun run = stubs.alone("synth", "ptf", "--target", "ecp5", "--set", "channels=4");
    assertEquals(0, run.exit(), run.out() + run.err());
    assertEquals("--85k --package CABGA381 --json netlist.json --seed 1 --freq 100 --lpf-allow-unconstrained"
        + " --timing-allow-fail --report timing.json", Files.readString(folder.resolve("called")).strip());
    assertTrue(run.out().contains("[2] place and route, nextpnr-ecp5 stand-in 9.9"), run.out());
    assertTrue(run.out().matches("(?s).* logic cells \\[2\\]  Fmax \\(MHz\\) \\[2\\]\n[^\n]* 1234 +91\\.3\n.*"), run.out());
    assertFalse(run.out().contains("not placed"), run.out());
  }

  @Test
  void withoutTheToolsFiguresAndSourcesComeAndTheRestIsRefusedInOneLine() throws Exception {
    yosys();
    refused("ulx3s", "nextpnr-ecp5 is not installed; it is needed for ECP5 place and route");
  }

  @Tag("sweep")
  @Test
  void withoutDatabasesFiguresAndSourcesComeAndTheRestIsRefusedInOneLine() throws Exception {
    yosys();
    refused("arty-a7-100t", "arty-a7-100t is not placed and routed from here: its tools need databases; run "
        + out.resolve("build.sh"));
  }

  @Tag("sweep")
  @Test
  void synthesisThatHasDriftedFailsEvenWhereNothingIsPlaced() throws Exception {
    yosys();
    CliRun run = stubs.alone("board", "build", "arty-a7-100t", "--out", out.toString());
    assertEquals(1, run.exit(), run.out() + run.err());
    assertTrue(run.out().matches("(?s).*nothing was ever recorded with Yosys 8.8; compared loosely \\(25 %\\) with what"
        + " Yosys 0\\.\\d+ gave; --accept records it\n"
        + "synthesis has drifted: LUT 3; recorded: 1\\d\\d\\d \\(-99.\\d %; allowed: 25 %\\)\n"
        + ".*synthesis has drifted: DSP 0; recorded: [47] \\(-100.0 %; allowed: 25 %\\)\n.*add --accept\n.*"), run.out());
    assertTrue(Files.exists(out.resolve("build.tcl")));
  }

  private void refused(String board, String sentence) throws Exception {
    CliRun run = stubs.alone("board", "build", board, "--unit", "ptf", "--set", "ptf.channels=4", "--out",
        out.toString());
    assertEquals(3, run.exit(), run.out() + run.err());
    assertTrue(run.out().contains("synthesis, Yosys stand-in 8.8: LUT 3, LUT as memory 0, FF 1"), run.out());
    assertTrue(Files.isExecutable(out.resolve("build.sh")));
    assertEquals(1, run.err().lines().filter(line -> line.startsWith("vit2rtl: ")).count(), run.err());
    assertTrue(run.err().contains(sentence), run.err());
  }
}
