package vit2rtl.sim.icarus;

import vit2rtl.sim.dut.StallPattern;

/**
 * Stall patterns in Verilog: the task {@code draw_NAME} sets {@code paused} to what {@code Stall::pause} of runtime.h
 * returns at the same point, so that both simulators see the same schedule.
 */
final class StallText {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final long OFFSET = 0x632BE59BD9B4E019L;

  private StallText() {}

  /** Declarations that every test bench has once. */
  static String common() {
    return """
          reg paused;
          reg [63:0] drawn;
        """;
  }

  static String task(String name, StallPattern pattern) {
    if (pattern instanceof StallPattern.Random random) {
      return state(name, random.seed()) + task(name, """
              paused = ((drawn * 64'd100) >> 32) < 64'd%d;
          """.formatted(random.percent()), true);
    }
    if (pattern instanceof StallPattern.Bursts bursts) {
      return state(name, bursts.seed()) + """
            reg [63:0] run_%1$s;
            reg pausing_%1$s;
            initial begin run_%1$s = 0; pausing_%1$s = 1; end
            task draw_%1$s;
              begin
                if (run_%1$s == 0) begin
          %2$s
                  run_%1$s = 64'd1 + ((drawn * 64'd%3$d) >> 32);
                  pausing_%1$s = !pausing_%1$s;
                end
                run_%1$s = run_%1$s - 64'd1;
                paused = pausing_%1$s;
              end
            endtask
          """.formatted(name, next(name).indent(2).stripTrailing(), bursts.longest());
    }
    if (pattern instanceof StallPattern.AfterValid after) {
      return counter(name) + task(name, """
              run_%1$s = waiting_%1$s ? run_%1$s + 64'd1 : 64'd0;
              paused = run_%1$s < 64'd%2$d;
          """.formatted(name, after.cycles()), false);
    }
    if (pattern instanceof StallPattern.Late late) {
      return counter(name) + task(name, """
              paused = run_%1$s < 64'd%2$d;
              if (paused) run_%1$s = run_%1$s + 64'd1;
          """.formatted(name, late.cycles()), false);
    }
    return task(name, "    paused = 0;\n", false);
  }

  private static String state(String name, long seed) {
    return """
          reg [63:0] state_%1$s;
          initial state_%1$s = 64'h%2$s;
        """.formatted(name, firstState(seed));
  }

  private static String counter(String name) {
    return "  reg [63:0] run_%1$s;\n  initial run_%1$s = 0;\n".formatted(name);
  }

  /** The state that a seed starts with, in hexadecimal. */
  static String firstState(long seed) {
    return Long.toHexString(seed * GOLDEN_GAMMA + OFFSET);
  }

  private static String task(String name, String decision, boolean draws) {
    return "  task draw_" + name + ";\n    begin\n" + (draws ? next(name) : "") + decision.indent(2) + "    end\n"
        + "  endtask\n";
  }

  private static String next(String name) {
    return """
              state_%1$s = state_%1$s ^ (state_%1$s >> 12);
              state_%1$s = state_%1$s ^ (state_%1$s << 25);
              state_%1$s = state_%1$s ^ (state_%1$s >> 27);
              drawn = (state_%1$s * 64'd2685821657736338717) >> 32;
        """.formatted(name);
  }
}
