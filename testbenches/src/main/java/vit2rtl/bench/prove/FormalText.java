package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.hdl.domain.Properties;

/**
 * A verification text as Yosys reads it: what it asserts, assumes and covers carries a label, and covers are written
 * without SystemVerilog's properties, which free Yosys does not read.
 *
 * @param text        with labels
 * @param stated      what is asserted and covered; a module that is instantiated several times states it in each
 *                    instance
 * @param assumptions what is assumed
 */
record FormalText(String text, List<Property> stated, List<Assumption> assumptions) {
  private static final Pattern STATED = Pattern.compile("(?m)^( *)(assert|assume)(\\(.*?\\);(.*))$");
  private static final Pattern MESSAGE = Pattern.compile(
      "(?m)\\$display\\(\"FAILURE ((?:[^\"\\\\]|\\\\.)*)\"\\);(.*)$");
  private static final Pattern COVER = Pattern.compile(
      "(?m)^ *(\\w+) : cover property \\(@\\((posedge|negedge) (\\w+)\\)(?: disable iff \\((!?\\w+)\\))? (\\w+)\\);$");

  static FormalText of(String verificationText) {
    List<Property> stated = new ArrayList<>();
    List<Assumption> assumptions = new ArrayList<>();
    List<MatchResult> told = MESSAGE.matcher(verificationText).results().toList();
    Iterator<MatchResult> messages = told.iterator();
    // What RTL that was written elsewhere states is told in other words, if at all, and left alone.
    String labelled = told.isEmpty() ? verificationText : STATED.matcher(verificationText).replaceAll(match -> {
      String message = message(match, messages);
      String label = "prove_" + (stated.size() + assumptions.size());
      if (match.group(2).equals("assume")) {
        assumptions.add(new Assumption(message.replaceFirst("^" + Properties.ASSUMPTION, ""), Assumption.Scope.ALL,
            label));
      } else {
        stated.add(new Property("check: " + message, Property.Kind.ALWAYS, label));
      }
      return Matcher.quoteReplacement(match.group(1) + label + " : " + match.group(2) + match.group(3));
    });
    if (messages.hasNext()) {
      throw new IllegalStateException("nothing states what is told with '" + messages.next().group(1) + "'");
    }
    String all = COVER.matcher(labelled).replaceAll(match -> {
      String label = "prove_" + (stated.size() + assumptions.size());
      stated.add(new Property("cover: " + match.group(1), Property.Kind.REACHED, label));
      String on = match.group(4) == null ? "" : "if (!" + match.group(4) + ") ";
      return "  always @(" + match.group(2) + " " + match.group(3) + ") begin " + on + label + " : cover("
          + match.group(5) + "); end";
    });
    return new FormalText(all, List.copyOf(stated), List.copyOf(assumptions));
  }

  /**
   * What is told where a statement fails. The messages come in the order of the statements, but not always each behind its
   * own: those of statements beside each other with one condition are told together. Both carry the line that they are of.
   */
  private static String message(MatchResult statement, Iterator<MatchResult> messages) {
    if (!messages.hasNext()) {
      throw new IllegalStateException("nothing is told where this fails: " + statement.group());
    }
    MatchResult next = messages.next();
    if (!next.group(2).equals(statement.group(4))) {
      throw new IllegalStateException("'" + next.group(1) + "' is not told by this: " + statement.group());
    }
    return next.group(1);
  }
}
