package vit2rtl.hdl.verilog;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memories' read ports under the names that designs have for their words: the elaborator calls a port
 * {@code words_spinal_port0} and copies it into the signal {@code word}.
 */
public final class ReadPorts {
  private static final String INVENTED = "_spinal_port";
  private static final Pattern PORT = Pattern.compile("\\b(\\w+)" + INVENTED + "\\d+\\b");
  private static final String END = "\nend arch;\n";
  private static final Pattern COPY = Pattern.compile("(?m)^  assign (\\w+) = (\\w+);(?: *//.*)?\\n");
  private static final Pattern WORD = Pattern.compile("\\w+");

  /** Module text with names of ports replaced. */
  record Renamed(String declarations, String statements) {}

  private ReadPorts() {}

  /** Text in which the read ports {@code ports} have the names of the signals they are copied to. */
  static Renamed rename(Collection<String> ports, String declarations, String statements) {
    if (ports.isEmpty()) {
      return new Renamed(declarations, statements);
    }
    Map<String, String> names = new HashMap<>();
    Map<String, String> nets = new LinkedHashMap<>();
    Matcher copies = COPY.matcher(statements);
    StringBuilder kept = new StringBuilder();
    while (copies.find()) {
      String signal = copies.group(1);
      String port = copies.group(2);
      boolean named = ports.contains(port) && !names.containsKey(port)
          && Pattern.compile("(?m)^  wire .* " + signal + ";$").matcher(declarations).find();
      if (named) {
        names.put(port, signal);
        nets.put(signal, declarations.lines().anyMatch(line -> line.startsWith("  reg ") && line.endsWith(" " + port + ";"))
            ? "reg " : "wire");
      }
      copies.appendReplacement(kept, named ? "" : Matcher.quoteReplacement(copies.group()));
    }
    copies.appendTail(kept);
    Set<String> taken = names.keySet().containsAll(ports) ? Set.of() : words(declarations + statements);
    StringBuilder declared = new StringBuilder();
    for (String port : ports) {
      if (!names.containsKey(port)) {
        names.put(port, free(port.replaceAll(INVENTED + "\\d+$", "_read"), taken));
      }
    }
    declarations.lines().forEach(line -> {
      String name = line.substring(line.lastIndexOf(' ') + 1).replace(";", "");
      if (nets.containsKey(name)) {
        declared.append("  ").append(nets.get(name)).append(line.substring(6)).append('\n');
      } else if (!ports.contains(name) || !nets.containsKey(names.get(name))) {
        declared.append(replaced(line, names)).append('\n');
      }
    });
    return new Renamed(declared.toString(), replaced(kept.toString(), names));
  }

  /**
   * {@return VHDL, with ports called after their memories}
   *
   * @param text the emitted text
   */
  public static String inVhdl(String text) {
    StringBuilder result = new StringBuilder();
    for (int begin = 0; begin < text.length();) {
      int end = text.indexOf(END, begin);
      int next = end < 0 ? text.length() : end + END.length();
      String module = text.substring(begin, next);
      result.append(module.contains(INVENTED) ? inVhdlModule(module) : module);
      begin = next;
    }
    return result.toString();
  }

  private static String inVhdlModule(String text) {
    Set<String> taken = words(text);
    Map<String, String> names = new HashMap<>();
    PORT.matcher(text).results().forEach(port ->
        names.computeIfAbsent(port.group(), key -> free(port.group(1) + "_read", taken)));
    return replaced(text, names);
  }

  /** Words of a text, in lower case. */
  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      words.add(word.group().toLowerCase(Locale.ROOT));
    }
    return words;
  }

  private static String free(String base, Set<String> taken) {
    String name = base;
    for (int i = 1; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
      name = base + "_" + i;
    }
    return name;
  }

  private static String replaced(String text, Map<String, String> names) {
    return text.contains(INVENTED)
        ? PORT.matcher(text).replaceAll(port -> names.getOrDefault(port.group(), port.group()))
        : text;
  }
}
