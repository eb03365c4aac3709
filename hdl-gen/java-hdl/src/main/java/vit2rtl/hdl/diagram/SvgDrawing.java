package vit2rtl.hdl.diagram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import vit2rtl.hdl.diagram.Drawing.Net;
import vit2rtl.hdl.diagram.Drawing.Weight;
import vit2rtl.hdl.svg.Svg;

/**
 * A drawing as one SVG file that needs nothing else: boxes in columns from left to right, wires between them with right
 * angles only. The same drawing gives the same text.
 */
public final class SvgDrawing {
  private static final int HEAD = 64;
  private static final int FOOT = 44;
  private static final int EDGE = 16;
  private static final String STYLE = """
      text { font: 11px "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: #1d2433 }
      .title { font-size: 12px; font-weight: bold; text-anchor: middle }
      .sub { fill: #5d6678; text-anchor: middle }
      .right { text-anchor: end }
      .head { font-size: 16px; font-weight: bold }
      .note, .bits { fill: #5d6678; font-weight: normal }
      .strong { font-weight: bold }
      rect { stroke: #46536b; stroke-width: 1.2; fill: #fff }
      .frame { fill: #fbfcfe; stroke: #1d2433; stroke-width: 1.6 }
      .instance { fill: #e8f0fb } .memory { fill: #fdf1dc } .register { fill: #eef3ea } .logic { fill: #f2ecf7 }
      .flag { fill: #fff; stroke: #46536b; stroke-width: 1.2 } .flag.stream { fill: #d9efec; stroke: #0b7a75 }
      path { fill: none; stroke-linejoin: round }
      .halo { stroke: #fbfcfe; stroke-width: 5 }
      .control { stroke: #98a1b3; stroke-width: 1 } .data { stroke: #27406b; stroke-width: 1.6 }
      .stream { stroke: #0b7a75; stroke-width: 4 }
      .dot-control, .tip-control { fill: #98a1b3 } .dot-data, .tip-data { fill: #27406b }
      .dot-stream, .tip-stream { fill: #0b7a75 }
      .reg { rx: 0; stroke-width: 1 } .clock { stroke: #46536b; stroke-width: 1 }
      a:hover rect { stroke-width: 2.4 }""";

  private final Drawing drawing;
  private final Layout layout;
  private final Svg svg = new Svg();
  private final Pen pen = new Pen(svg);

  private SvgDrawing(Drawing drawing) {
    this.drawing = drawing;
    double words = Math.max(drawing.caption().length() * 6.7, drawing.title().length() * 9.8);
    this.layout = new Layout(drawing, (int) words + 24);
  }

  /**
   * {@return a drawing as the text of an SVG file}
   *
   * @param drawing what to show
   */
  public static String of(Drawing drawing) {
    return new SvgDrawing(drawing).text();
  }

  private String text() {
    int last = layout.x.length - 1;
    int left = layout.x[0] + layout.width[0];
    int height = layout.bottom + Item.LINE;
    Svg legend = new Svg();
    int width = Math.max(layout.right, legend(new Pen(legend), height + 22));
    int across = width + 2 * EDGE;
    int down = height + HEAD + FOOT + 2 * EDGE;
    svg.open("svg", "xmlns", "http://www.w3.org/2000/svg", "viewBox",
        -EDGE + " " + (-HEAD - EDGE) + " " + across + " " + down, "width", across, "height", down);
    svg.words("title", drawing.title());
    svg.style(STYLE);
    svg.empty("rect", "x", -EDGE, "y", -HEAD - EDGE, "width", across, "height", down, "style", "stroke:none");
    pen.rectangle(left, -HEAD, layout.x[last] - left, height + HEAD, "frame");
    pen.text(left + 12, -HEAD + 22, "head", drawing.title());
    pen.text(left + 12, -HEAD + 38, "note", drawing.caption());
    wires();
    for (int c = 0; c < layout.x.length; c++) {
      for (Item item : layout.columns.columns.get(c)) {
        boolean narrow = item.box != null && !item.isFlag();
        int own = narrow ? Boxes.width(item) : layout.width[c];
        Boxes.draw(pen, item, layout.x[c] + (narrow ? (layout.width[c] - own) / 2 : 0), own);
      }
    }
    svg.append(legend);
    svg.close("svg");
    return svg.toString();
  }

  /** Lesser wires first, so that streams lie above them. */
  private void wires() {
    List<Integer> nets = new ArrayList<>(IntStream.range(0, drawing.nets().size()).boxed().toList());
    nets.sort(Comparator.comparing(n -> drawing.nets().get(n).weight()));
    for (int number : nets) {
      Net net = drawing.nets().get(number);
      String style = net.weight().toString().toLowerCase(Locale.ROOT);
      WirePath path = new WirePath(layout, number);
      pen.path("halo", path.lines());
      pen.path(style, path.lines());
      int radius = net.weight() == Weight.STREAM ? 4 : net.weight() == Weight.DATA ? 3 : 2;
      path.dots().forEach(at -> pen.dot("dot-" + style, at.x(), at.y(), radius));
      for (WirePath.Tip tip : path.tips()) {
        int size = net.weight() == Weight.STREAM ? 6 : 4;
        pen.polygon("tip-" + style, tip.x(), tip.y(), tip.x() - size - 2, tip.y() - size, tip.x() - size - 2,
            tip.y() + size);
        if (tip.registered()) {
          pen.register(tip.x() - size - 12, tip.y());
        }
      }
    }
  }

  /** Explains what appears in the drawing, nothing else; returns its width. */
  private int legend(Pen to, int y) {
    int x = 0;
    if (has(Weight.STREAM)) {
      x = legend(to, x, y, "stream", "stream with its valid and last; ready runs against it");
    }
    if (has(Weight.DATA)) {
      x = legend(to, x, y, "data", "data");
    }
    if (has(Weight.CONTROL)) {
      x = legend(to, x, y, "control", "one bit");
    }
    if (drawing.nets().stream().flatMap(n -> n.sinks().stream()).anyMatch(Drawing.Sink::registered)) {
      to.register(x, y);
      x = legend(to, x - 18, y, "", "registers on the way");
    }
    to.text(x, y + 4, "left", "x", "8: 8 bits");
    return x + 90;
  }

  private static int legend(Pen to, int x, int y, String style, String words) {
    if (!style.isEmpty()) {
      to.path(style, "M" + x + " " + y + "h26");
    }
    to.text(x + 32, y + 4, "note", words);
    return x + 32 + (int) (words.length() * 6.7) + 20;
  }

  private boolean has(Weight weight) {
    return drawing.nets().stream().anyMatch(net -> net.weight() == weight);
  }
}
