package vit2rtl.sim.tool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A tool that goes on running and is talked to, line by line. Like every tool it does not outlive this JVM. */
public final class Conversation implements AutoCloseable {
  private final String name;
  private final Process process;
  private final PrintWriter to;
  private final BufferedReader from;

  private Conversation(String name, Process process) {
    this.name = name;
    this.process = process;
    this.to = new PrintWriter(process.getOutputStream(), false, StandardCharsets.UTF_8);
    this.from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts a tool in a folder; what it says of errors is heard like everything else.
   *
   * @param folder  the tool's working folder
   * @param command the tool and its arguments
   * @return the conversation, to be closed
   */
  public static Conversation start(Path folder, List<String> command) {
    try {
      Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      Ending.started(process);
      return new Conversation(command.get(0), process);
    } catch (IOException e) {
      throw new ToolException(command.get(0) + " cannot be started: it is not installed or not on the PATH; "
          + Tools.howToGet(command.get(0)), e);
    }
  }

  /**
   * Lines for the tool, which has them at once.
   *
   * @param lines ended by newlines
   */
  public void say(String lines) {
    to.println(lines);
    to.flush();
  }

  /** {@return the tool's next line, as soon as it says one; null where it has ended} */
  public String hear() {
    try {
      return from.readLine();
    } catch (IOException e) {
      throw new ToolException(name + " was cut off: " + e.getMessage(), e);
    }
  }

  /** Ends the tool. */
  @Override
  public void close() {
    Ending.kill(process);
    Ending.ended(process);
    to.close();
  }
}
