package vit2rtl.hdl.verilog;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bits of a module that nothing reads, led into a signal that says so: what a rounding or a modulo drops, and ports
 * that the protocol has but this module does not need. Verilator takes a signal of such a name for a statement that the
 * designer knows; everything else that it finds unread would be an oversight.
 */
final class Unused {
  private static final Pattern DECLARED =
      Pattern.compile("^ *(?:\\(\\*.*\\*\\) *)?(?:input +)?(?:wire|reg) +(?:signed +)?(?:\\[(\\d+):0\\])? *(\\w+)[;,]?$");
  private static final Pattern NAME = Pattern.compile("(?<![\\w.$'])([A-Za-z_]\\w*)(?:\\[(\\d+)(?::(\\d+))?\\])?");
  private static final Pattern DRIVEN = Pattern.compile("^ *(?:assign +)?(\\w+)(\\[[^=]*\\])? <?= (.*)$");
  private static final int LINE = 100;

  private final Map<String, BitSet> unread = new LinkedHashMap<>();
  private final Map<String, Integer> widths = new LinkedHashMap<>();

  private Unused() {}

  /** The statement; nothing where everything is read. */
  static String of(Iterable<String> ports, String declarations, String statements) {
    Unused unused = new Unused();
    ports.forEach(unused::declare);
    declarations.lines().forEach(unused::declare);
    statements.lines().forEach(unused::read);
    return unused.statement();
  }

  private void declare(String line) {
    Matcher matcher = DECLARED.matcher(line);
    if (matcher.matches()) {
      int width = matcher.group(1) == null ? 1 : Integer.parseInt(matcher.group(1)) + 1;
      widths.put(matcher.group(2), width);
      BitSet bits = new BitSet();
      bits.set(0, width);
      unread.put(matcher.group(2), bits);
    }
  }

  private void read(String line) {
    int comment = line.indexOf("//");
    String code = comment < 0 ? line : line.substring(0, comment);
    if (code.stripLeading().startsWith(".") && line.contains("//o")) {
      return;
    }
    Matcher driven = DRIVEN.matcher(code);
    if (driven.matches()) {
      if (driven.group(2) != null) {
        names(driven.group(2));
      }
      names(driven.group(3));
    } else {
      names(code);
    }
  }

  private void names(String code) {
    Matcher name = NAME.matcher(code);
    while (name.find()) {
      BitSet bits = unread.get(name.group(1));
      if (bits == null) {
        continue;
      }
      if (name.group(2) == null) {
        bits.clear();
      } else {
        int high = Integer.parseInt(name.group(2));
        bits.clear(name.group(3) == null ? high : Integer.parseInt(name.group(3)), high + 1);
      }
    }
  }

  private String statement() {
    List<String> parts = new ArrayList<>();
    unread.forEach((name, bits) -> {
      if (bits.cardinality() == widths.get(name)) {
        parts.add(name);
        return;
      }
      for (int low = bits.nextSetBit(0); low >= 0; low = bits.nextSetBit(bits.nextClearBit(low))) {
        int high = bits.nextClearBit(low) - 1;
        parts.add(name + (high == low ? "[" + low + "]" : "[" + high + ":" + low + "]"));
      }
    });
    if (parts.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("\n  // Not read here: bits that rounding or a modulo drops, and ports that only the interface needs.\n"
        + "  wire _unused = &{1'b0");
    int column = text.length() - text.lastIndexOf("\n");
    for (String part : parts) {
      boolean breaks = column + part.length() + 2 > LINE;
      text.append(breaks ? ",\n    " : ", ").append(part);
      column = breaks ? part.length() + 4 : column + part.length() + 2;
    }
    return text.append("};\n").toString();
  }
}
