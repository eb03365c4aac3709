package vit2rtl.cli.figures;

import java.util.Base64;
import java.util.Locale;
import vit2rtl.hdl.svg.Svg;

/** A picture for reports and documents, in their colours and letters; coordinates in pixels, y downwards. */
public final class Canvas {
  public static final String INK = "#1d2430";
  public static final String FAINT = "#5a6475";
  public static final String RULE = "#dde2ea";
  public static final String BLUE = "#2563a8";
  public static final String ORANGE = "#c8641c";

  /** Where a text's position lies within it. */
  public enum Anchor {
    START, MIDDLE, END
  }

  /** Letters of a picture. */
  public enum Letters {
    /** Of different widths, as running text has them. */
    PROPORTIONAL("DejaVu Sans, Helvetica, Arial, sans-serif"),
    /** All of one width, about 8 pixels. */
    MONOSPACED("monospace");

    private final String family;

    Letters(String family) {
      this.family = family;
    }
  }

  private final Svg svg = new Svg();

  /** A picture without a background of its own. */
  public Canvas(int width, int height, Letters letters) {
    svg.open("svg", "xmlns", "http://www.w3.org/2000/svg", "viewBox", "0 0 " + width + " " + height, "width", width,
        "font-family", letters.family, "font-size", 12);
  }

  /** A white sheet with proportional letters. */
  static Canvas sheet(int width, int height) {
    Canvas sheet = new Canvas(width, height, Letters.PROPORTIONAL);
    sheet.svg.empty("rect", "width", width, "height", height, "fill", "#ffffff");
    return sheet;
  }

  Canvas rectangle(double x, double y, double width, double height, String colour) {
    svg.empty("rect", "x", x, "y", y, "width", width, "height", height, "fill", colour);
    return this;
  }

  public Canvas line(double x1, double y1, double x2, double y2, String colour) {
    svg.empty("line", "x1", x1, "y1", y1, "x2", x2, "y2", y2, "stroke", colour);
    return this;
  }

  /** A curve of straight pieces; x and y of its points in turn. */
  public Canvas curve(double width, String colour, double... points) {
    svg.empty("polyline", "points", list(points), "fill", "none", "stroke", colour, "stroke-width", width);
    return this;
  }

  /** A filled shape with an outline; x and y of its corners in turn. */
  public Canvas shape(String fill, String outline, double... corners) {
    svg.empty("polygon", "points", list(corners), "fill", fill, "stroke", outline);
    return this;
  }

  public Canvas label(double x, double y, Anchor anchor, String colour, String words) {
    svg.words("text", words, "x", x, "y", y, "text-anchor", anchor.name().toLowerCase(Locale.ROOT), "fill", colour);
    return this;
  }

  Canvas title(double x, double y, String words) {
    svg.words("text", words, "x", x, "y", y, "font-size", 14, "font-weight", "bold", "fill", INK);
    return this;
  }

  /** Words from bottom to top. */
  Canvas upright(double x, double y, String words) {
    svg.words("text", words, "transform", "translate(" + Svg.number(x) + " " + Svg.number(y) + ") rotate(-90)",
        "text-anchor", "middle", "fill", FAINT);
    return this;
  }

  Canvas png(double x, double y, double width, double height, byte[] png) {
    svg.empty("image", "x", x, "y", y, "width", width, "height", height, "href",
        "data:image/png;base64," + Base64.getEncoder().encodeToString(png));
    return this;
  }

  /** Ends the picture: its text. */
  public String end() {
    return svg.close("svg").toString();
  }

  private static String list(double... numbers) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < numbers.length; i += 2) {
      list.append(i == 0 ? "" : " ").append(Svg.number(numbers[i])).append(',').append(Svg.number(numbers[i + 1]));
    }
    return list.toString();
  }
}
