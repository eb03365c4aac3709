package vit2rtl.sim.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vit2rtl.sim.tool.Processes;
import vit2rtl.sim.tool.ToolException;
import vit2rtl.sim.tool.Tools;

/**
 * What tools say about themselves, kept in the cache for as long as their executables do not change: asking takes
 * longer than loading a model.
 */
final class ToolAnswers {
  /** Verilator is a script around this program. */
  private static final String VERILATOR_PROGRAM = "verilator_bin";

  private final ModelCache cache;

  ToolAnswers(ModelCache cache) {
    this.cache = cache;
  }

  /** The version line of a tool that is present and recent enough. */
  String version(Tools tool) {
    tool.requireInstalled();
    List<String> command = new ArrayList<>(List.of(tool.name()));
    command.addAll(tool.versionArgs());
    String line = answer(tool, command).lines().findFirst().orElse("");
    tool.requireVersion(line);
    return line;
  }

  /** What a tool prints. */
  String answer(Tools tool, List<String> command) {
    List<String> key = new ArrayList<>(List.of("tool"));
    key.addAll(command);
    key.add(identity(tool.find()));
    if (tool.equals(Tools.VERILATOR)) {
      key.add(identity(Tools.find(VERILATOR_PROGRAM)));
      key.add(String.valueOf(System.getenv("VERILATOR_ROOT")));
    }
    Path file = cache.get(ModelCache.key(key), "answer.txt",
        folder -> Files.writeString(folder.resolve("answer"), Processes.run(null, command)));
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ToolException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String identity(Optional<Path> executable) {
    if (executable.isEmpty()) {
      return "none";
    }
    try {
      Path file = executable.get().toRealPath();
      return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return executable.get().toString();
    }
  }
}
