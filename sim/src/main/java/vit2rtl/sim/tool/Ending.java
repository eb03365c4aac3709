package vit2rtl.sim.tool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What must not outlive the JVM when a signal ends it: tools with all the processes that they started, and the folders
 * of builds that are not finished. Nothing can be done against SIGKILL; what that leaves is swept later.
 */
public final class Ending {
  private static final Set<Process> TOOLS = ConcurrentHashMap.newKeySet();
  private static final Set<Path> FOLDERS = ConcurrentHashMap.newKeySet();
  private static final int TRIES = 10;
  private static volatile boolean begun;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Ending::end, "ends the tools"));
  }

  private Ending() {}

  private static void end() {
    begun = true;
    List<Process> tools = List.copyOf(TOOLS);
    tools.forEach(Ending::kill);
    FOLDERS.forEach(Ending::delete);
  }

  /** Its own thread may write into it, or delete it, at the same time. */
  private static void delete(Path folder) {
    for (int i = 0; i < TRIES && Files.exists(folder); i++) {
      try {
        Folders.delete(folder);
      } catch (RuntimeException e) {
        // Another try.
      }
    }
  }

  /** Kills a tool and everything it has started. */
  static void kill(Process tool) {
    List<ProcessHandle> all = tool.descendants().toList();
    tool.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
    tool.onExit().join();
  }

  /** A tool runs; while the JVM ends, none does. */
  static void started(Process tool) {
    TOOLS.add(tool);
    if (begun) {
      kill(tool);
      ended(tool);
      throw new ToolException("no tool is started any more: the program is ending");
    }
  }

  static void ended(Process tool) {
    TOOLS.remove(tool);
  }

  /**
   * A build has begun: its folder goes where the JVM ends before it.
   *
   * @param folder its path
   */
  public static void building(Path folder) {
    FOLDERS.add(folder);
  }

  /**
   * A build is finished: its folder stays.
   *
   * @param folder its path
   */
  public static void built(Path folder) {
    FOLDERS.remove(folder);
  }
}
