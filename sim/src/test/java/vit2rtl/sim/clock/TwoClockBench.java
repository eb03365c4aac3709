package vit2rtl.sim.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.sim.icarus.Printed;
import vit2rtl.sim.tool.Processes;

/**
 * Hand-written test benches around emitted text, run by Icarus Verilog with two clocks of unrelated periods. What
 * clocks do to real registers is put into the text first: where a register takes a value of the other domain that has
 * changed within the last {@link #WINDOW} nanoseconds, every bit of it is the old or the new one by chance.
 */
final class TwoClockBench {
  private static final double WINDOW = 1.3;
  private static final Pattern CROSSING = Pattern.compile("\\b(stage_0|taken) <= (\\w+);");
  private static final Pattern DECLARED = Pattern.compile("(?:wire|reg) +(?:\\[(\\d+):0\\])? +(\\w+)\\b");

  private TwoClockBench() {}

  /** The text with uncertain crossings; refused where it has none. */
  static String uncertain(String text) {
    StringBuilder all = new StringBuilder("`timescale 1ns/1ps\n");
    int crossings = 0;
    for (String module : text.split("(?<=endmodule\n)")) {
      Matcher crossing = CROSSING.matcher(module);
      while (crossing.find()) {
        String source = crossing.group(2);
        module = module.replace(crossing.group(), crossing.group(1) + " <= " + source + " ^ ((" + source + " ^ late_"
            + source + ") & {$random, $random});").replaceFirst("\\);\n", ");\n  wire ["
            + (width(module, source) - 1) + ":0] late_" + source + ";\n  assign #" + WINDOW + " late_" + source
            + " = " + source + ";\n");
        crossings++;
      }
      all.append(module);
    }
    if (crossings == 0) {
      throw new IllegalArgumentException("no crossing in " + text);
    }
    return all.toString();
  }

  private static int width(String module, String name) {
    Matcher declared = DECLARED.matcher(module);
    while (declared.find()) {
      if (declared.group(2).equals(name)) {
        return declared.group(1) == null ? 1 : Integer.parseInt(declared.group(1)) + 1;
      }
    }
    throw new IllegalArgumentException("no " + name + " in " + module);
  }

  /** Runs design and bench; returns what they printed. */
  static String run(Path folder, String design, String bench) throws IOException {
    Files.writeString(folder.resolve("design.v"), design);
    Files.writeString(folder.resolve("bench.v"), bench);
    Processes.run(folder, List.of("iverilog", "-g2012", "-o", "bench.vvp", "design.v", "bench.v"));
    return Printed.byTheText(Processes.run(folder, List.of("vvp", "-n", "bench.vvp")));
  }

  /** Two clocks, both resets, and a limit of time. */
  static String clocks(double from, double to) {
    return """
        `timescale 1ns/1ps
        module bench;
          reg a_clk = 0, b_clk = 0, a_reset = 1, b_reset = 1;
          always #%s a_clk = ~a_clk;
          always #%s b_clk = ~b_clk;
          initial begin #400 a_reset = 0; b_reset = 0; #4000000 $display("TIMEOUT"); $finish; end
        """.formatted(from / 2, to / 2);
  }
}
