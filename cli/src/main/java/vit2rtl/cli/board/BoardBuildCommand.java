package vit2rtl.cli.board;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.cli.arguments.TensorFiles;
import vit2rtl.cli.output.ExitCode;
import vit2rtl.cli.output.Outputs;
import vit2rtl.fpga.board.Board;
import vit2rtl.fpga.board.BoardBuild;
import vit2rtl.fpga.board.BoardDesign;
import vit2rtl.fpga.board.BoardReport;
import vit2rtl.fpga.board.ExpectedResources;
import vit2rtl.fpga.board.ExpectedSynthesis;
import vit2rtl.fpga.synth.Figure;
import vit2rtl.sim.tool.ToolException;

/** {@code board build}: from the unit to a bitstream. */
@Command(name = "build", mixinStandardHelpOptions = true, footer = TensorFiles.SEE,
    description = "Builds a board's bitstream with open tools; fails where timing is not met or resources have drifted."
        + " Where the device cannot be placed and routed here, it leaves the sources and a script for open tools.")
final class BoardBuildCommand implements Callable<Integer> {
  @Mixin
  private BoardArguments arguments;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for bitstream, sources, report.")
  private Path out;

  @Option(names = "--baud", paramLabel = "N", description = "Bits per second of the serial line. Default: the board's.")
  private Integer baud;

  @Option(names = "--accept", description = "Record this build's resources as the expected ones.")
  private boolean accept;

  private boolean synthesisDrifted;

  @Override
  public Integer call() {
    Outputs.folders(out);
    Board board = arguments.board();
    List<BoardArguments.Chosen> units = arguments.chosen();
    String text = units.stream().map(BoardArguments.Chosen::toString).collect(Collectors.joining(" + "));
    BoardDesign design = BoardDesign.of(board, board.config(
        units.stream().map(BoardArguments.Chosen::unit).toList(), baud == null ? board.baud() : baud));
    BoardReport report;
    try {
      report = new BoardBuild(design, text, arguments.header(baud).lines()).run(out, listener(board, text));
    } catch (ToolException e) {
      if (synthesisDrifted) {
        return ExitCode.COMPARISON_FAILED;
      }
      throw e;
    }
    print(board, report);
    boolean fine = !synthesisDrifted;
    if (!report.timingMet()) {
      System.out.printf(Locale.ROOT, "timing is not met: %.1f MHz; the board's clock is %d MHz%n", report.megahertz(),
          report.required());
      fine = false;
    }
    ExpectedResources expected = ExpectedResources.of(board);
    if (accept) {
      expected.accept(report, Path.of(System.getProperty("vit2rtl.root", ".")));
    } else if (arguments.standardConstants()) {
      expected.note(report).ifPresent(System.out::println);
      List<String> drift = expected.drift(report);
      drift.forEach(sentence -> System.out.println("resources have drifted: " + sentence));
      if (!drift.isEmpty()) {
        System.out.println("if that is meant, record it: add --accept");
        fine = false;
      } else if (!expected.has(text)) {
        System.out.println("no resources are recorded for these settings; --accept records them");
      }
    }
    return fine ? 0 : ExitCode.COMPARISON_FAILED;
  }

  private BoardBuild.Listener listener(Board board, String text) {
    return new BoardBuild.Listener() {
      @Override
      public void step(String name) {
        System.err.println("board: " + name);
      }

      @Override
      public void synthesised(List<Figure> figures) {
        System.out.printf("%s: %s%n", board.name(), text);
        System.out.printf("  %s: %s%n", figures.get(0).source(), figures.stream().map(Figure::named)
            .collect(Collectors.joining(", ")));
        ExpectedSynthesis.of(board).ifPresent(expected -> judge(expected, text, figures));
        System.out.printf("  sources, pins and script: %s%n", out.resolve("build.sh"));
      }
    };
  }

  private void judge(ExpectedSynthesis expected, String text, List<Figure> figures) {
    if (accept) {
      expected.accept(text, figures, Path.of(System.getProperty("vit2rtl.root", ".")));
    } else if (arguments.standardConstants()) {
      expected.note(text, figures).ifPresent(System.out::println);
      List<String> drift = expected.drift(text, figures);
      drift.forEach(sentence -> System.out.println("synthesis has drifted: " + sentence));
      if (!drift.isEmpty()) {
        System.out.println("if that is meant, record it: add --accept");
        synthesisDrifted = true;
      }
    }
  }

  private void print(Board board, BoardReport report) {
    System.out.printf(Locale.ROOT, "  placed and routed: %d of %d logic cells, %d block memories, %d multiplier blocks,"
        + " %.1f MHz (needed: %d)%n", report.logicCells(), report.logicRoom(), report.memories(), report.multipliers(),
        report.megahertz(), report.required());
    System.out.printf("  %s; %s%n", report.synthesis(), report.placement());
    System.out.printf("  bitstream: %s (%d bytes)%n", out.resolve(board.bitstream()), report.bytes());
  }
}
