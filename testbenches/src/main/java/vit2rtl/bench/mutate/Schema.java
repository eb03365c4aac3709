package vit2rtl.bench.mutate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vit2rtl.bench.mutate.TextMutants.Form;
import vit2rtl.bench.mutate.TextMutants.Site;

/**
 * One text that holds many mutants, of which a port chooses: {@value #PORT} is 0 for the original and a mutant's number
 * for that mutant. So one compilation serves them all.
 *
 * <p>What a mutated line gives a value to keeps its type: every mutant of an expression is a wire of that type, as the
 * expression itself is. A mutated word of a table, which is no expression, is inverted where the table is read.
 */
final class Schema {
  static final String PORT = "vit2rtl_mutant";
  static final int BITS = 16;
  private static final Pattern INSTANCE = Pattern.compile("^  (\\w+) (\\w+) \\($");

  private final List<String> lines;
  private final Map<Integer, Site> mutants;
  private final List<TextModule> modules;
  private final Map<Integer, List<Integer>> byLine = new TreeMap<>();
  private final Map<String, List<Integer>> words = new HashMap<>();

  private Schema(List<String> lines, Map<Integer, Site> mutants) {
    this.lines = lines;
    this.mutants = new TreeMap<>(mutants);
    this.modules = TextModule.of(lines);
    this.mutants.forEach((number, site) -> {
      if (site.form() == Form.WORD) {
        words.computeIfAbsent(site.module().name() + "." + site.target(), key -> new ArrayList<>()).add(number);
      } else {
        byLine.computeIfAbsent(site.line(), line -> new ArrayList<>()).add(number);
      }
    });
  }

  /** The text, with mutants by their numbers. */
  static String of(List<String> lines, Map<Integer, Site> mutants) {
    return new Schema(lines, mutants).text();
  }

  private String text() {
    List<String> names = modules.stream().map(TextModule::name).toList();
    StringBuilder text = new StringBuilder();
    int at = 0;
    for (TextModule module : modules) {
      for (; at <= module.first(); at++) {
        text.append(lines.get(at)).append('\n');
      }
      text.append("  input  wire [").append(BITS - 1).append(":0] ").append(PORT).append(",\n");
      StringBuilder body = new StringBuilder();
      StringBuilder wires = new StringBuilder();
      for (; at < module.body(); at++) {
        text.append(lines.get(at)).append('\n');
      }
      for (; at <= module.last(); at++) {
        Matcher instance = INSTANCE.matcher(lines.get(at));
        body.append(line(module, at, wires)).append('\n');
        if (instance.matches() && names.contains(instance.group(1))) {
          body.append("    .").append(PORT).append(" (").append(PORT).append("), //i\n");
        }
      }
      text.append(wires).append(body);
    }
    for (; at < lines.size(); at++) {
      text.append(lines.get(at)).append('\n');
    }
    return text.toString();
  }

  private String line(TextModule module, int at, StringBuilder wires) {
    String line = lines.get(at);
    List<Integer> here = byLine.getOrDefault(at, List.of());
    if (here.isEmpty()) {
      int value = line.contains("assign ") ? line.indexOf(" = ") : line.indexOf(" <= ");
      return value < 0 ? line : line.substring(0, value) + read(module, line.substring(value));
    }
    Site first = mutants.get(here.get(0));
    String rest = line.substring(first.before().length() + first.own().length());
    if (first.form() == Form.PIN) {
      return first.before() + choice(here, number -> mutants.get(number).other(), first.own()) + rest;
    }
    String type = first.form() == Form.IF ? "wire " : module.signals().get(first.target()).type();
    for (int number : here) {
      wires.append("  ").append(type).append(name(number)).append(" = ")
          .append(read(module, mutants.get(number).other())).append(";\n");
    }
    String own = PORT + "_line_" + at;
    wires.append("  ").append(type).append(own).append(" = ").append(read(module, first.own())).append(";\n");
    return first.before() + choice(here, Schema::name, own) + rest;
  }

  private static String name(int number) {
    return PORT + "_" + number;
  }

  private static String choice(List<Integer> numbers, IntFunction<String> each, String own) {
    return numbers.stream().map(number -> "(" + PORT + " == " + BITS + "'d" + number + ") ? " + each.apply(number)
        + " : ").collect(Collectors.joining()) + own;
  }

  /** An expression in which mutated words are inverted where their table is read. */
  private String read(TextModule module, String expression) {
    String text = expression;
    for (Map.Entry<String, TextModule.Signal> memory : module.signals().entrySet()) {
      List<Integer> changed = words.getOrDefault(module.name() + "." + memory.getKey(), List.of());
      if (changed.isEmpty()) {
        continue;
      }
      int width = memory.getValue().width();
      text = Pattern.compile("\\b" + memory.getKey() + "\\[([^\\]]+)\\]").matcher(text).replaceAll(found -> {
        String mask = changed.stream().map(number -> "(" + PORT + " == " + BITS + "'d" + number + " && "
            + found.group(1) + " == " + address(mutants.get(number)) + ") ? " + width + "'b"
            + difference(mutants.get(number)) + " : ").collect(Collectors.joining()) + width + "'d0";
        String word = "(" + found.group() + " ^ (" + mask + "))";
        return Matcher.quoteReplacement(memory.getValue().signed() ? "$signed" + word : word);
      });
    }
    return text;
  }

  private static String address(Site word) {
    return word.before().replaceAll(".*\\[(\\d+)\\].*", "$1");
  }

  private static String difference(Site word) {
    StringBuilder bits = new StringBuilder();
    for (int i = 0; i < word.own().length(); i++) {
      bits.append(word.own().charAt(i) == word.other().charAt(i) ? '0' : '1');
    }
    return bits.toString();
  }
}
