package vit2rtl.golden.data;

/**
 * Images of another size, bit for bit as Pillow's {@code Image.resize} makes them of 8-bit images. A filter is stretched by
 * the ratio of the sizes where images shrink (antialias), its weights are divided by their sum and rounded to multiples of
 * 2^−22, halves away from zero; a pixel is ⌊(Σ weight·pixel + 2^21)/2^22⌋, saturated to 0…255: along the rows first, then,
 * from the 8-bit result, along the columns. A direction that keeps its size is left out.
 *
 * <p>Sums stay within 32 bits: weights of a pixel add up to 2^22, and negative ones of the widest filter, Lanczos, to less
 * than a quarter of that, so |Σ| &lt; 1.5·255·2^22 &lt; 2^31.
 */
final class Resampler {
  private static final int FRACTION = 22;

  private Resampler() {}

  /** Of one axis: the first old pixel of each new one, and the weights from there on. */
  private record Weights(int[] from, int[][] weights) {

    static Weights of(int old, int size, ResizeFilter filter) {
      double scale = (double) old / size;
      double stretch = Math.max(scale, 1);
      double support = filter.support() * stretch;
      double shrink = 1 / stretch;
      int[] from = new int[size];
      int[][] weights = new int[size][];
      for (int i = 0; i < size; i++) {
        double centre = (i + 0.5) * scale;
        from[i] = Math.max(0, (int) (centre - support + 0.5));
        int until = Math.min(old, (int) (centre + support + 0.5));
        double[] exact = new double[until - from[i]];
        double sum = 0;
        for (int k = 0; k < exact.length; k++) {
          exact[k] = filter.at((k + from[i] - centre + 0.5) * shrink);
          sum += exact[k];
        }
        weights[i] = new int[exact.length];
        for (int k = 0; k < exact.length; k++) {
          double share = sum == 0 ? exact[k] : exact[k] / sum;
          weights[i][k] = (int) (share * (1 << FRACTION) + (share < 0 ? -0.5 : 0.5));
        }
      }
      return new Weights(from, weights);
    }

    /** The new pixel {@code i} of old ones that stand {@code step} bytes apart, the first at {@code start}. */
    byte of(int i, byte[] pixels, int start, int step) {
      int sum = 1 << (FRACTION - 1);
      int at = start + from[i] * step;
      for (int weight : weights[i]) {
        sum += weight * (pixels[at] & 0xFF);
        at += step;
      }
      return (byte) Math.max(0, Math.min(255, sum >> FRACTION));
    }
  }

  static Image resize(Image image, int height, int width, ResizeFilter filter) {
    if (filter == ResizeFilter.NEAREST) {
      return nearest(image, height, width);
    }
    Image wide = width == image.width() ? image : alongRows(image, Weights.of(image.width(), width, filter), width);
    return height == image.height() ? wide : alongColumns(wide, Weights.of(image.height(), height, filter), height);
  }

  private static Image alongRows(Image image, Weights weights, int width) {
    int rows = image.channels() * image.height();
    byte[] pixels = new byte[rows * width];
    for (int row = 0; row < rows; row++) {
      for (int x = 0; x < width; x++) {
        pixels[row * width + x] = weights.of(x, image.pixels(), row * image.width(), 1);
      }
    }
    return new Image(image.channels(), image.height(), width, pixels);
  }

  private static Image alongColumns(Image image, Weights weights, int height) {
    int width = image.width();
    byte[] pixels = new byte[image.channels() * height * width];
    for (int c = 0; c < image.channels(); c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          pixels[(c * height + y) * width + x] = weights.of(y, image.pixels(), c * image.height() * width + x, width);
        }
      }
    }
    return new Image(image.channels(), height, width, pixels);
  }

  private static Image nearest(Image image, int height, int width) {
    int[] rows = places(image.height(), height);
    int[] columns = places(image.width(), width);
    byte[] pixels = new byte[image.channels() * height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) image.at(i / (height * width), rows[i / width % height], columns[i % width]);
    }
    return new Image(image.channels(), height, width, pixels);
  }

  /** Added up step by step, as Pillow does it, which can round otherwise than a product. */
  private static int[] places(int old, int size) {
    double step = (double) old / size;
    double at = step * 0.5;
    int[] places = new int[size];
    for (int i = 0; i < size; i++) {
      places[i] = Math.min(old - 1, (int) at);
      at += step;
    }
    return places;
  }
}
