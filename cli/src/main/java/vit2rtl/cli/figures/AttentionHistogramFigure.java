package vit2rtl.cli.figures;

import java.util.Arrays;
import java.util.Locale;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.Interval;
import vit2rtl.golden.quant.LogGrid;

/** How attention values spread over the codes of a uniform and of a log2 quantiser with the same number of bits. */
public final class AttentionHistogramFigure {
  private static final int WIDTH = 760;
  private static final int PANEL = 190;
  private static final int HEIGHT = 68 + 2 * (PANEL + 62);
  private static final int LEFT = 60;
  private static final int RIGHT = WIDTH - 16;

  private AttentionHistogramFigure() {}

  /** @param bits of a code, 4 or 5: so many bars can be read */
  public static String svg(String name, AttentionCounts attention, int bits) {
    int codes = 1 << bits;
    Grid uniform = Grid.asymmetric(CodeFormat.unsigned(bits), new Interval(0, attention.max()));
    LogGrid log = new LogGrid(bits);
    double[] uniformShares = attention.shares(codes, uniform::code);
    double[] logShares = attention.shares(codes, log::code);
    Canvas canvas = Canvas.sheet(WIDTH, HEIGHT);
    canvas.title(LEFT, 20, "Attention values of " + name + " under " + bits + "-bit codes");
    canvas.label(LEFT, 38, Canvas.Anchor.START, Canvas.FAINT, String.format(Locale.ROOT,
        "%,d values, the greatest %.3f; codes that more than 0.1 %% of them get: uniform %d of %d, log2 %d",
        attention.total(), attention.max(), used(uniformShares), codes, used(logShares)));
    panel(canvas, 74, "uniform: code = round(value / " + String.format(Locale.ROOT, "%.4f", uniform.scale()) + ")",
        uniformShares, Canvas.ORANGE);
    panel(canvas, 74 + PANEL + 62, "log2: code = round(−log2 value), clipped to " + (codes - 1), logShares,
        Canvas.BLUE);
    return canvas.end();
  }

  private static long used(double[] shares) {
    return Arrays.stream(shares).filter(share -> share > 0.1).count();
  }

  private static void panel(Canvas canvas, int top, String title, double[] shares, String colour) {
    Axis y = new Axis(0, 100, top + PANEL, top + 16);
    Axis x = new Axis(0, shares.length, LEFT, RIGHT);
    canvas.label(LEFT, top - 6, Canvas.Anchor.START, Canvas.INK, title);
    for (int tick = 0; tick <= 100; tick += 25) {
      canvas.line(LEFT, y.at(tick), RIGHT, y.at(tick), tick == 0 ? Canvas.FAINT : Canvas.RULE);
      canvas.label(LEFT - 6, y.at(tick) + 4, Canvas.Anchor.END, Canvas.FAINT, tick + " %");
    }
    double width = (RIGHT - LEFT) / (double) shares.length;
    for (int code = 0; code < shares.length; code++) {
      canvas.rectangle(x.at(code) + 0.12 * width, y.at(shares[code]), 0.76 * width, y.at(0) - y.at(shares[code]),
          colour);
      canvas.label(x.at(code + 0.5), y.at(0) + 16, Canvas.Anchor.MIDDLE, Canvas.FAINT, String.valueOf(code));
      if (shares.length <= 16) {
        canvas.label(x.at(code + 0.5), y.at(shares[code]) - 4, Canvas.Anchor.MIDDLE, Canvas.INK, percent(shares[code]));
      }
    }
    canvas.label((LEFT + RIGHT) / 2.0, top + PANEL + 34, Canvas.Anchor.MIDDLE, Canvas.FAINT, "code");
  }

  private static String percent(double share) {
    if (share == 0) {
      return "0";
    }
    return share < 0.01 ? "<0.01" : String.format(Locale.ROOT, share < 10 ? "%.2f" : "%.1f", share);
  }
}
