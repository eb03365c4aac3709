package vit2rtl.hdl.internal.module;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vit2rtl.hdl.domain.ClockDomain;
import vit2rtl.hdl.domain.Clocks;
import vit2rtl.hdl.domain.Properties;
import vit2rtl.hdl.internal.Elaboration;
import vit2rtl.hdl.internal.Instance;
import vit2rtl.hdl.rtl.Edge;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.Reset;
import vit2rtl.hdl.type.Bool;

/**
 * Writes the covers and assumptions of a verification text, which SpinalHDL has no form for in every language: a
 * cover's condition is a signal of its own, and the property is added to the text of its module.
 */
public final class Covers {
  private static final Pattern MODULE = Pattern.compile("(?ms)^module (\\w+) .*?^endmodule$");
  private static final Pattern FORMAL = Pattern.compile(
      "assert(\\([^\\n]*(?:\\n *`else\\n *if[^\\n]*begin\\n *\\$display\\(\"FAILURE | else begin\\n *\\$fatal\\(1, \")"
          + Properties.ASSUMPTION + ")");

  private record Cover(Instance component, String name, String signal, ClockDomain domain) {}

  private final List<Cover> covers = new ArrayList<>();

  private Covers() {}

  public static Covers of(Elaboration elaboration) {
    return elaboration.part(Covers.class, Covers::new);
  }

  /** Counts the clock edges at which a condition holds. */
  public void add(Instance component, String name, Bool condition) {
    component.names().claim("cover", name);
    if (!Elaboration.current().verifying()) {
      return;
    }
    Clocks clocks = Clocks.current();
    Properties.current().requireEdges("cover");
    Bool signal = Naming.expression(component, name + "_condition", Condition.inside(condition));
    signal.spinal().dontSimplifyIt();
    spinal.core.ClockDomain domain = clocks.spinal(clocks.domain());
    domain.readClockWire();
    domain.readResetWire();
    covers.add(new Cover(component, name, signal.name(), clocks.domain()));
  }

  /** A text with the properties in it. */
  public String write(String text, Language language) {
    if (language == Language.VHDL) {
      return text;
    }
    String assumed = FORMAL.matcher(text).replaceAll("assume$1");
    return covers.isEmpty() ? assumed : MODULE.matcher(assumed).replaceAll(module -> Matcher.quoteReplacement(
        module.group().replaceFirst("endmodule$", Matcher.quoteReplacement(
            properties(module.group(1), module.group()) + "endmodule"))));
  }

  /** A module may be emitted under its name with a number. */
  private String properties(String module, String body) {
    String lines = covers.stream().filter(cover -> module.matches(cover.component().module() + "(_\\d+)?"))
        .filter(cover -> Pattern.compile("\\b" + cover.signal() + ";").matcher(body).find())
        .map(Covers::property).distinct().collect(Collectors.joining());
    // Icarus Verilog has no properties.
    return lines.isEmpty() ? "" : "`ifndef SYNTHESIS\n`ifndef __ICARUS__\n" + lines + "`endif\n`endif\n";
  }

  private static String property(Cover cover) {
    ClockDomain domain = cover.domain();
    String edge = domain.edge() == Edge.RISING ? "posedge " : "negedge ";
    String off = domain.reset().map(reset -> " disable iff ("
        + (reset.active() == Reset.Level.HIGH ? "" : "!") + reset.name() + ")").orElse("");
    return "  " + cover.name() + " : cover property (@(" + edge + domain.clock() + ")" + off + " " + cover.signal()
        + ");\n";
  }
}
