package vit2rtl.sim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** Runs external tools. */
public final class Processes {
  private static final int LAST_LINES = 15;

  private Processes() {}

  /** Runs a tool and returns what it printed; a failure ends with its last lines. */
  public static String run(Path directory, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    if (directory != null) {
      builder.directory(directory.toFile());
    }
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new ToolException(command.get(0) + " cannot be started: it is not installed or not on the PATH; "
          + Tools.howToGet(command.get(0)), e);
    }
    try {
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new ToolException(command.get(0) + " failed with status " + status + ":\n" + lastLines(output));
      }
      return output;
    } catch (IOException e) {
      throw new ToolException(command.get(0) + " was cut off: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ToolException(command.get(0) + " was interrupted", e);
    } finally {
      process.destroyForcibly();
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
