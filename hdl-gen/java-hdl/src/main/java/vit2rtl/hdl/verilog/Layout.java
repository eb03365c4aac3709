package vit2rtl.hdl.verilog;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The look of ports and statements. */
final class Layout {
  private static final Pattern PORT =
      Pattern.compile("((?:\\(\\*.*\\*\\) *)*(?:input |output|inout ) (?:wire|reg )) *((?:signed )?(?:\\[\\d+:0\\])?) +(\\w+.*)");
  /** A signal or a memory. */
  private static final Pattern DECLARED = Pattern.compile(
      "(  (?:\\(\\*.*?\\*\\) *)?(?:wire|reg)) +((?:signed )?(?:\\[\\d+:0\\])?) *(\\w+(?: \\[0:\\d+\\])?;.*)");
  /** What stands under a condition that always holds. */
  private static final Pattern ALWAYS = Pattern.compile("(?m)^( *)if\\(1'b1\\) begin\\n((?:\\1  .*\\n)*)\\1end\\n");
  /** A port bound to the whole of a signal. */
  private static final Pattern BOUND = Pattern.compile("^(    \\.\\w+ *\\(\\w+)\\[\\d+:0\\]( *)(\\),? *//[io])$");

  private Layout() {}

  static String statements(String statements) {
    return ALWAYS.matcher(statements).replaceAll(held ->
        Matcher.quoteReplacement(held.group(2).replaceAll("(?m)^  ", ""))).lines().map(Layout::line).collect(Collectors.joining("\n", "", "\n"));
  }

  /** Ports, their ranges and names in columns. */
  static List<String> ports(List<String> ports) {
    int width = ports.stream().map(PORT::matcher).filter(Matcher::matches)
        .mapToInt(port -> port.group(2).strip().length()).max().orElse(0);
    return ports.stream().map(port -> {
      Matcher parts = PORT.matcher(port);
      return parts.matches()
          ? parts.group(1) + " " + String.format("%-" + Math.max(1, width) + "s", parts.group(2).strip()) + " " + parts.group(3)
          : port;
    }).toList();
  }

  /** Signals and memories, their ranges and names in columns. */
  static String declarations(String declarations) {
    int width = declarations.lines().map(DECLARED::matcher).filter(Matcher::matches)
        .mapToInt(signal -> signal.group(2).strip().length()).max().orElse(0);
    return declarations.lines().map(line -> {
      Matcher parts = DECLARED.matcher(line);
      return parts.matches()
          ? parts.group(1) + (parts.group(1).endsWith("wire") ? " " : "  ")
              + (width == 0 ? "" : String.format("%-" + width + "s ", parts.group(2).strip())) + parts.group(3)
          : line;
    }).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String line(String line) {
    Matcher bound = BOUND.matcher(line);
    if (bound.matches()) {
      int range = line.length() - bound.group(1).length() - bound.group(2).length() - bound.group(3).length();
      return bound.group(1) + " ".repeat(range) + bound.group(2) + bound.group(3);
    }
    // One pair of parentheses around a condition is enough.
    for (String opening : new String[] {"if((", "case(("}) {
      int start = line.indexOf(opening);
      int end = line.endsWith(")) begin") ? line.length() - 8 : line.endsWith("))") ? line.length() - 2 : -1;
      if (start >= 0 && end > start && encloses(line, start + opening.length() - 1, end)) {
        return line.substring(0, start + opening.length() - 1) + line.substring(start + opening.length(), end)
            + line.substring(end + 1);
      }
    }
    return line;
  }

  /** Whether the parenthesis at {@code open} is closed by the one at {@code close}. */
  private static boolean encloses(String line, int open, int close) {
    int depth = 0;
    for (int i = open; i <= close; i++) {
      depth += line.charAt(i) == '(' ? 1 : line.charAt(i) == ')' ? -1 : 0;
      if (depth == 0) {
        return i == close;
      }
    }
    return false;
  }
}
