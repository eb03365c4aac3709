package vit2rtl.hdl;

import java.util.Set;
import java.util.regex.Pattern;

/** Which names may appear in the emitted text: legal in Verilog, SystemVerilog and VHDL alike. */
final class Names {
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*");
  private static final Set<String> RESERVED = Set.of(
      "abs", "after", "alias", "all", "always", "and", "architecture", "array", "assert", "assign", "assume", "begin",
      "bit", "body", "buffer", "bus", "byte", "case", "class", "clk", "component", "config", "constant", "cover",
      "default", "disable", "edge", "else", "end", "endmodule", "entity", "enum", "exit", "file", "for", "force",
      "function", "generate", "generic", "if", "in", "initial", "inout", "input", "int", "integer", "interface", "is",
      "label", "library", "linkage", "literal", "logic", "loop", "map", "mod", "module", "nand", "new", "next", "nor",
      "not", "null", "of", "on", "open", "or", "others", "out", "output", "package", "parameter", "port", "procedure",
      "process", "property", "pure", "range", "real", "record", "reg", "register", "reject", "release", "rem", "report",
      "reset", "return", "select", "sequence", "severity", "shared", "signal", "signed", "struct", "subtype", "table",
      "task", "then", "time", "to", "transport", "type", "unaffected", "union", "units", "unsigned", "until", "use",
      "variable", "wait", "when", "while", "wire", "with", "xnor", "xor");

  private Names() {}

  static void check(String what, String name) {
    if (!LEGAL.matcher(name).matches()) {
      throw new NameException("'" + name + "' as a " + what + " name; allowed: letters, digits and single underscores,"
          + " a letter first");
    }
    if (RESERVED.contains(name.toLowerCase(java.util.Locale.ROOT)) && !what.equals("stream")) {
      throw new NameException("'" + name + "' as a " + what + " name; it is a word of Verilog, SystemVerilog or VHDL"
          + " (or the clock or reset): choose another");
    }
  }
}
