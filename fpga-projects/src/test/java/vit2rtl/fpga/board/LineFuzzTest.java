package vit2rtl.fpga.board;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.fpga.serial.SerialLine;
import vit2rtl.golden.InputException;
import vit2rtl.sim.tool.ToolException;
import vit2rtl.testkit.FuzzSeeds;

/** Any bytes on the line to a board, of its description and of replies to rows: results, or a sentence about board or line. */
@Execution(ExecutionMode.CONCURRENT)
class LineFuzzTest {
  /** Of a description: rows that a fuzzer can still answer. */
  private static final int MOST_ELEMENTS = 256;

  @FuzzTest
  void bytes(byte[] data) {
    talk(new Canned(List.of(data)));
  }

  static void talk(SerialLine line) {
    try {
      BoardHost host = new BoardHost(line);
      for (BoardDescription.Unit unit : host.describe().units()) {
        if (unit.rowLength() <= MOST_ELEMENTS) {
          int[] row = new int[unit.rowLength()];
          Arrays.fill(row, (int) unit.input().min());
          if (unit.isNetwork()) {
            host.classify(unit, row, done -> { });
          } else {
            host.run(unit, row, done -> { });
          }
        }
      }
    } catch (InputException | ToolException e) {
      // The one other answer.
    }
  }

  /** A line that answers each request by what it was given, whatever is asked, and then falls silent. */
  static final class Canned implements SerialLine {
    private final List<byte[]> answers;
    private int next;
    private byte[] said = {};
    private int at;

    Canned(List<byte[]> answers) {
      this.answers = answers;
    }

    @Override
    public void write(byte[] bytes) {
      if (at == said.length && next < answers.size()) {
        said = answers.get(next++);
        at = 0;
      }
    }

    @Override
    public int read(byte[] into) {
      int count = Math.min(into.length, said.length - at);
      System.arraycopy(said, at, into, 0, count);
      at += count;
      return count;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  @Test
  void aLineThatNeverFallsSilentIsNoBoards() {
    SerialLine noise = new SerialLine() {
      @Override
      public void write(byte[] bytes) {
        // Nobody listens.
      }

      @Override
      public int read(byte[] into) {
        Arrays.fill(into, (byte) Protocol.REQUEST);
        return into.length;
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
    assertTrue(assertThrows(ToolException.class, () -> new BoardHost(noise).describe()).getMessage()
        .startsWith("the line does not fall silent"));
  }

  @TestFactory
  Stream<DynamicTest> seeds() throws IOException {
    return FuzzSeeds.of(getClass(), "bytes", this::bytes);
  }
}
