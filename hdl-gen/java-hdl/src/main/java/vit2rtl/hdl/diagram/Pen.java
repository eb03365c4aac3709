package vit2rtl.hdl.diagram;

import vit2rtl.hdl.svg.Svg;

/** Draws the shapes of a block diagram; what they look like is said by their classes in its rules of style. */
final class Pen {
  private final Svg svg;

  Pen(Svg svg) {
    this.svg = svg;
  }

  void rectangle(int x, int y, int width, int height, String style) {
    svg.empty("rect", "x", x, "y", y, "width", width, "height", height, "rx", 4, "class", style);
  }

  void polygon(String style, int... points) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < points.length; i += 2) {
      list.append(i == 0 ? "" : " ").append(points[i]).append(',').append(points[i + 1]);
    }
    svg.empty("polygon", "class", style, "points", list);
  }

  void path(String style, String data) {
    svg.empty("path", "class", style, "d", data);
  }

  void dot(String style, int x, int y, int radius) {
    svg.empty("circle", "class", style, "cx", x, "cy", y, "r", radius);
  }

  /** The sign of registers on a wire. */
  void register(int x, int y) {
    svg.empty("rect", "x", x, "y", y - 6, "width", 8, "height", 12, "class", "reg");
    path("clock", "M" + x + " " + (y - 1) + "l4 3l-4 3");
  }

  void text(double x, int y, String style, String words) {
    text(x, y, style, words, "");
  }

  /** A text, and after it a lighter one. */
  void text(double x, int y, String style, String words, String lighter) {
    if (!words.isEmpty() || !lighter.isEmpty()) {
      svg.text(words, "bits", lighter, "class", style, "x", x, "y", y);
    }
  }

  /** What is drawn until {@link #closeLink} opens this file when clicked. */
  void openLink(String file) {
    svg.open("a", "href", file);
  }

  void closeLink() {
    svg.close("a");
  }
}
