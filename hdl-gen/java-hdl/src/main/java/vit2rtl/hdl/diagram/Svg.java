package vit2rtl.hdl.diagram;

import java.util.Locale;

/** SVG text, element by element. */
final class Svg {
  private final StringBuilder text = new StringBuilder();

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.1f", value);
  }

  void append(Svg more) {
    text.append(more.text);
  }

  void line(String line) {
    text.append(line).append('\n');
  }

  void open(String element, String attribute, String value) {
    line("<" + element + " " + attribute + "=\"" + escape(value) + "\">");
  }

  void close(String element) {
    line("</" + element + ">");
  }

  void rectangle(int x, int y, int width, int height, String style) {
    line(String.format(Locale.ROOT, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" class=\"%s\"/>", x, y,
        width, height, style));
  }

  void polygon(String style, int... points) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < points.length; i += 2) {
      list.append(i == 0 ? "" : " ").append(points[i]).append(',').append(points[i + 1]);
    }
    line("<polygon class=\"" + style + "\" points=\"" + list + "\"/>");
  }

  void path(String style, String data) {
    line("<path class=\"" + style + "\" d=\"" + data + "\"/>");
  }

  void dot(String style, int x, int y, int radius) {
    line(String.format(Locale.ROOT, "<circle class=\"%s\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>", style, x, y, radius));
  }

  void text(double x, int y, String style, String words) {
    text(x, y, style, words, "");
  }

  /** A text, and after it a lighter one. */
  void text(double x, int y, String style, String words, String lighter) {
    if (!words.isEmpty() || !lighter.isEmpty()) {
      line("<text class=\"" + style + "\" x=\"" + number(x) + "\" y=\"" + y + "\">" + escape(words)
          + (lighter.isEmpty() ? "" : (words.isEmpty() ? "" : " ") + "<tspan class=\"bits\">" + escape(lighter)
          + "</tspan>") + "</text>");
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
