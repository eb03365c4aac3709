package vit2rtl.fpga.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import vit2rtl.fpga.flash.FlashFormat;
import vit2rtl.golden.InputException;

/** What board.json says of boards that are to be small. */
class SmallBoardSettingsTest {
  private static final String PLAIN = Board.file("icebreaker-network", "board.json");

  private static Board board(String from, String to) {
    assertTrue(PLAIN.contains(from), from);
    return Board.parse("mine", PLAIN.replace(from, to));
  }

  private static String refused(String from, String to) {
    return assertThrows(InputException.class, () -> board(from, to)).getMessage();
  }

  @Test
  void windowPackingAndOptionsHaveDefaults() {
    Board board = Board.named("icebreaker-network");
    assertEquals(1, board.window());
    assertEquals(FlashFormat.Packing.PLAIN, board.flash().orElseThrow().packing());
    assertEquals(0, board.pressed());
    assertTrue(board.script().startsWith("synth_ice40 -dsp -dff -abc9 -device u -top board"), board.script());
    Board other = Board.named("ulx3s-25f-network");
    assertEquals(2, other.window());
    assertEquals(FlashFormat.Packing.PACKED, other.flash().orElseThrow().packing());
    assertEquals(1, other.pressed());
    assertFalse(other.script().contains("  "), other.script());
  }

  @Test
  void theSeedIsTheBoardsOrOne() {
    assertTrue(BuildScript.of(Board.named("ulx3s")).contains(" --seed 1"));
    String script = BuildScript.of(board("\"--seed\"", "\"--placer\", \"heap\", \"--seed\""));
    assertTrue(script.contains(" --placer heap --seed "), script);
    assertEquals(script.indexOf("--seed"), script.lastIndexOf("--seed"));
  }

  @Test
  void aBoardMayAskForANewerNextpnr() {
    assertEquals("", Board.named("icebreaker-network").placer().orElseThrow().minimum());
    assertFalse(BuildScript.of(Board.named("icebreaker-network")).contains("found="));
    Board asks = board("\"window\" : 1", "\"nextpnrMinimum\" : \"0.11\"");
    assertEquals("0.11", asks.placer().orElseThrow().minimum());
    assertTrue(BuildScript.of(asks).contains("allowed: 0.11 or newer"), BuildScript.of(asks));
    assertEquals("board.json has 'newest' as nextpnrMinimum; allowed: numbers with points between them, such as 0.11",
        refused("\"window\" : 1", "\"nextpnrMinimum\" : \"newest\""));
  }

  @Test
  void whatCannotBeIsRefused() {
    assertTrue(refused("\"window\" : 1", "\"window\" : 3").endsWith("has 3 as 'window'; allowed: 1 to 2"));
    assertTrue(refused("\"plain\"", "\"zip\"").endsWith("has \"zip\" as 'packing'; allowed: packed, plain"));
    assertEquals("board.json has '-abc9; rm x' as an option of yosys; allowed: letters, digits, points and hyphens",
        refused("\"-abc9\"", "\"-abc9; rm x\""));
    assertEquals("a board with 2 units, one of which takes one request at a time; allowed: that one alone",
        assertThrows(InputException.class, () -> new BoardConfig(List.of(new OneRequestUnit(16), new OneRequestUnit(16)), 8, 1000)).getMessage());
    assertEquals("one: results of 17 bits on a board that takes one request at a time; allowed: 9 to 16",
        assertThrows(InputException.class, () -> new BoardConfig(List.of(new OneRequestUnit(17)), 8, 1000)).getMessage());
  }
}
