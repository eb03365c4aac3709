package vit2rtl.cli.board;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;
import vit2rtl.fpga.board.Board;

/** {@code board}: units on FPGA boards. */
@Command(name = "board", mixinStandardHelpOptions = true,
    description = "Builds bitstreams of units and whole networks for FPGA boards, runs rows and images on a board, simulates a board.",
    subcommands = {BoardCommand.ListCommand.class, BoardBuildCommand.class, BoardRunCommand.class,
        BoardSimulateCommand.class})
public final class BoardCommand implements Callable<Integer> {
  @Spec
  private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a subcommand is missing; see --help");
  }

  /** {@code board list}. */
  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the boards.")
  static final class ListCommand implements Callable<Integer> {

    @Override
    public Integer call() {
      for (String name : Board.names()) {
        Board board = Board.named(name);
        System.out.printf("%-22s %s; core at %d MHz, serial line at %d baud%n", name, board.title(), board.megahertz(),
            board.baud());
      }
      return 0;
    }
  }
}
