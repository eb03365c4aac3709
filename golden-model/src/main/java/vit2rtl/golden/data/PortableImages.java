package vit2rtl.golden.data;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.function.Consumer;
import vit2rtl.golden.InputException;

/**
 * Images that other processes and machines read one by one, none of them all. A folder is listed here and its files are
 * decoded where they are asked for, so a broken file is found only then: {@link #image} refuses it. Pixels of IDX files
 * go along.
 */
public interface PortableImages extends Images, Serializable {

  /** SHA-256 of names, labels and content; of a folder's files names, labels and sizes. */
  String digest();

  /** The images at a path, for evaluation, as {@link Datasets#open} finds them. */
  static PortableImages open(Path path, ImageFormat format, int limit, Consumer<String> notices) {
    if (limit < 1) {
      throw new InputException("the number of images is limited to " + limit + "; allowed: 1 or more");
    }
    if (Datasets.holdsFiles(path)) {
      PortableFolder folder = PortableFolder.of(FolderListing.of(path, format, notices), format, limit);
      if (!format.resizing().equals(Resizing.UNSTATED)) {
        notices.accept("images of " + path + " that are not " + format.side() + "x" + format.side() + " pixels are "
            + format.resizing().description(format.side()));
      }
      return folder;
    }
    return of(Datasets.open(path, format, Purpose.EVALUATION, limit, notices), format);
  }

  /** Images that are at hand, with their pixels. */
  static PortableImages of(Images images, ImageFormat format) {
    return PortablePixels.of(images, format);
  }
}
