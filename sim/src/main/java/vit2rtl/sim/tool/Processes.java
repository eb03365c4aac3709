package vit2rtl.sim.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs external tools. */
public final class Processes {
  private static final int LAST_LINES = 15;
  private static final String TIME_IS_OVER = "vit2rtl: its processor time is over\n";
  /** The soft limit's signal is SIGXCPU, 24 everywhere; whatever else ends a tool is a failure of it. */
  private static final String LIMITED = "ulimit -S -t \"$0\"; \"$@\"; status=$?; [ $status -ne 152 ] && exit $status; echo '"
      + TIME_IS_OVER.strip() + "'";

  private Processes() {}

  /**
   * Runs a tool and returns what it printed; a failure ends with its last lines.
   *
   * @param directory the tool's working folder
   * @param command   the tool and its arguments
   * @return what it printed
   */
  public static String run(Path directory, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    if (directory != null) {
      builder.directory(directory.toFile());
    }
    return run(builder);
  }

  /**
   * Runs a tool whose temporary files lie in its folder, so that they go with that, however the tool ends.
   *
   * @param folder  its path
   * @param command the tool and its arguments
   * @return what it printed
   */
  public static String runIn(Path folder, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("TMPDIR", folder.toString());
    return run(builder);
  }

  /**
   * The same of a tool that may take no more than so much processor time.
   *
   * @param folder  its path
   * @param seconds of processor time
   * @param command the tool and its arguments
   * @return what it printed, or nothing where its time was over
   */
  public static Optional<String> runWithin(Path folder, int seconds, List<String> command) {
    List<String> limited = new ArrayList<>(List.of("sh", "-c", LIMITED, String.valueOf(seconds)));
    limited.addAll(command);
    String printed = runIn(folder, limited);
    return printed.endsWith(TIME_IS_OVER) ? Optional.empty() : Optional.of(printed);
  }

  private static String run(ProcessBuilder builder) {
    List<String> command = builder.redirectErrorStream(true).command();
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new ToolException(command.get(0) + " cannot be started: it is not installed or not on the PATH; "
          + Tools.howToGet(command.get(0)), e);
    }
    Ending.started(process);
    try {
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw ToolException.refusal(command.get(0) + " failed with status " + status + ":\n" + lastLines(output));
      }
      return output;
    } catch (IOException e) {
      throw new ToolException(command.get(0) + " was cut off: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ToolException(command.get(0) + " was interrupted", e);
    } finally {
      if (process.isAlive()) {
        Ending.kill(process);
      }
      Ending.ended(process);
    }
  }

  private static String lastLines(String output) {
    Deque<String> last = new ArrayDeque<>();
    output.lines().forEach(line -> {
      last.addLast(line);
      if (last.size() > LAST_LINES) {
        last.removeFirst();
      }
    });
    return last.stream().collect(Collectors.joining("\n"));
  }
}
