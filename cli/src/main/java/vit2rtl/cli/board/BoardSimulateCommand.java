package vit2rtl.cli.board;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.cli.arguments.TensorFiles;
import vit2rtl.fpga.board.Board;
import vit2rtl.fpga.board.BoardConfig;
import vit2rtl.fpga.board.BoardDesign;
import vit2rtl.fpga.board.SimulatedBoard;
import vit2rtl.fpga.board.TerminalBoard;
import vit2rtl.sim.SimOptions;

/** {@code board simulate}: a board without the board. */
@Command(name = "simulate", mixinStandardHelpOptions = true, footer = TensorFiles.SEE,
    description = "Simulates a board, UART pins included, behind a pseudo-terminal that 'board run --port' can open."
        + " Runs until interrupted.")
final class BoardSimulateCommand implements Callable<Integer> {
  private static final int TIMEOUT_CYCLES = 1 << 16;
  private static final long PATIENCE_CYCLES = 4096;

  @Mixin
  private BoardArguments arguments;

  @Option(names = "--divisor", defaultValue = "8", paramLabel = "N",
      description = "Simulated clock cycles per bit. Default: ${DEFAULT-VALUE}, faster than the board's own.")
  private int divisor;

  @Override
  public Integer call() {
    Board board = arguments.board();
    BoardConfig config = new BoardConfig(
        arguments.chosen().stream().map(BoardArguments.Chosen::unit).toList(), divisor, TIMEOUT_CYCLES);
    SimulatedBoard simulated =
        new SimulatedBoard(BoardDesign.of(board, config), SimOptions.defaults(), PATIENCE_CYCLES);
    try (TerminalBoard terminal = new TerminalBoard(simulated)) {
      System.out.println(terminal.path());
      System.out.flush();
      while (!Thread.currentThread().isInterrupted()) {
        terminal.turn();
      }
    }
    return 0;
  }
}
