package vit2rtl.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The places of a block diagram's texts, boxes and wires, read back from its SVG. */
public final class SvgGeometry {
  private static final Pattern TEXT =
      Pattern.compile("<text class=\"([^\"]*)\" x=\"([-\\d.]+)\" y=\"(-?\\d+)\">(.*)</text>");
  private static final Pattern RECTANGLE = Pattern.compile(
      "<rect x=\"(-?\\d+)\" y=\"(-?\\d+)\" width=\"(\\d+)\" height=\"(\\d+)\" rx=\"4\" class=\"(\\w+)\"/>");
  private static final Pattern WIRE = Pattern.compile("<path class=\"(control|data|stream)\" d=\"(M[^h\"]*)\"/>");
  private static final Pattern SEGMENT = Pattern.compile("M(-?\\d+) (-?\\d+)([HV])(-?\\d+)");

  private record Words(String text, Rectangle2D place) {}

  private record Wire(int number, Line2D line) {}

  private final List<Words> texts = new ArrayList<>();
  private final List<Rectangle2D> boxes = new ArrayList<>();
  private final List<Wire> wires = new ArrayList<>();

  public static SvgGeometry of(String svg) {
    SvgGeometry geometry = new SvgGeometry();
    TEXT.matcher(svg).results().forEach(m -> geometry.text(m.group(1), Double.parseDouble(m.group(2)),
        Integer.parseInt(m.group(3)), m.group(4).replaceAll("<[^>]*>", "").replaceAll("&\\w+;", "#")));
    Matcher box = RECTANGLE.matcher(svg);
    while (box.find()) {
      if (!box.group(5).equals("frame")) {
        geometry.boxes.add(new Rectangle2D.Double(Integer.parseInt(box.group(1)), Integer.parseInt(box.group(2)),
            Integer.parseInt(box.group(3)), Integer.parseInt(box.group(4))));
      }
    }
    Matcher wire = WIRE.matcher(svg);
    for (int number = 0; wire.find(); number++) {
      Matcher segment = SEGMENT.matcher(wire.group(2));
      while (segment.find()) {
        int x = Integer.parseInt(segment.group(1));
        int y = Integer.parseInt(segment.group(2));
        int to = Integer.parseInt(segment.group(4));
        boolean level = segment.group(3).equals("H");
        geometry.wires.add(new Wire(number, new Line2D.Double(x, y, level ? to : x, level ? y : to)));
      }
    }
    return geometry;
  }

  /** A letter is 0.602 of its size wide in the fonts asked for. */
  private void text(String style, double x, int y, String words) {
    double size = style.startsWith("head") ? 16 : style.startsWith("title") ? 12 : 11;
    double width = words.length() * size * 0.602;
    double left = style.startsWith("title") || style.startsWith("sub") ? x - width / 2
        : style.startsWith("right") ? x - width : x;
    texts.add(new Words(words, new Rectangle2D.Double(left, y - size * 0.75, width, size)));
  }

  /** No text on another, none half in a box, no wire through a box, no two wires along each other. */
  public void requireReadable() {
    assertFalse(texts.isEmpty() || wires.isEmpty());
    for (int i = 0; i < texts.size(); i++) {
      Words a = texts.get(i);
      for (Words b : texts.subList(i + 1, texts.size())) {
        assertFalse(a.place.intersects(b.place), "'" + a.text + "' lies on '" + b.text + "'");
      }
      for (Rectangle2D box : boxes) {
        assertTrue(!box.intersects(a.place) || box.contains(a.place), "'" + a.text + "' sticks out of its box");
      }
    }
    for (Wire wire : wires) {
      for (Rectangle2D box : boxes) {
        Rectangle2D inside = new Rectangle2D.Double(box.getX() + 1, box.getY() + 1, box.getWidth() - 2,
            box.getHeight() - 2);
        assertFalse(inside.intersectsLine(wire.line), "a wire runs through the box at " + box);
      }
    }
    for (int i = 0; i < wires.size(); i++) {
      for (Wire other : wires.subList(i + 1, wires.size())) {
        assertFalse(wires.get(i).number != other.number && share(wires.get(i).line, other.line),
            () -> "two wires run along each other");
      }
    }
  }

  /** Whether two lines have more than a point in common; those that leave one pin together may. */
  private static boolean share(Line2D a, Line2D b) {
    boolean level = a.getY1() == a.getY2() && b.getY1() == b.getY2() && a.getY1() == b.getY1();
    boolean upright = a.getX1() == a.getX2() && b.getX1() == b.getX2() && a.getX1() == b.getX1();
    if (level) {
      return a.getX1() != b.getX1() && Math.min(a.getX2(), b.getX2()) - Math.max(a.getX1(), b.getX1()) > 0;
    }
    double low = Math.max(Math.min(a.getY1(), a.getY2()), Math.min(b.getY1(), b.getY2()));
    double high = Math.min(Math.max(a.getY1(), a.getY2()), Math.max(b.getY1(), b.getY2()));
    return upright && high - low > 0;
  }
}
