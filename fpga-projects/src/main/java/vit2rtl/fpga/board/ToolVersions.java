package vit2rtl.fpga.board;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tools by name and number, without what their packagers add: what figures are recorded by. */
final class ToolVersions {
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)+");

  private ToolVersions() {}

  /** Of the lines in which tools state their versions, as "Yosys 0.52 + nextpnr-ice40 0.7". */
  static String of(String... lines) {
    List<String> tools = new ArrayList<>();
    for (String line : lines) {
      Matcher number = NUMBER.matcher(line);
      // nextpnr from 0.7 on puts its name in quotation marks.
      tools.add(line.split(" ")[0].replace("\"", "") + (number.find() ? " " + number.group() : ""));
    }
    return String.join(" + ", tools);
  }
}
