package vit2rtl.cli.board;

import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.cli.arguments.TensorFiles;
import vit2rtl.fpga.board.Board;
import vit2rtl.fpga.board.BoardConfig;
import vit2rtl.fpga.board.BoardDesign;
import vit2rtl.fpga.board.BoardHost;
import vit2rtl.fpga.board.SimulatedBoard;
import vit2rtl.fpga.board.TerminalBoard;
import vit2rtl.fpga.network.NetworkUnit;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.sim.SimOptions;

/** {@code board simulate}: a board without the board. */
@Command(name = "simulate", mixinStandardHelpOptions = true, footer = TensorFiles.SEE,
    description = "Simulates a board, UART pins included, behind a pseudo-terminal that 'board run --port' can open."
        + " Runs until interrupted. With images: sends them to a network on the board, compares the logits with the golden"
        + " model's, and ends.")
final class BoardSimulateCommand implements Callable<Integer> {
  private static final int TIMEOUT_CYCLES = 1 << 16;
  private static final long PATIENCE_CYCLES = 4096;
  /** Longer than any network takes for an image. */
  private static final long IMAGE_PATIENCE_CYCLES = 1L << 26;

  @Mixin
  private BoardArguments arguments;

  @Option(names = "--divisor", defaultValue = "8", paramLabel = "N",
      description = "Simulated clock cycles per bit. Default: ${DEFAULT-VALUE}, faster than the board's own.")
  private int divisor;

  @Mixin
  private BoardImages images;

  @Override
  public Integer call() {
    Board board = arguments.board();
    BoardConfig config = new BoardConfig(
        arguments.chosen().stream().map(BoardArguments.Chosen::unit).toList(), divisor, TIMEOUT_CYCLES);
    if (images.areGiven()) {
      return classify(board, config);
    }
    BoardDesign design = BoardDesign.of(board, config);
    SimulatedBoard simulated = new SimulatedBoard(design, SimOptions.defaults(), PATIENCE_CYCLES);
    simulated.awaitConstants(IMAGE_PATIENCE_CYCLES);
    try (TerminalBoard terminal = new TerminalBoard(simulated)) {
      System.out.println(terminal.path());
      System.out.flush();
      while (!Thread.currentThread().isInterrupted()) {
        terminal.turn();
      }
    }
    return 0;
  }

  private int classify(Board board, BoardConfig config) {
    if (config.units().stream().noneMatch(unit -> unit.name().equals(NetworkUnit.NAME))) {
      throw new InputException("board simulate: images for a board without a network; allowed: boards with one, or"
          + " --unit network");
    }
    QuantizedVit model = arguments.model();
    Images all = images.open(model.imageFormat());
    try (SimulatedBoard simulated =
        new SimulatedBoard(BoardDesign.of(board, config), SimOptions.defaults(), IMAGE_PATIENCE_CYCLES)) {
      simulated.awaitConstants(IMAGE_PATIENCE_CYCLES);
      int exit = new BoardNetwork(model, OptionalInt.of(board.megahertz())).classify(new BoardHost(simulated), all);
      System.out.printf("simulated %d cycles at %d cycles per bit%n", simulated.cycles(), divisor);
      return exit;
    }
  }
}
