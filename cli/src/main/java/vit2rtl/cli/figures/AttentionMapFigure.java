package vit2rtl.cli.figures;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import vit2rtl.golden.data.Image;

/**
 * The attention of one head's query: exactly, and with attention in uniform and in Log-Int-Softmax codes of 8, 6
 * and 4 bits, and as the integer network codes it. All maps share one scale of colours.
 */
final class AttentionMapFigure {
  private static final int SIDE = 176;
  private static final int GAP = 14;
  private static final int LEFT = 16;
  private static final int TOP = 70;
  private static final int ROW = SIDE + 50;
  private static final int BAR = 120;
  private static final int[] BITS = {8, 6, 4};

  private final Image image;
  private final double[] exact;
  private final int leadingTokens;
  private final double full;
  private final Optional<ModelRow> model;
  private final Canvas canvas;

  private AttentionMapFigure(Image image, AttentionRow row, int leadingTokens, Optional<ModelRow> model) {
    this.model = model;
    this.canvas = Canvas.sheet(width(), TOP + 2 * ROW);
    this.image = image;
    this.exact = row.exact();
    this.leadingTokens = leadingTokens;
    this.full = Arrays.stream(patches(exact)).max().orElseThrow();
  }

  /**
   * @param query whose attention it is
   * @param model what the integer network makes of the row, where there is one
   */
  static String svg(String title, String query, Image image, AttentionRow row, int leadingTokens, Optional<ModelRow> model) {
    return new AttentionMapFigure(image, row, leadingTokens, model).draw(title, query, row);
  }

  private int width() {
    int columns = 1 + BITS.length + (model.isPresent() ? 1 : 0);
    return 2 * LEFT + columns * SIDE + (columns - 1) * GAP;
  }

  private String draw(String title, String query, AttentionRow row) {
    canvas.title(LEFT, 20, title);
    canvas.label(LEFT, 38, Canvas.Anchor.START, Canvas.FAINT, "attention of " + query + " to the patches; the"
        + " same colours in all maps");
    double bar = width() - LEFT - BAR - 40;
    canvas.label(bar - 6, 38, Canvas.Anchor.END, Canvas.FAINT, "0");
    canvas.png(bar, 28, BAR, 12, HeatMap.scale(BAR, 12));
    canvas.label(bar + BAR + 6, 38, Canvas.Anchor.START, Canvas.FAINT, String.format(Locale.ROOT, "%.3f", full));
    canvas.label(LEFT, 54, Canvas.Anchor.START, Canvas.FAINT, "off: half the sum of absolute differences from float;"
        + " more bits give log codes more reach, not finer steps");
    picture(0, 0, HeatMap.plain(image, SIDE), "the image", "");
    picture(0, 1, map(exact), "float", "");
    for (int i = 0; i < BITS.length; i++) {
      quantised(i + 1, 0, "uniform, " + BITS[i] + " bits", row.uniform(BITS[i]));
      quantised(i + 1, 1, "LIS, " + BITS[i] + " bits", row.logInt(BITS[i]));
    }
    model.ifPresent(codes -> {
      quantised(BITS.length + 1, 0, "uniform, " + codes.bits() + " bits", row.uniform(codes.bits()));
      quantised(BITS.length + 1, 1, "this model: " + codes.coding(), codes.values());
    });
    return canvas.end();
  }

  private void quantised(int column, int line, String name, double[] values) {
    double off = 0;
    for (int i = 0; i < values.length; i++) {
      off += Math.abs(values[i] - exact[i]) / 2;
    }
    picture(column, line, map(values), name, String.format(Locale.ROOT, "off %.1f %%", 100 * off));
  }

  private void picture(int column, int line, byte[] png, String name, String remark) {
    double x = LEFT + column * (SIDE + GAP);
    double y = TOP + line * ROW;
    canvas.png(x, y, SIDE, SIDE, png);
    canvas.label(x, y + SIDE + 16, Canvas.Anchor.START, Canvas.INK, name);
    canvas.label(x + SIDE, y + SIDE + 16, Canvas.Anchor.END, Canvas.FAINT, remark);
  }

  private byte[] map(double[] values) {
    return HeatMap.over(image, patches(values), full, 2 * SIDE);
  }

  private double[] patches(double[] values) {
    return Arrays.copyOfRange(values, leadingTokens, values.length);
  }
}
