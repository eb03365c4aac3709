package vit2rtl.golden.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Pillow's filters, in the order of its numbers for them. */
public enum ResizeFilter {
  /** The pixel in the middle of the new one's area; nothing is averaged. */
  NEAREST(0),
  /** sinc(x)·sinc(x/3) on −3 to 3. */
  LANCZOS(3),
  /** 1 − |x|. */
  BILINEAR(1),
  /** Keys' cubic of a = −1/2. */
  BICUBIC(2),
  /** 1 on −1/2 to 1/2. */
  BOX(0.5),
  /** sinc(x) under Hamming's window. */
  HAMMING(1);

  private static final double A = -0.5;
  private static final double LOBES = 3;
  /** Pillow has these as floats. */
  private static final double HAMMING_MEAN = 0.54f;
  private static final double HAMMING_WAVE = 0.46f;

  private final double support;

  ResizeFilter(double support) {
    this.support = support;
  }

  /** By its name in Pillow and timm, in letters of any case. */
  public static Optional<ResizeFilter> named(String name) {
    return Arrays.stream(values()).filter(filter -> filter.name().equals(name.toUpperCase(Locale.ROOT))).findFirst();
  }

  /** By Pillow's number, which Hugging Face writes. */
  public static Optional<ResizeFilter> numbered(int number) {
    return number < 0 || number >= values().length ? Optional.empty() : Optional.of(values()[number]);
  }

  /** How far from its middle it is not 0, in pixels of the coarser grid. */
  double support() {
    return support;
  }

  /** The weight of a pixel at distance x; operation for operation Pillow's. */
  double at(double x) {
    double distance = Math.abs(x);
    return switch (this) {
      case NEAREST -> throw new IllegalStateException("it has no weights");
      case BOX -> x > -0.5 && x <= 0.5 ? 1 : 0;
      case BILINEAR -> distance < 1 ? 1 - distance : 0;
      case BICUBIC -> cubic(distance);
      case LANCZOS -> -LOBES <= x && x < LOBES ? sinc(x) * sinc(x / LOBES) : 0;
      case HAMMING -> distance == 0 ? 1 : distance >= 1 ? 0
          : sinc(distance) * (HAMMING_MEAN + HAMMING_WAVE * Math.cos(distance * Math.PI));
    };
  }

  private static double cubic(double x) {
    if (x < 1) {
      return ((A + 2) * x - (A + 3)) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
  }
}
