package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.fpga.board.Board;
import vit2rtl.fpga.board.ExpectedResources;
import vit2rtl.fpga.board.ExpectedSynthesis;
import vit2rtl.sim.tool.Tools;

/** Every recorded build of every board: timing met, resources within their tolerance. */
@Tag("sweep")
class BoardsSweepTest {
  @TempDir
  Path folder;

  @Test
  void everyRecordedBuildRepeats() {
    assumeTrue(Tools.YOSYS.isInstalled() && Tools.NEXTPNR_ICE40.isInstalled() && Tools.ICEPACK.isInstalled(),
        "yosys, nextpnr-ice40 and icepack are not all installed");
    for (String board : Board.names()) {
      for (String units : ExpectedResources.of(Board.named(board)).builds()) {
        CliRun run = build(board, units);
        boolean placed = Board.named(board).target().notPlaced().isEmpty();
        assertTrue(run.exit() == 0 || run.exit() == 3 && !placed, board + ", " + units + "\n" + run.out() + run.err());
      }
    }
  }

  /** Boards that are perhaps not placed here: then the build ends behind synthesis, and that must not have drifted. */
  @Test
  void everyRecordedSynthesisRepeats() {
    assumeTrue(Tools.YOSYS.isInstalled(), "yosys is not installed");
    int builds = 0;
    for (String board : Board.names()) {
      for (String units : ExpectedSynthesis.of(Board.named(board)).map(ExpectedSynthesis::builds).orElse(Set.of())) {
        CliRun run = build(board, units);
        assertTrue(run.exit() == 0 || run.exit() == 3, board + ", " + units + "\n" + run.out() + run.err());
        builds++;
      }
    }
    assertEquals(4, builds);
  }

  private CliRun build(String board, String units) {
    List<String> arguments = new ArrayList<>(List.of("board", "build", board, "--out", folder.toString()));
    for (String unit : units.split(" \\+ ")) {
      String[] words = unit.split(" ");
      arguments.addAll(List.of("--unit", words[0]));
      for (int i = 2; i < words.length; i += 2) {
        arguments.addAll(List.of("--set", words[0] + "." + words[i]));
      }
    }
    return CliRun.of(arguments.toArray(new String[0]));
  }
}
