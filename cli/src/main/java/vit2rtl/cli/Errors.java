package vit2rtl.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import vit2rtl.cli.output.ExitCode;
import vit2rtl.cli.output.WhenStopped;
import vit2rtl.golden.InputException;
import vit2rtl.golden.fleet.ShardFailure;
import vit2rtl.hdl.error.NoPlaceException;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.tool.RequestException;
import vit2rtl.sim.tool.ToolException;

/** One sentence for the user and an exit code for the shell; stack traces only where they were asked for. */
final class Errors {
  private Errors() {}

  static int usage(CommandLine.ParameterException e, String[] args) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println("vit2rtl: " + message(e, args));
    err.println("Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    err.flush();
    return ExitCode.BAD_INPUT;
  }

  /** Picocli's sentence; for a word that is no command, and like one, that one. */
  private static String message(CommandLine.ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched) || command.getSubcommands().isEmpty()
        || unmatched.getUnmatched().isEmpty() || unmatched.getUnmatched().get(0).startsWith("-")) {
      return e.getMessage();
    }
    String word = unmatched.getUnmatched().get(0);
    List<String> like = command.getSubcommands().keySet().stream().filter(name -> distance(name, word) <= 2).toList();
    return "there is no command '" + word + "'" + (like.isEmpty() ? "" : "; did you mean " + String.join(" or ", like)
        + "?");
  }

  /** Letters to add, drop, change or swap with their neighbour. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }

  static int failed(Throwable e, CommandLine commandLine, boolean verbose) {
    PrintWriter err = commandLine.getErr();
    int code = code(e);
    if (WhenStopped.stopping()) {
      // The signal ends the tools, too.
      return code;
    }
    err.println("vit2rtl: " + (code == ExitCode.INTERNAL ? "internal error: " + e : e.getMessage()));
    if (e instanceof OutOfMemoryError) {
      err.println("The memory of this process is used up; give it more, for example JAVA_TOOL_OPTIONS=-Xmx8g.");
    }
    if (verbose) {
      e.printStackTrace(err);
    } else if (code == ExitCode.INTERNAL) {
      err.println("Repeat the command with --verbose for the details and report them.");
    }
    err.flush();
    return code;
  }

  private static int code(Throwable e) {
    if (e instanceof ShardFailure failure) {
      return code(failure.getCause());
    }
    if (e instanceof InputException || e instanceof RequestException || e instanceof NoPlaceException) {
      return ExitCode.BAD_INPUT;
    }
    if (e instanceof ToolException) {
      return ExitCode.TOOL;
    }
    return e instanceof SimulationException ? ExitCode.COMPARISON_FAILED : ExitCode.INTERNAL;
  }
}
