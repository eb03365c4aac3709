package vit2rtl.sim;

import vit2rtl.hdl.Port;

/** C++ text in the making. */
final class ShimText {
  private final StringBuilder text = new StringBuilder();

  /** A line; format arguments as {@link String#format} takes them, none for verbatim text. */
  void line(String format, Object... arguments) {
    text.append(arguments.length == 0 ? format : String.format(format, arguments)).append('\n');
  }

  /** A port as a member of the Verilated class, which spells double underscores out. */
  static String field(Port port) {
    return "m->ports->" + port.name().replace("__", "___05F");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
