package vit2rtl.cli.figures;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import vit2rtl.golden.data.Image;

/** Paints weights of patches over a faded image, as PNG. */
final class HeatMap {
  /** Heat from none to full: red, green, blue. */
  private static final double[][] HEAT = {{255, 214, 90}, {244, 130, 40}, {200, 30, 40}, {110, 0, 60}};

  private HeatMap() {}

  /** The image alone. */
  static byte[] plain(Image image, int side) {
    return png(side, (x, y) -> colour(image, x * image.width() / side, y * image.height() / side));
  }

  /**
   * The image with a weight on each patch.
   *
   * @param weights grid · grid values in row order
   * @param full    the weight painted in full heat
   */
  static byte[] over(Image image, double[] weights, double full, int side) {
    int grid = (int) Math.round(Math.sqrt(weights.length));
    return png(side, (x, y) -> {
      int[] pixel = colour(image, x * image.width() / side, y * image.height() / side);
      double grey = 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2];
      double heat = Math.min(1, weights[y * grid / side * grid + x * grid / side] / full);
      return heated(grey, heat);
    });
  }

  /** The colours from none to full over a middle grey, as {@link #over} paints them. */
  static byte[] scale(int width, int height) {
    return png(width, height, (x, y) -> heated(128, x / (width - 1.0)));
  }

  private static int[] heated(double grey, double heat) {
    double opacity = 0.9 * Math.pow(heat, 0.6);
    int[] mixed = new int[3];
    for (int c = 0; c < 3; c++) {
      mixed[c] = (int) Math.round((1 - opacity) * (96 + grey * 0.62) + opacity * ramp(heat, c));
    }
    return mixed;
  }

  private static double ramp(double heat, int channel) {
    double at = heat * (HEAT.length - 1);
    int low = (int) Math.min(HEAT.length - 2, Math.floor(at));
    return HEAT[low][channel] + (at - low) * (HEAT[low + 1][channel] - HEAT[low][channel]);
  }

  private static int[] colour(Image image, int x, int y) {
    int last = image.channels() - 1;
    return new int[] {image.at(0, y, x), image.at(Math.min(1, last), y, x), image.at(last, y, x)};
  }

  @FunctionalInterface
  private interface Painter {
    /** Red, green and blue, 0…255. */
    int[] at(int x, int y);
  }

  private static byte[] png(int side, Painter painter) {
    return png(side, side, painter);
  }

  private static byte[] png(int width, int height, Painter painter) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int[] c = painter.at(x, y);
        picture.setRGB(x, y, c[0] << 16 | c[1] << 8 | c[2]);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
