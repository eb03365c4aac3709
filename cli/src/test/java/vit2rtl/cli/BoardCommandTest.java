package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.unit.Stimulus;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.fpga.board.Board;
import vit2rtl.fpga.board.BoardConfig;
import vit2rtl.fpga.board.BoardDesign;
import vit2rtl.fpga.board.SimulatedBoard;
import vit2rtl.fpga.board.TerminalBoard;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.Settings;
import vit2rtl.units.softmax.SoftmaxKind;

/** The host program against a simulated board behind a pseudo-terminal. */
class BoardCommandTest {
  private static final int LENGTH = 40;
  private static final int ROWS = 100;

  @TempDir
  Path folder;

  private interface Use {
    void port(String device) throws Exception;
  }

  /** Runs the host while the board's time passes in another thread. */
  private static void withBoard(UnitBench bench, Use use) throws Exception {
    BoardConfig config = new BoardConfig(List.of(new FpgaUnit(bench.config())), 4, 1 << 14);
    BoardDesign design = BoardDesign.of(Board.named("ice40-hx8k-breakout"), config);
    try (TerminalBoard board = new TerminalBoard(new SimulatedBoard(design, SimOptions.defaults(), 2048))) {
      AtomicBoolean on = new AtomicBoolean(true);
      Thread time = new Thread(() -> {
        while (on.get()) {
          board.turn();
        }
      }, "board");
      time.start();
      try {
        use.port(board.path().toString());
      } finally {
        on.set(false);
        time.join();
      }
    }
  }

  private static UnitBench bench(String scale) {
    SoftmaxKind kind = new SoftmaxKind();
    return new UnitBench(kind.config(
        Settings.of(kind, Map.of("length", "" + LENGTH, "lanes", "1", "scale", scale))));
  }

  @Test
  void rowsOverAPseudoTerminalEqualTheGoldenModel() throws Exception {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    assumeTrue(Files.exists(Path.of("/dev/ptmx")), "this system has no pseudo-terminals");
    UnitBench bench = bench("0.0625");
    int[] rows = Stimulus.rows(bench, ROWS, new Random(3));
    Path in = folder.resolve("in.safetensors");
    Path out = folder.resolve("out.safetensors");
    new SafeTensorsWriter().u8("q_in", rows, ROWS, LENGTH).f64("scale_in", new double[] {0.0625}, 1).write(in);
    withBoard(bench, port -> {
      CliRun run = CliRun.of("board", "run", "--port", port, "--in", in.toString(), "--out", out.toString());
      assertEquals(0, run.exit(), run.out() + run.err());
      assertTrue(run.out().contains(ROWS * LENGTH + " elements, 0 mismatches, 0 requests repeated"), run.out());
      int[] expected = bench.golden(rows);
      int[] code = SafeTensors.open(out).tensor("code").ints();
      for (int i = 0; i < code.length; i++) {
        code[i] = code[i] < 0 ? (int) bench.config().outputs().max() : code[i];
      }
      assertArrayEquals(expected, code);
    });
  }

  @Test
  void aBoardBuiltForAnotherLayerIsFoundOut() throws Exception {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    assumeTrue(Files.exists(Path.of("/dev/ptmx")), "this system has no pseudo-terminals");
    int[] rows = Stimulus.rows(bench("0.0625"), 8, new Random(3));
    Path in = folder.resolve("in.safetensors");
    new SafeTensorsWriter().u8("q_in", rows, 8, LENGTH).f64("scale_in", new double[] {0.0625}, 1).write(in);
    withBoard(bench("0.25"), port -> {
      CliRun run = CliRun.of("board", "run", "--port", port, "--in", in.toString(), "--out",
          folder.resolve("out.safetensors").toString());
      assertEquals(1, run.exit(), run.out() + run.err());
      assertTrue(run.out().contains("first mismatch at element"), run.out());
      assertTrue(run.out().contains("was the bitstream built for this layer?"), run.out());
    });
  }

  @Test
  void whatCannotWorkIsRefusedInOneSentence() {
    Path in = folder.resolve("in.safetensors");
    new SafeTensorsWriter().u8("q_in", new int[LENGTH], 1, LENGTH).f64("scale_in", new double[] {0.1}, 1).write(in);
    refused(2, "there is no serial port /dev/nothing", "board", "run", "--port", "/dev/nothing", "--in", in.toString(),
        "--out", "o");
    refused(2, "is not a serial port", "board", "run", "--port", in.toString(), "--in", in.toString(), "--out", "o");
    refused(2, "baud rate 0; allowed: 1 or more", "board", "run", "--port", in.toString(), "--baud", "0", "--in",
        in.toString(), "--out", "o");
    refused(2, "there is no board 'arty'", "board", "build", "arty", "--out", "o");
    refused(2, "names no unit of this board", "board", "build", "ice40-hx8k-breakout", "--set", "lanes=1", "--out", "o");
    refused(2, "lanes=2; allowed: 1", "board", "build", "ice40-hx8k-breakout", "--set", "softmax.lanes=2", "--out", "o");
  }

  private static void refused(int exit, String part, String... arguments) {
    CliRun run = CliRun.of(arguments);
    assertEquals(exit, run.exit(), run.err());
    assertTrue(run.err().contains(part), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }
}
