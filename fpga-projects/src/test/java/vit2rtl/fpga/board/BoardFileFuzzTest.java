package vit2rtl.fpga.board;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.golden.InputException;
import vit2rtl.testkit.FuzzSeeds;

/** Any text as a board.json and as the figures recorded beside it: a board, or one sentence. */
@Execution(ExecutionMode.CONCURRENT)
class BoardFileFuzzTest {

  @FuzzTest
  void bytes(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    try {
      Board board = Board.parse("f", text);
      board.config(List.of());
    } catch (InputException e) {
      // The one other answer.
    }
    figures(text);
  }

  private static void figures(String text) {
    try {
      ExpectedResources.parse("f", text);
      ExpectedSynthesis.parse("f", text);
    } catch (InputException e) {
      // The one other answer.
    }
  }

  @TestFactory
  Stream<DynamicTest> seeds() throws IOException {
    return FuzzSeeds.of(getClass(), "bytes", this::bytes);
  }
}
