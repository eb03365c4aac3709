package vit2rtl.fpga.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.golden.InputException;

/** A board from a folder outside the toolkit. */
class OwnBoardTest {
  @TempDir
  Path folder;

  @Test
  void isReadFromItsFolder() throws IOException {
    Files.writeString(folder.resolve("board.json"), Board.file("ice40-up5k-icebreaker", "board.json")
        .replaceAll("\"title\" *: *\"[^\"]*\"", "\"title\": \"Mine\""));
    Files.writeString(folder.resolve("top.v"), "module top; endmodule\n");
    Board board = Board.named(folder.toString());
    assertEquals("Mine", board.title());
    assertTrue(ExpectedResources.of(board).builds().isEmpty());
    assertEquals("module top; endmodule\n", board.top());
    assertEquals("the board's folder " + folder + " has no file pins.pcf",
        assertThrows(InputException.class, board::pins).getMessage());
  }

  @Test
  void filesItLacksAreThoseOfTheBoardItIsLike() throws IOException {
    String description = Board.file("ice40-up5k-icebreaker", "board.json");
    Files.writeString(folder.resolve("board.json"), description.replaceFirst("\\{", "{\"like\": \"ice40-up5k-icebreaker\","));
    Files.writeString(folder.resolve("top.v"), "module top; endmodule\n");
    Board board = Board.named(folder.toString());
    assertEquals(Board.named("ice40-up5k-icebreaker").pins(), board.pins());
    assertEquals("module top; endmodule\n", board.top());
    assertEquals(Board.named("arty-a7-100t").top(), Board.named("arty-a7-100t-network").top());
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    assertEquals("the board's folder " + folder + " has no file board.json", refused());
    Files.writeString(folder.resolve("board.json"), "{\"title\": \"Mine\"}");
    assertTrue(refused().startsWith(folder + "/board.json has no 'target'; needed: title, target, "), refused());
    Files.writeString(folder.resolve("board.json"), "{title");
    assertTrue(refused().startsWith(folder + "/board.json is no JSON of a board: "), refused());
  }

  private String refused() {
    return assertThrows(InputException.class, () -> Board.named(folder.toString())).getMessage();
  }
}
