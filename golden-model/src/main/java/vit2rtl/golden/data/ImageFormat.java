package vit2rtl.golden.data;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a model wants its images to be.
 *
 * @param channels 1 or 3
 * @param side     rows and columns
 * @param classes  labels are 0…classes − 1
 * @param names    of the classes, where the model has them; labels may be these, too
 * @param resizing what becomes of images of another size
 */
public record ImageFormat(int channels, int side, int classes, List<String> names, Resizing resizing) {

  public ImageFormat {
    names = List.copyOf(names);
  }

  /** Of classes without names. */
  public ImageFormat(int channels, int side, int classes) {
    this(channels, side, classes, List.of(), Resizing.UNSTATED);
  }

  /** The same with names of the classes. */
  public ImageFormat named(List<String> classNames) {
    return new ImageFormat(channels, side, classes, classNames, resizing);
  }

  /** The same with images of other sizes resized so. */
  public ImageFormat resized(Resizing how) {
    return new ImageFormat(channels, side, classes, names, how);
  }

  /** Whether images of this format are those of another, whatever its classes are called and other sizes become. */
  public boolean matches(ImageFormat other) {
    return channels == other.channels && side == other.side && classes == other.classes;
  }

  /** An image of any size as one of the model's; one that cannot be made so is refused. */
  Image fit(Image image) {
    return resizing.fit(image, side);
  }

  /** The class of a name, where one class alone has it. */
  public OptionalInt label(String name) {
    int first = names.indexOf(name);
    return first < 0 || first != names.lastIndexOf(name) ? OptionalInt.empty() : OptionalInt.of(first);
  }

  @Override
  public String toString() {
    return (channels == 1 ? "grey" : "colour") + " images of " + side + "x" + side + " pixels in " + classes + " classes";
  }
}
