package vit2rtl.sim.shim;

/** C++ text in the making. */
final class ShimText {
  private final StringBuilder text = new StringBuilder();

  /** A line; format arguments as {@link String#format} takes them, none for verbatim text. */
  void line(String format, Object... arguments) {
    text.append(arguments.length == 0 ? format : String.format(format, arguments)).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
