package vit2rtl.sim.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vit2rtl.sim.wave.Waveform;

/**
 * How the shim evaluates a model and reaches its ports: by the function that {@code Vtop::eval} ends in, and in the
 * object that {@code Vtop}'s references lead to, where the model just generated has both as we know them; else by its
 * public interface. What is left out is the queue of messages of models with several threads, whose thread-local flags
 * cost a small model a quarter of its speed.
 */
final class DirectAccess {
  private static final String DIRECT = """
      #define VIT_PORTS Vtop___024root
      #define VIT_PORTS_OF(top) (top)->rootp
      #define VIT_EVALUATE(ports) Vtop___024root___eval(ports)
      """;
  private static final String PUBLIC = """
      #define VIT_PORTS Vtop
      #define VIT_PORTS_OF(top) (top)
      #define VIT_EVALUATE(ports) (ports)->eval()
      """;
  private static final String ROOT = "Vtop___024root* const rootp;";
  private static final String DECLARATION = "void Vtop___024root___eval(Vtop___024root* vlSelf);";
  private static final String EVALUATION = "Vtop___024root___eval(&(vlSymsp->TOP));";
  private static final Pattern PORT = Pattern.compile("(?m)^\\s*VL_(?:IN|OUT)(?:8|16|64|W|)\\((\\w+),");
  private static final Pattern STEP = Pattern.compile("(?ms)^void Vtop::eval_step\\(\\) \\{\\n(.*?)^\\}");
  /** Parts of it that do nothing after the first evaluation, which the shim makes through the public interface. */
  private static final List<Pattern> FIRST = List.of(Pattern.compile("(?ms)^#ifdef VL_DEBUG$.*?^#endif.*?$"),
      Pattern.compile("(?ms)^ *if \\(VL_UNLIKELY\\(!vlSymsp->__Vm_didInit\\)\\) \\{.*?^    \\}$"));
  /** Lines that a model of one thread without objects of classes does not need. */
  private static final Pattern NEEDLESS = Pattern.compile("VL_DEBUG_IF\\(.*\\);"
      + "|Verilated::(mtaskId|endOfThreadMTask|endOfEval)\\(.*\\);|vlSymsp->__Vm_deleter\\.deleteAll\\(\\);|//.*|");

  private DirectAccess() {}

  /**
   * The macros for the model in a folder, whose ports have these names in C++. A traced model also notes what changed:
   * it is evaluated publicly.
   */
  static String macros(Path model, Collection<String> ports, Waveform.Format waveform) throws IOException {
    return isDirect(model, ports, waveform) ? DIRECT : PUBLIC;
  }

  /**
   * The macro, and the function behind it, that evaluates an edge of a clock between whose levels no input changes.
   *
   * @param clock the only clock's name in C++
   */
  static String edge(Path model, Collection<String> ports, Waveform.Format waveform, String clock) throws IOException {
    Optional<String> function = isDirect(model, ports, waveform) ? EdgeEvaluation.of(model, clock) : Optional.empty();
    return function.map(text -> text + "#define VIT_EDGE(ports) " + EdgeEvaluation.NAME + "(ports)\n")
        .orElse("#define VIT_EDGE(ports) VIT_EVALUATE(ports)\n");
  }

  private static boolean isDirect(Path model, Collection<String> ports, Waveform.Format waveform) throws IOException {
    Path root = model.resolve("Vtop___024root.h");
    return waveform == Waveform.Format.NONE && Files.exists(root)
        && isKnown(Files.readString(model.resolve("Vtop.h")), Files.readString(model.resolve("Vtop.cpp")))
        && hasAll(Files.readString(root), ports);
  }

  /** Whether the inner object has the ports as members. */
  static boolean hasAll(String root, Collection<String> ports) {
    Set<String> members = PORT.matcher(root).results().map(m -> m.group(1)).collect(Collectors.toSet());
    return members.containsAll(ports);
  }

  /** Whether the class's evaluation does nothing besides what we call in its place. */
  static boolean isKnown(String header, String source) {
    Matcher step = STEP.matcher(source);
    if (!header.contains(ROOT) || !source.contains(DECLARATION) || !step.find()) {
      return false;
    }
    String body = step.group(1);
    for (Pattern first : FIRST) {
      body = first.matcher(body).replaceAll("");
    }
    List<String> rest = body.lines().map(String::strip).filter(line -> !NEEDLESS.matcher(line).matches()).toList();
    return rest.equals(List.of(EVALUATION));
  }
}
