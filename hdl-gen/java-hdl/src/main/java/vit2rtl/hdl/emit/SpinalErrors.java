package vit2rtl.hdl.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vit2rtl.hdl.error.Diagnostic;
import vit2rtl.hdl.error.ElaborationException;
import vit2rtl.hdl.error.HdlException;
import vit2rtl.hdl.error.Rule;
import vit2rtl.hdl.error.UserFrame;
import vit2rtl.hdl.internal.Elaboration;
import vit2rtl.hdl.internal.PartlySet;

/** Reads what SpinalHDL says about a refused design: every pending error, and of each stack the user's own line. */
public final class SpinalErrors {
  private static final Pattern SEPARATOR = Pattern.compile("(?m)^\\*{20,}$");
  private static final Pattern SIGNAL = Pattern.compile("\\(([\\w/]*?)/?(\\w+) : +([^)]*)\\)");
  private static final Pattern MEMORY = Pattern.compile("([\\w/]*?)/?(\\w+) : +(Mem\\[[^\\]]*\\])");
  private static final Pattern FRAME = Pattern.compile("at ([\\w.$]+)\\.[\\w$<>]+\\((\\w+\\.java:\\d+)\\)");
  private static final String SPINAL_TOP = "toplevel";

  private final String top;
  private final Elaboration elaboration;

  private SpinalErrors(String top, Elaboration elaboration) {
    this.top = top;
    this.elaboration = elaboration;
  }

  /**
   * {@return what the elaborator threw, in the user's words}
   *
   * @param failure     what it threw
   * @param top         name of the top, as messages call the design
   * @param elaboration the run, which knows the user's names
   */
  public static HdlException translate(Throwable failure, String top, Elaboration elaboration) {
    SpinalErrors errors = new SpinalErrors(top, elaboration);
    List<Diagnostic> diagnostics = new ArrayList<>();
    Rule first = null;
    for (String block : SEPARATOR.split(String.valueOf(failure.getMessage()))) {
      String report = block.strip();
      Rule rule = errors.rule(report);
      if (!isChatter(report)) {
        first = first == null ? rule : first;
        diagnostics.add(errors.diagnostic(rule, report));
      }
    }
    return first == null
        ? new ElaborationException(List.of(new Diagnostic("", top, "", "elaboration failed: " + failure, "")), failure)
        : first.exception(diagnostics.stream().distinct().toList(), failure);
  }

  private static boolean isChatter(String report) {
    return report.isEmpty() || report.startsWith("Error detected in phase")
        || report.startsWith("Design's errors are listed") || report.equals("null");
  }

  /** A wire of which some bits are never set is a latch to SpinalHDL. */
  private Rule rule(String report) {
    Rule rule = Rule.of(report);
    return rule == Rule.LATCH && !neverSet(report).isEmpty() ? Rule.PARTLY_ASSIGNED : rule;
  }

  private String neverSet(String report) {
    Matcher signal = SIGNAL.matcher(report);
    return signal.find() ? PartlySet.of(elaboration).neverSet(signal.group(1), signal.group(2)) : "";
  }

  private Diagnostic diagnostic(Rule rule, String report) {
    CrossingReport crossing = rule == Rule.CLOCK_CROSSING ? CrossingReport.of(report) : null;
    if (crossing != null) {
      String path = path(crossing.path());
      return new Diagnostic(elaboration.declared(path, crossing.name()), path,
          crossing.name() + " (" + crossing.kind() + ")", crossing.what(), rule.fix());
    }
    Matcher signal = SIGNAL.matcher(report);
    Matcher memory = MEMORY.matcher(report);
    if (signal.find()) {
      return diagnostic(rule, report, signal);
    }
    return memory.find()
        ? diagnostic(rule, report, memory)
        : new Diagnostic(position(report), top, "", firstLine(report), "");
  }

  private Diagnostic diagnostic(Rule rule, String report, Matcher signal) {
    String path = path(signal.group(1));
    String name = signal.group(2);
    String position = position(report);
    return new Diagnostic(position.isEmpty() ? elaboration.declared(path, name) : position, path,
        name + " (" + signal.group(3).strip() + ")", what(rule, report), rule.fix());
  }

  private String what(Rule rule, String report) {
    if (rule == Rule.PARTLY_ASSIGNED && !neverSet(report).isEmpty()) {
      return "nothing sets its bits " + neverSet(report);
    }
    return rule == Rule.OTHER ? firstLine(report) : rule.what();
  }

  private String path(String spinal) {
    return spinal.startsWith(SPINAL_TOP) ? top + spinal.substring(SPINAL_TOP.length()) : top;
  }

  private static String firstLine(String report) {
    return report.lines().map(String::strip).filter(line -> !line.startsWith("at ")).collect(Collectors.joining(" "));
  }

  private static String position(String report) {
    Matcher frame = FRAME.matcher(report);
    while (frame.find()) {
      if (!UserFrame.isLibrary(frame.group(1))) {
        return frame.group(2);
      }
    }
    return "";
  }
}
