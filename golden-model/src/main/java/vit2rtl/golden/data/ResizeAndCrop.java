package vit2rtl.golden.data;

import java.util.Locale;
import vit2rtl.golden.InputException;

/**
 * Images of another size are resized as Pillow does it ({@link Resampler}), then their middle is taken. With
 * {@link Edges#SHORTER} an image of h rows and w columns, h ≤ w, gets {@code size} rows and ⌊size·w/h⌋ columns, as
 * torchvision's {@code Resize} and Hugging Face's {@code shortest_edge} have it.
 *
 * @param edges  which of them get {@code size}
 * @param size   pixels of an edge, {@code crop} or more
 * @param filter of the resampling
 * @param crop   rows and columns of the middle
 * @param margin where a middle with an odd margin begins
 * @param source who says so, for people
 */
public record ResizeAndCrop(Edges edges, int size, ResizeFilter filter, int crop, Margin margin, String source)
    implements Resizing {
  /** The greatest {@code size}. */
  public static final int MOST = 1 << 14;
  private static final long MAX_PIXELS = 64L << 20;

  /** Edges of an image. */
  public enum Edges {
    /** The shorter one; the longer one keeps the proportion. */
    SHORTER,
    /** Both, whatever the proportion. */
    BOTH
  }

  /** Rows above, or columns left of, a middle whose margin of m is odd. */
  public enum Margin {
    /** ⌊m/2⌋, Hugging Face's. */
    DOWN,
    /** The even one of ⌊m/2⌋ and ⌈m/2⌉, torchvision's. */
    EVEN
  }

  public ResizeAndCrop {
    if (crop < 1 || size < crop || size > MOST) {
      throw new InputException(source + " resizes images to " + size + " pixels and crops them to " + crop + "; allowed: 1 to "
          + MOST + ", and no more after the crop than before");
    }
  }

  @Override
  public Image fit(Image image, int side) {
    int height = image.height();
    int width = image.width();
    if (height == side && width == side) {
      return image;
    }
    if (crop != side) {
      throw new InputException("an image of " + width + "x" + height + " pixels for a model that takes " + side + "x" + side
          + ": " + source + " makes images of " + crop + "x" + crop + "; resize them before, or state --crop-pct");
    }
    long shorter = edges == Edges.BOTH ? size : Math.min(height, width);
    long newHeight = edges == Edges.BOTH ? size : size * (long) height / shorter;
    long newWidth = edges == Edges.BOTH ? size : size * (long) width / shorter;
    if (newHeight * newWidth > MAX_PIXELS) {
      throw new InputException("an image of " + width + "x" + height + " pixels is too narrow: resized as " + source
          + " says it has " + newWidth + "x" + newHeight + "; allowed: up to " + MAX_PIXELS + " pixels");
    }
    Image resized = Resampler.resize(image, (int) newHeight, (int) newWidth, filter);
    return resized.crop(before(resized.height() - side), before(resized.width() - side), side);
  }

  private int before(int margins) {
    int half = margins / 2;
    return margin == Margin.EVEN && margins % 2 == 1 && half % 2 == 1 ? half + 1 : half;
  }

  @Override
  public String description(int side) {
    return "resized as " + source + (source.contains(" and ") ? " say: " : " says: ") + (edges == Edges.BOTH ? "both edges" : "the shorter edge") + " to " + size
        + " pixels (" + filter.name().toLowerCase(Locale.ROOT) + ")"
        + (edges == Edges.BOTH && size == crop ? "" : ", then the middle " + crop + "x" + crop)
        + (crop == side ? "" : ", which is not what the model takes: refused");
  }
}
