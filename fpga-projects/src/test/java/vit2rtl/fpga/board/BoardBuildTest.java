package vit2rtl.fpga.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.bench.UnitBench;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.fpga.synth.Figure;
import vit2rtl.golden.InputException;
import vit2rtl.sim.tool.Processes;
import vit2rtl.sim.tool.ToolException;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.Settings;
import vit2rtl.units.softmax.SoftmaxKind;

class BoardBuildTest {
  /** What an iCE40 bitstream starts with, after its comment: the synchronisation word. */
  private static final byte[] PREAMBLE = {0x7E, (byte) 0xAA, (byte) 0x99, 0x7E};

  /** A pin of a .pcf, .lpf or .xdc file. */
  private static final Pattern PIN = Pattern.compile(
      "(?m)^(?:set_io (?:-pullup yes )?|LOCATE COMP \"|set_property LOC \\w+ \\[get_ports )(\\w+)");

  @TempDir
  Path folder;

  @Test
  void buildsABitstreamThatMeetsTheBoardsClock() throws IOException {
    assumeTrue(Tools.YOSYS.isInstalled() && Tools.NEXTPNR_ICE40.isInstalled() && Tools.ICEPACK.isInstalled(),
        "yosys, nextpnr-ice40 and icepack are not all installed");
    SoftmaxKind kind = new SoftmaxKind();
    UnitBench bench = new UnitBench(kind.config(Settings.of(kind, Map.of("length", "8", "lanes", "1"))));
    Board board = Board.named("ice40-hx8k-breakout");
    BoardDesign design = BoardDesign.of(board, board.config(List.of(new FpgaUnit(bench.config()))));
    List<String> steps = new ArrayList<>();
    BoardReport report = new BoardBuild(design, "softmax for a test", List.of("made for a test")).run(folder,
        new BoardBuild.Listener() {
      @Override
      public void step(String name) {
        steps.add(name);
      }

      @Override
      public void synthesised(List<Figure> figures) {
        steps.add(figures.get(0).name());
      }
    });
    assertEquals(List.of("synthesis", "LUT", "place and route", "bitstream"), steps);
    assertTrue(report.timingMet(), report.toString());
    assertEquals(7680, report.logicRoom());
    byte[] image = Files.readAllBytes(folder.resolve("board.bin"));
    assertEquals(report.bytes(), image.length);
    assertTrue(indexOf(image, PREAMBLE) >= 0, "no synchronisation word in the bitstream");
    assertEquals(report, BoardBuild.read(folder.resolve("report.json")));
    assertTrue(Files.readString(folder.resolve("core.v")).startsWith("// made for a test\n"));
    try (var files = Files.list(folder)) {
      assertEquals(List.of("board.bin", "build.sh", "core.v", "pins.pcf", "report.json", "synthesis.json", "top.v"),
          files.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }

  private static int indexOf(byte[] all, byte[] part) {
    for (int i = 0; i + part.length <= all.length; i++) {
      if (Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    return -1;
  }

  @Test
  void everyBoardsPinsAreThoseOfItsTop() {
    for (String name : Board.names()) {
      Board board = Board.named(name);
      List<String> pins = PIN.matcher(board.pins()).results().map(m -> m.group(1)).sorted().toList();
      List<String> ports = board.top().lines().map(String::strip).filter(l -> l.matches("(input|output|inout) +\\w+,?"))
          .map(l -> l.replaceAll("(input|output|inout) +|,", "")).sorted().toList();
      assertEquals(ports, pins, name);
      assertTrue(ports.contains(board.clockPort()), name);
      assertEquals(board.button().isPresent(), ports.contains(board.button().orElse("btn_reset")), name);
    }
  }

  @Test
  void everyBoardsScriptIsAShellScriptWithTheBuildsOwnCommands() throws IOException {
    for (String name : Board.names()) {
      Board board = Board.named(name);
      String script = BuildScript.of(board);
      Path file = Files.writeString(folder.resolve(name + ".sh"), script);
      assertEquals("", Processes.run(null, List.of("bash", "-n", file.toString())));
      assertTrue(script.contains("\nyosys -q -p \"" + BuildScript.yosys(board) + "\"\n"), script);
      assertTrue(script.contains(" " + board.flow().pins() + " "), script);
      assertTrue(script.contains(board.bitstream()), script);
      assertTrue(script.contains("--freq " + board.megahertz()), script);
    }
    assertThrows(ToolException.class, () -> Processes.run(null,
        List.of("bash", "-n", Files.writeString(folder.resolve("broken.sh"), "for x in\nfi\n").toString())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"arty-a7-100t", "arty-a7-100t-network"})
  void theArtysVivadoScriptIsTclAndNamesTheBuildsFiles(String name) throws IOException {
    Board board = Board.named(name);
    String script = Board.file(board.name(), BuildScript.VIVADO);
    assertTrue(script.indexOf("version -short") < script.indexOf("create_project"), "the version is checked first");
    assertTrue(script.contains("foreach source {" + BuildScript.SOURCES + "} {"), script);
    assertTrue(script.contains(" " + board.flow().pins() + "]"), script);
    assertTrue(script.contains("get_ports " + board.clockPort()), script);
    assertTrue(script.contains(" " + board.bitstream() + "]"), script);
    assumeTrue(new Tools("tclsh", List.of(), "", "", "").isInstalled(), "tclsh is not installed");
    Files.writeString(folder.resolve("build.tcl"), script);
    // Every Vivado command a stub that notes its call: syntax, expressions, control flow.
    Files.writeString(folder.resolve("check.tcl"), """
        proc unknown {args} { lappend ::called [lindex $args 0]; return {} }
        proc version {args} { return $::vivado }
        proc get_property {name args} { return $::slack }
        proc exit {{code 0}} { error "exit $code" }
        foreach {::vivado ::slack} {2022.2 1.5 2022.2 -0.5 1999.1 1.5} {
          set ::called {}
          set failed [catch {source build.tcl} message]
          puts "RESULT $failed [expr {$failed ? $message : [lindex $::called end]}]"
        }
        """);
    assertEquals(List.of("RESULT 0 write_bitstream", "RESULT 1 exit 1", "RESULT 1 exit 3"),
        Processes.run(folder, List.of("tclsh", "check.tcl")).lines().filter(l -> l.startsWith("RESULT")).toList());
  }

  @Test
  void badRequestsAreRefused() {
    assertEquals("there is no board 'x'; there are ice40-hx8k-breakout, ice40-up5k-icebreaker,"
        + " icebreaker-network, ulx3s, ulx3s-85f-network, ulx3s-25f-network, arty-a7-100t, arty-a7-100t-network, or the path of a folder with a"
        + " board.json of your own",
        assertThrows(InputException.class, () -> Board.named("x")).getMessage());
    Board board = Board.named("ice40-up5k-icebreaker");
    SoftmaxKind kind = new SoftmaxKind();
    FpgaUnit unit = new FpgaUnit((new UnitBench(kind.config(
        Settings.of(kind, Map.of("length", "8", "lanes", "1"))))).config());
    assertTrue(assertThrows(InputException.class, () -> board.config(List.of(unit), 9_000_000)).getMessage()
        .contains("off by more than 2 %"));
    assertTrue(assertThrows(InputException.class, () -> board.config(List.of(unit), 300)).getMessage()
        .contains("80000 clock cycles per bit; allowed: 4 to 65535"));
    assertTrue(assertThrows(InputException.class, () -> board.config(List.of())).getMessage().contains("0 units"));
    UnitBench wide = new UnitBench(kind.config(Settings.of(kind, Map.of("length", "8", "lanes", "2"))));
    assertTrue(assertThrows(InputException.class, () -> board.config(List.of(new FpgaUnit(wide.config())))).getMessage()
        .contains("lanes=2; allowed: 1"));
  }
}
