package vit2rtl.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import vit2rtl.golden.InputException;
import vit2rtl.sim.SimulationException;
import vit2rtl.sim.ToolException;

/** One sentence for the user and an exit code for the shell; stack traces only where they were asked for. */
final class Errors {
  static final int COMPARISON_FAILED = 1;
  static final int BAD_INPUT = 2;
  static final int TOOL = 3;
  static final int INTERNAL = 4;

  private Errors() {}

  static int usage(CommandLine.ParameterException e, String[] args) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println("vit2rtl: " + e.getMessage());
    err.println("Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    err.flush();
    return BAD_INPUT;
  }

  static int failed(Throwable e, CommandLine commandLine, boolean verbose) {
    PrintWriter err = commandLine.getErr();
    int code = code(e);
    err.println("vit2rtl: " + (code == INTERNAL ? "internal error: " + e : e.getMessage()));
    if (e instanceof OutOfMemoryError) {
      err.println("The memory of this process is used up; give it more, for example JAVA_TOOL_OPTIONS=-Xmx8g.");
    }
    if (verbose) {
      e.printStackTrace(err);
    } else if (code == INTERNAL) {
      err.println("Repeat the command with --verbose for the details and report them.");
    }
    err.flush();
    return code;
  }

  private static int code(Throwable e) {
    if (e instanceof InputException) {
      return BAD_INPUT;
    }
    if (e instanceof ToolException) {
      return TOOL;
    }
    return e instanceof SimulationException ? COMPARISON_FAILED : INTERNAL;
  }
}
