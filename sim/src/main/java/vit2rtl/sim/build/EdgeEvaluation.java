package vit2rtl.sim.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a model is evaluated at its clock's edge where its inputs have settled at the level before: by Verilator's own function
 * without its first loop, in which combinational logic follows the inputs. Nothing that this logic reads has changed since
 * then, for it does not read the clock; where it does, or where the function is not as we know it, there is none.
 */
final class EdgeEvaluation {
  /** What it is called. */
  static final String NAME = "vit_edge";
  private static final Pattern WHOLE =
      Pattern.compile("(?ms)^void Vtop___024root___eval\\(Vtop___024root\\* vlSelf\\) \\{\\n(.*?)^\\}");
  private static final String SELF = "(?:vlSelf(?:->|Ref\\.))?";
  private static final Pattern LOOP = Pattern.compile("(?ms)^    " + SELF + "__VicoIterCount = 0U;\\n(?:    " + SELF
      + "__VicoFirstIteration = 1U;\\n)?    __VicoContinue = 1U;\\n    while \\(__VicoContinue\\) \\{\\n.*?^    \\}\\n");
  private static final Pattern DECLARATION = Pattern.compile("(?m)^    [CI]Data/\\*[0-9:]+\\*/ __Vico\\w+;\\n");
  /** Every function that runs in that loop has "ico" in its name, for "input combinational". */
  private static final Pattern FOLLOWS = Pattern.compile("(?ms)^[^\\n]*\\bvoid \\w*ico\\w*\\([^)]*\\) \\{\\n(.*?)^\\}"
      + "|^[^\\n]*\\bbool \\w*ico\\w*\\([^)]*\\) \\{\\n(.*?)^\\}");

  private EdgeEvaluation() {}

  /** What decides, for the keys of models. */
  static List<String> rules() {
    return List.of(WHOLE.pattern(), LOOP.pattern(), DECLARATION.pattern(), FOLLOWS.pattern());
  }

  /**
   * The function, in C++, for behind the model's text.
   *
   * @param model folder of what Verilator wrote
   * @param clock the clock's member
   */
  static Optional<String> of(Path model, String clock) throws IOException {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> files = Files.list(model)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".cpp")).sorted().toList()) {
        sources.add(Files.readString(file));
      }
    }
    return of(String.join("\n", sources), clock);
  }

  /** The same from the text of all files. */
  static Optional<String> of(String sources, String clock) {
    Matcher whole = WHOLE.matcher(sources);
    if (!whole.find() || reads(sources, clock)) {
      return Optional.empty();
    }
    String body = DECLARATION.matcher(whole.group(1)).replaceAll("");
    String rest = LOOP.matcher(body).replaceFirst("");
    return rest.contains("Vico") || rest.equals(body) ? Optional.empty()
        : Optional.of("static void " + NAME + "(Vtop___024root* vlSelf) {\n" + rest + "}\n");
  }

  private static boolean reads(String sources, String clock) {
    Pattern name = Pattern.compile("\\b" + Pattern.quote(clock) + "\\b");
    Matcher follows = FOLLOWS.matcher(sources);
    boolean found = false;
    while (follows.find()) {
      found = true;
      if (name.matcher(follows.group()).find()) {
        return true;
      }
    }
    return !found;
  }
}
