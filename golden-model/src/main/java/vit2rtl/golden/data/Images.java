package vit2rtl.golden.data;

/** A set of images of one size. Safe to read from several threads; the same index gives the same image every time. */
public interface Images {
  /** {@link #label} of an image whose class is not known. */
  int UNKNOWN = -1;

  int size();

  Image image(int index);

  /** The image's class, or {@link #UNKNOWN}. */
  int label(int index);

  /** What to call the image in a report. */
  String name(int index);

  /** The first {@code count} of them. */
  default Images first(int count) {
    return count >= size() ? this : new SomeImages(this, 0, count);
  }

  /** Those from index {@code from} on; there must be one. */
  default Images from(int from) {
    return from == 0 ? this : new SomeImages(this, from, size() - from);
  }
}
