package vit2rtl.bench.mutate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A module of the emitted Verilog, whose form is known: declarations, a line each, before everything else.
 *
 * @param name    of the module
 * @param first   index of the line that begins it
 * @param last    index of the line that ends it
 * @param body    index of the first line behind its declarations
 * @param signals what is declared, by name, in the order of the text
 */
record TextModule(String name, int first, int last, int body, Map<String, Signal> signals) {
  private static final Pattern HEAD = Pattern.compile("^module (\\w+) \\($");
  private static final Pattern DECLARED = Pattern.compile("^\\s+(?:\\(\\*.*?\\*\\)\\s*)?(input|output)?\\s*(wire|reg)\\s+"
      + "(signed)?\\s*(?:\\[(\\d+):0\\])?\\s*(\\w+)(\\s*\\[\\d+:\\d+\\])?[;,]?$");

  /** Where a signal comes from. */
  enum Kind { INPUT, WIRE, REGISTER, MEMORY }

  /** A signal; of a memory, its words. */
  record Signal(Kind kind, Direction direction, int width, boolean signed) {
    /** How the text declares a wire of this type. */
    String type() {
      return "wire " + (signed ? "signed " : "") + (width > 1 ? "[" + (width - 1) + ":0] " : "");
    }

    boolean isLike(Signal other) {
      return width == other.width && signed == other.signed;
    }
  }

  /** Whether a signal is a port. */
  enum Direction { IN, OUT, INNER }

  /** The modules of a text. */
  static List<TextModule> of(List<String> lines) {
    List<TextModule> modules = new ArrayList<>();
    for (int at = 0; at < lines.size(); at++) {
      Matcher head = HEAD.matcher(lines.get(at));
      if (head.matches()) {
        int last = at;
        while (!lines.get(last).equals("endmodule")) {
          last++;
        }
        modules.add(module(head.group(1), at, last, lines));
      }
    }
    return modules;
  }

  private static TextModule module(String name, int first, int last, List<String> lines) {
    Map<String, Signal> signals = new LinkedHashMap<>();
    int body = first;
    for (int at = first + 1; at < last; at++) {
      Matcher declared = DECLARED.matcher(lines.get(at));
      if (declared.matches()) {
        signals.put(declared.group(5), signal(declared));
        body = at + 1;
      } else if (lines.get(at).equals(");")) {
        body = at + 1;
      }
    }
    return new TextModule(name, first, last, body, signals);
  }

  private static Signal signal(Matcher declared) {
    String direction = declared.group(1) == null ? "" : declared.group(1);
    Kind kind = declared.group(6) != null ? Kind.MEMORY : declared.group(2).equals("reg") ? Kind.REGISTER
        : direction.equals("input") ? Kind.INPUT : Kind.WIRE;
    int width = declared.group(4) == null ? 1 : Integer.parseInt(declared.group(4)) + 1;
    return new Signal(kind, direction.equals("input") ? Direction.IN : direction.equals("output") ? Direction.OUT
        : Direction.INNER, width, declared.group(3) != null);
  }
}
