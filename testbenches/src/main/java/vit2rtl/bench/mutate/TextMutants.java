package vit2rtl.bench.mutate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The small faults that an emitted text offers: operators, constants, choices, conditions, signals of the same type
 * exchanged, parts of words cut out elsewhere, registers that keep what they should replace or lose their reset, pins
 * connected elsewhere, bits of tables. None makes a loop without a register.
 */
final class TextMutants {
  private static final Pattern ASSIGN = Pattern.compile("^(\\s*assign (\\w+) = )(.*);$");
  private static final Pattern NEXT = Pattern.compile("^(\\s*(\\w+)(?:\\[\\w+\\])? <= )(.*);$");
  private static final Pattern IF = Pattern.compile("^(\\s*(?:end else )?if\\()(.*)\\) begin$");
  private static final Pattern WORD = Pattern.compile("^(\\s*(\\w+)\\[(\\d+)\\] = (\\d+)'b)([01]+);$");
  private static final Pattern PIN = Pattern.compile("^(\\s*\\.\\w+\\s*\\()(\\w+)(\\s*\\),? //i)$");
  private static final Set<String> UNTOUCHED = Set.of("clk", "reset");

  private final List<String> lines;
  private final Random random;
  private final List<Site> sites = new ArrayList<>();
  /** Memories that the module writes: what they begin with is no table. */
  private Set<String> written = Set.of();

  /** What a line is, which says how several of its mutants live in one text. */
  enum Form { ASSIGN, NEXT, IF, WORD, PIN }

  /**
   * A mutant that the text offers.
   *
   * @param line   index
   * @param form   of the line
   * @param target what the line gives a value to; of a table, the memory; else empty
   * @param before of the expression, in the line
   * @param own    the expression; of a table, the word
   * @param other  the expression instead
   * @param kind   of fault
   */
  record Site(TextModule module, int line, Form form, String target, String before, String own, String other,
      String kind) {
    /** The line with the fault. */
    String mutated(String whole) {
      return before + other + whole.substring(before.length() + own.length());
    }
  }

  private TextMutants(List<String> lines, Random random) {
    this.lines = lines;
    this.random = random;
    for (TextModule module : TextModule.of(lines)) {
      String clearing = "";
      written = written(module);
      for (int at = module.body(); at < module.last(); at++) {
        String line = lines.get(at);
        if (line.contains("if(reset) begin")) {
          clearing = "reset";
        } else if (line.strip().startsWith("end")) {
          clearing = "";
        }
        line(module, at, line, clearing.isEmpty() ? "update dropped" : "reset dropped");
      }
    }
  }

  private Set<String> written(TextModule module) {
    return lines.subList(module.body(), module.last()).stream().map(NEXT::matcher).filter(Matcher::matches)
        .map(next -> next.group(2)).collect(Collectors.toSet());
  }

  /** So many mutants, every kind of fault as often as it can be, places drawn by the seed. */
  static List<Site> sample(List<String> lines, int count, long seed) {
    Random random = new Random(seed);
    Map<String, List<Site>> kinds = new LinkedHashMap<>();
    new TextMutants(lines, random).sites.forEach(site ->
        kinds.computeIfAbsent(site.kind(), kind -> new ArrayList<>()).add(site));
    List<Site> drawn = new ArrayList<>();
    while (drawn.size() < count && kinds.values().stream().anyMatch(left -> !left.isEmpty())) {
      for (List<Site> left : kinds.values()) {
        if (!left.isEmpty() && drawn.size() < count) {
          drawn.add(left.remove(random.nextInt(left.size())));
        }
      }
    }
    return drawn;
  }

  private void line(TextModule module, int at, String line, String dropped) {
    Matcher assign = ASSIGN.matcher(line);
    Matcher next = NEXT.matcher(line);
    Matcher condition = IF.matcher(line);
    Matcher word = WORD.matcher(line);
    Matcher pin = PIN.matcher(line);
    if (assign.matches() && module.signals().containsKey(assign.group(2))) {
      expression(module, at, Form.ASSIGN, assign.group(2), assign.group(1), assign.group(3));
    } else if (next.matches() && module.signals().containsKey(next.group(2))) {
      expression(module, at, Form.NEXT, next.group(2), next.group(1), next.group(3));
      if (module.signals().get(next.group(2)).kind() == TextModule.Kind.REGISTER) {
        add(module, at, Form.NEXT, next.group(2), next.group(1), next.group(3), next.group(2), dropped);
      }
    } else if (condition.matches()) {
      condition(module, at, condition);
    } else if (word.matches() && !written.contains(word.group(2))) {
      int bit = random.nextInt(word.group(5).length());
      String own = word.group(5);
      add(module, at, Form.WORD, word.group(2), word.group(1), own,
          own.substring(0, bit) + (own.charAt(bit) == '0' ? '1' : '0') + own.substring(bit + 1), "table");
    } else if (pin.matches() && module.signals().containsKey(pin.group(2)) && !UNTOUCHED.contains(pin.group(2))) {
      String other = substitute(module, pin.group(2), Set.of(TextModule.Kind.REGISTER));
      if (other != null) {
        add(module, at, Form.PIN, pin.group(2), pin.group(1), pin.group(2), other, "another signal at a pin");
      }
    }
  }

  private void condition(TextModule module, int at, Matcher condition) {
    String own = condition.group(2);
    if (own.equals("reset")) {
      add(module, at, Form.IF, "", condition.group(1), own, "1'b0", "resets dropped");
      return;
    }
    add(module, at, Form.IF, "", condition.group(1), own, "!(" + own + ")", "condition inverted");
    add(module, at, Form.IF, "", condition.group(1), own, "1'b1", "enable dropped");
    expression(module, at, Form.IF, "", condition.group(1), own);
  }

  private void expression(TextModule module, int at, Form form, String target, String before, String own) {
    // In a clocked line any signal may stand in for another; elsewhere only registers, which close no loop.
    Set<TextModule.Kind> kinds = form == Form.ASSIGN ? Set.of(TextModule.Kind.REGISTER)
        : Set.of(TextModule.Kind.REGISTER, TextModule.Kind.WIRE, TextModule.Kind.INPUT);
    new Expression(own).variants(name -> width(module, name), name -> substitute(module, name, kinds), random)
        .forEach(variant -> add(module, at, form, target, before, own, variant.text(), variant.kind()));
  }

  private static Integer width(TextModule module, String name) {
    TextModule.Signal signal = module.signals().get(name);
    return signal == null || signal.kind() == TextModule.Kind.MEMORY ? null : signal.width();
  }

  private String substitute(TextModule module, String name, Set<TextModule.Kind> kinds) {
    TextModule.Signal own = module.signals().get(name);
    if (own == null || own.kind() == TextModule.Kind.MEMORY || UNTOUCHED.contains(name)) {
      return null;
    }
    List<String> others = module.signals().entrySet().stream().filter(other -> !other.getKey().equals(name)
        && !UNTOUCHED.contains(other.getKey()) && kinds.contains(other.getValue().kind())
        && other.getValue().isLike(own)).map(Map.Entry::getKey).toList();
    return others.isEmpty() ? null : others.get(random.nextInt(others.size()));
  }

  private void add(TextModule module, int at, Form form, String target, String before, String own, String other,
      String kind) {
    if (!own.equals(other)) {
      sites.add(new Site(module, at, form, target, before, own, other, kind));
    }
  }
}
