package vit2rtl.cli.figures;

import java.util.Arrays;
import java.util.Locale;
import vit2rtl.golden.quant.Interval;
import vit2rtl.golden.quant.PtfCalibration;

/** Least and greatest value of every channel of a LayerNorm's input, coloured by the channel's factor 2^α. */
public final class ChannelRangeFigure {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 300;
  private static final int LEFT = 60;
  private static final int RIGHT = WIDTH - 16;
  private static final int TOP = 62;
  private static final int BOTTOM = HEIGHT - 42;
  private static final String[] COLOURS =
      {"#2563a8", "#2a9d8f", "#e0a526", "#c8401c", "#7d3c98", "#5d4037", "#ad1457", "#000000"};

  private ChannelRangeFigure() {}

  public static String svg(String name, PtfCalibration observed, int[] alpha) {
    Interval all = observed.interval().withZero();
    double margin = 0.04 * Math.max(all.width(), 1e-9);
    Axis y = new Axis(all.min() - margin, all.max() + margin, BOTTOM, TOP);
    Axis x = new Axis(0, observed.channels(), LEFT, RIGHT);
    Canvas canvas = Canvas.sheet(WIDTH, HEIGHT);
    canvas.title(LEFT, 20, "Input of " + name + ": range of every channel");
    canvas.label(LEFT, 38, Canvas.Anchor.START, Canvas.FAINT, summary(observed));
    frame(canvas, x, y, observed.channels());
    double width = Math.max(0.6, (RIGHT - LEFT) / (double) alpha.length * 0.72);
    for (int c = 0; c < alpha.length; c++) {
      Interval range = observed.channel(c).interval();
      double top = y.at(range.max());
      canvas.rectangle(x.at(c + 0.5) - width / 2, top, width, Math.max(1, y.at(range.min()) - top), COLOURS[alpha[c]]);
    }
    legend(canvas, alpha);
    return canvas.end();
  }

  private static void frame(Canvas canvas, Axis x, Axis y, int channels) {
    for (double tick : y.ticks(5)) {
      canvas.line(LEFT, y.at(tick), RIGHT, y.at(tick), tick == 0 ? Canvas.FAINT : Canvas.RULE);
      canvas.label(LEFT - 6, y.at(tick) + 4, Canvas.Anchor.END, Canvas.FAINT, Axis.text(tick));
    }
    for (double tick : new Axis(0, channels, 0, 1).ticks(8)) {
      canvas.label(x.at(tick), BOTTOM + 17, Canvas.Anchor.MIDDLE, Canvas.FAINT, Axis.text(tick));
    }
    canvas.label((LEFT + RIGHT) / 2.0, HEIGHT - 8, Canvas.Anchor.MIDDLE, Canvas.FAINT, "channel");
    canvas.upright(16, (TOP + BOTTOM) / 2.0, "value, minimum to maximum");
  }

  /** How uneven the channels are: the paper's reason for a factor per channel. */
  private static String summary(PtfCalibration observed) {
    double[] widths = new double[observed.channels()];
    Arrays.setAll(widths, c -> observed.channel(c).interval().width());
    Arrays.sort(widths);
    double median = widths[widths.length / 2];
    String ratio = median > 0
        ? String.format(Locale.ROOT, "; the widest is %.1f times the median", widths[widths.length - 1] / median) : "";
    return observed.channels() + " channels, " + String.format(Locale.ROOT, "%,d", observed.channel(0).total())
        + " values each" + ratio;
  }

  private static void legend(Canvas canvas, int[] alpha) {
    int greatest = Arrays.stream(alpha).max().orElse(0);
    double at = RIGHT - 104 * (greatest + 1);
    for (int a = 0; a <= greatest; a++) {
      int factor = a;
      long channels = Arrays.stream(alpha).filter(value -> value == factor).count();
      canvas.rectangle(at, 46, 10, 10, COLOURS[a]);
      canvas.label(at + 14, 55, Canvas.Anchor.START, Canvas.INK, "α = " + a + " (" + channels + ")");
      at += 104;
    }
  }
}
