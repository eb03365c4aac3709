package vit2rtl.sim.icarus;

import java.util.regex.Pattern;

/** What a simulated text itself printed: Icarus Verilog 12 and newer add a line of their own where it ends. */
public final class Printed {
  private static final Pattern ENDED =
      Pattern.compile("(?m)^\\S*:\\d+: \\$(?:finish|stop) called at \\d+ \\(\\d+[munpf]?s\\)(?:\\R|$)");

  private Printed() {}

  /**
   * Without the lines that the simulator added.
   *
   * @param printed what the simulator printed
   * @return what the text itself printed
   */
  public static String byTheText(String printed) {
    return ENDED.matcher(printed).replaceAll("");
  }
}
