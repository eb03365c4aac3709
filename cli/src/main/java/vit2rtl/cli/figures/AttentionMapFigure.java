package vit2rtl.cli.figures;

import java.util.Arrays;
import java.util.Locale;
import vit2rtl.golden.data.Image;

/**
 * Where the class token of one head looks: exactly, and with attention in uniform and in Log-Int-Softmax codes of 8, 6
 * and 4 bits. All maps share one scale of colours.
 */
final class AttentionMapFigure {
  private static final int SIDE = 176;
  private static final int GAP = 14;
  private static final int LEFT = 16;
  private static final int TOP = 70;
  private static final int ROW = SIDE + 50;
  private static final int[] BITS = {8, 6, 4};

  private final Image image;
  private final double[] exact;
  private final int leadingTokens;
  private final double full;
  private final Svg svg = new Svg(2 * LEFT + 4 * SIDE + 3 * GAP, TOP + 2 * ROW);

  private AttentionMapFigure(Image image, AttentionRow row, int leadingTokens) {
    this.image = image;
    this.exact = row.exact();
    this.leadingTokens = leadingTokens;
    this.full = Arrays.stream(patches(exact)).max().orElseThrow();
  }

  static String svg(String title, Image image, AttentionRow row, int leadingTokens) {
    return new AttentionMapFigure(image, row, leadingTokens).draw(title, row);
  }

  private String draw(String title, AttentionRow row) {
    svg.title(LEFT, 20, title);
    svg.label(LEFT, 38, Svg.Anchor.START, Svg.FAINT, String.format(Locale.ROOT, "attention of the class token to the"
        + " patches; colour from none to %.3f (dark), the same in all maps", full));
    svg.label(LEFT, 54, Svg.Anchor.START, Svg.FAINT, "off: half the sum of absolute differences from float;"
        + " more bits give log codes more reach, not finer steps");
    picture(0, 0, HeatMap.plain(image, SIDE), "the image", "");
    picture(0, 1, map(exact), "float", "");
    for (int i = 0; i < BITS.length; i++) {
      quantised(i + 1, 0, "uniform, " + BITS[i] + " bits", row.uniform(BITS[i]));
      quantised(i + 1, 1, "LIS, " + BITS[i] + " bits", row.logInt(BITS[i]));
    }
    return svg.end();
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
    svg.png(x, y, SIDE, SIDE, png);
    svg.label(x, y + SIDE + 16, Svg.Anchor.START, Svg.INK, name);
    svg.label(x + SIDE, y + SIDE + 16, Svg.Anchor.END, Svg.FAINT, remark);
  }

  private byte[] map(double[] values) {
    return HeatMap.over(image, patches(values), full, 2 * SIDE);
  }

  private double[] patches(double[] values) {
    return Arrays.copyOfRange(values, leadingTokens, values.length);
  }
}
