package vit2rtl.hdl;

import java.util.List;
import java.util.stream.Collectors;

/** Reads what SpinalHDL says about a refused design: the errors, and of the stack only the user's own lines. */
final class SpinalErrors {
  private static final List<String> LIBRARY = List.of("spinal.", "scala.", "java.", "jdk.", "vit2rtl.hdl.");

  private SpinalErrors() {}

  static String message(Throwable failure) {
    String errors = String.valueOf(failure.getMessage()).lines().map(SpinalErrors::plain).filter(SpinalErrors::tells)
        .distinct().collect(Collectors.joining("\n"));
    return errors.isBlank() ? "elaboration failed: " + failure : errors;
  }

  private static String plain(String line) {
    return line.replaceAll("\\[(Progress|Info|Warning|Error)\\]( at [0-9.]+ :)?", "").strip();
  }

  private static boolean tells(String line) {
    if (line.isEmpty() || line.startsWith("***") || line.startsWith("Spinal will restart")
        || line.startsWith("SpinalHDL v") || line.startsWith("JVM max memory") || line.startsWith("Current date")
        || line.startsWith("Elaborate components") || line.startsWith("Checks and transforms")
        || line.startsWith("at spinal") || line.contains("~~~~") || line.startsWith("Elaboration failed")
        || line.startsWith("Done in") || line.startsWith("SpinalHDL compiler exit") || line.startsWith("Design's errors")) {
      return false;
    }
    return LIBRARY.stream().noneMatch(prefix -> line.startsWith(prefix) || line.startsWith("at " + prefix));
  }
}
