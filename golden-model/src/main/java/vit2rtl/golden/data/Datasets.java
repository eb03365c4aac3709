package vit2rtl.golden.data;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import vit2rtl.golden.InputException;

/**
 * Opens images by what is there: an IDX file (gzip or not), a folder of JPEG and PNG files, or a folder with IDX files.
 * Of a folder with a training and a test set, evaluation takes the test set ({@code t10k…}, {@code test…},
 * {@code val…}), calibration the training set ({@code train…}); name the file itself to choose otherwise.
 */
public final class Datasets {
  private static final System.Logger LOG = System.getLogger(Datasets.class.getName());

  private Datasets() {}

  /** For evaluation, all of them; what is skipped is logged. */
  public static Images open(Path path, ImageFormat format) {
    return open(path, format, Purpose.EVALUATION, Integer.MAX_VALUE, notice -> LOG.log(Level.WARNING, notice));
  }

  /**
   * The images at a path.
   *
   * @param limit   how many at most, the first ones
   * @param notices gets what the user should know: which file was chosen, what was skipped and why
   */
  public static Images open(Path path, ImageFormat format, Purpose purpose, int limit, Consumer<String> notices) {
    if (limit < 1) {
      throw new InputException("the number of images is limited to " + limit + "; allowed: 1 or more");
    }
    if (!Files.exists(path)) {
      throw new InputException("there is no file or folder " + path);
    }
    if (!Files.isDirectory(path)) {
      return idx(path, format, notices).first(limit);
    }
    List<Path> idx = idxFiles(path);
    if (idx.isEmpty()) {
      return FolderImages.open(path, format, limit, notices);
    }
    Path chosen = idx.stream().filter(f -> purpose.prefers(f.getFileName().toString())).findFirst().orElse(idx.get(0));
    if (idx.size() > 1) {
      notices.accept("taking " + chosen.getFileName() + " of the " + idx.size() + " IDX files of images in " + path
          + "; name the file to choose another");
    }
    return idx(chosen, format, notices).first(limit);
  }

  private static Images idx(Path path, ImageFormat format, Consumer<String> notices) {
    IdxImages images = IdxImages.open(path, format);
    images.noteSize(notices);
    return images;
  }

  /** Whether a path is a folder of JPEG and PNG files, none of IDX files. */
  static boolean holdsFiles(Path path) {
    return Files.isDirectory(path) && idxFiles(path).isEmpty();
  }

  /** Single JPEG or PNG files; one that cannot be read is refused. {@code notices} gets what became of other sizes. */
  public static Images files(List<Path> files, ImageFormat format, Consumer<String> notices) {
    List<Image> whole = files.stream().map(file -> ImageDecoder.decode(file, format.channels())).toList();
    long other = whole.stream().filter(image -> image.height() != format.side() || image.width() != format.side()).count();
    if (other > 0) {
      notices.accept(other + " of " + whole.size() + " images are " + format.resizing().description(format.side()));
    }
    return new ImageFiles(files, whole.stream().map(format::fit).toList());
  }

  private static List<Path> idxFiles(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> f.getFileName().toString().matches(".*images.*idx[34]-ubyte(\\.gz)?")).sorted().toList();
    } catch (IOException e) {
      throw new InputException(folder + " cannot be listed: " + e.getMessage(), e);
    }
  }
}
