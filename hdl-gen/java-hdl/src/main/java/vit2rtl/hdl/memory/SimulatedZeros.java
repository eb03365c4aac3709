package vit2rtl.hdl.memory;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.hdl.rtl.Language;

/**
 * Memories whose words begin as 0 in simulators with undefined values. The elaborator has no statement for it that
 * synthesis does not see, so memories carry a mark, which becomes a loop in Verilog and a default in VHDL, both hidden
 * from synthesis, and the one in Verilog from Verilator.
 */
public final class SimulatedZeros {
  private static final String MARK = "vit2rtl_zeros";
  /** Attributes in the order of {@link Mem}: other ones may stand beside the mark. */
  private static final Pattern VERILOG = Pattern.compile("(?m)^( *)\\(\\*(.*?)\\b" + MARK
      + " = \"true\"(.*?)\\*\\) *(reg +(?:signed +)?(?:\\[\\d+:0\\] +)?(\\w+) +\\[0:(\\d+)\\];.*)$");
  private static final Pattern VHDL = Pattern.compile("(?m)^( *)(signal (\\w+) : \\w+);((?:\\n *attribute .*)*?)\\n *attribute "
      + MARK + " of \\3 : signal is \"true\";$");
  private static final Pattern VHDL_MARK = Pattern.compile("(?m)^ *attribute " + MARK + " : string;\\n");

  private SimulatedZeros() {}

  static void mark(spinal.core.Mem<?> memory) {
    memory.addAttribute(MARK, "true");
  }

  /** The variable of a memory's loop: nothing else may have its name. */
  static String loopVariable(String memory) {
    return memory + "_word";
  }

  /**
   * {@return the text with the marks turned into statements}
   *
   * @param language of the text
   * @param text     as the elaborator emits it
   */
  public static String written(Language language, String text) {
    if (!text.contains(MARK)) {
      return text;
    }
    return language == Language.VHDL
        ? VHDL_MARK.matcher(VHDL.matcher(text).replaceAll(SimulatedZeros::vhdl)).replaceAll("")
        : VERILOG.matcher(text).replaceAll(SimulatedZeros::verilog);
  }

  private static String verilog(MatchResult found) {
    String indent = found.group(1);
    String attributes = (found.group(2) + found.group(3)).replaceAll("^[ ,]+|[ ,]+$", "");
    return Matcher.quoteReplacement("""
        %1$s%2$s
        `ifndef SYNTHESIS
        `ifndef VERILATOR
        %1$sinteger %3$s;
        %1$sinitial for (%3$s = 0; %3$s <= %4$s; %3$s = %3$s + 1) %5$s[%3$s] = 0;
        `endif
        `endif""".formatted(indent, (attributes.isEmpty() ? "" : "(* " + attributes + " *) ") + found.group(4),
        loopVariable(found.group(5)), found.group(6), found.group(5)));
  }

  private static String vhdl(MatchResult found) {
    String indent = found.group(1);
    return Matcher.quoteReplacement("""
        %1$s%2$s
        %1$s-- pragma translate_off
        %1$s  := (others => (others => '0'))
        %1$s-- pragma translate_on
        %1$s;%3$s""".formatted(indent, found.group(2), found.group(4)));
  }
}
