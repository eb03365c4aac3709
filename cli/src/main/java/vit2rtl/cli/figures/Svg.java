package vit2rtl.cli.figures;

import java.util.Base64;
import java.util.Locale;

/** Writes an SVG picture piece by piece; coordinates in pixels, y downwards. */
final class Svg {
  static final String INK = "#1d2430";
  static final String FAINT = "#5a6475";
  static final String RULE = "#dde2ea";
  static final String BLUE = "#2563a8";
  static final String ORANGE = "#c8641c";

  /** Where a text's position lies within it. */
  enum Anchor {
    START, MIDDLE, END
  }

  private final StringBuilder text = new StringBuilder();

  Svg(int width, int height) {
    add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%1$d\""
        + " font-family=\"DejaVu Sans, Helvetica, Arial, sans-serif\" font-size=\"12\">", width, height);
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height);
  }

  Svg rectangle(double x, double y, double width, double height, String colour) {
    return add("<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"%s\"/>", x, y, width, height, colour);
  }

  Svg line(double x1, double y1, double x2, double y2, String colour) {
    return add("<line x1=\"%.2f\" y1=\"%.2f\" x2=\"%.2f\" y2=\"%.2f\" stroke=\"%s\"/>", x1, y1, x2, y2, colour);
  }

  Svg label(double x, double y, Anchor anchor, String colour, String words) {
    return add("<text x=\"%.2f\" y=\"%.2f\" text-anchor=\"%s\" fill=\"%s\">%s</text>", x, y,
        anchor.name().toLowerCase(Locale.ROOT), colour, escape(words));
  }

  Svg title(double x, double y, String words) {
    return add("<text x=\"%.2f\" y=\"%.2f\" font-size=\"14\" font-weight=\"bold\" fill=\"%s\">%s</text>", x, y, INK,
        escape(words));
  }

  /** Words from bottom to top. */
  Svg upright(double x, double y, String words) {
    return add("<text transform=\"translate(%.2f %.2f) rotate(-90)\" text-anchor=\"middle\" fill=\"%s\">%s</text>", x,
        y, FAINT, escape(words));
  }

  Svg png(double x, double y, double width, double height, byte[] png) {
    return add("<image x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" href=\"data:image/png;base64,%s\"/>", x, y,
        width, height, Base64.getEncoder().encodeToString(png));
  }

  String end() {
    return text + "</svg>\n";
  }

  private Svg add(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    return this;
  }

  private static String escape(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
