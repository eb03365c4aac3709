package vit2rtl.golden.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import vit2rtl.golden.InputException;

/**
 * Images of an IDX file, {@code [count, rows, columns]} or {@code [count, channels, rows, columns]}, and the labels of
 * the IDX file beside it: {@code t10k-images-idx3-ubyte.gz} belongs to {@code t10k-labels-idx1-ubyte.gz}, with or
 * without {@code .gz}. Images of another size become the format's. Labels may be absent.
 */
public final class IdxImages implements Images {
  private final String file;
  private final ImageFormat format;
  private final int channels;
  private final int height;
  private final int width;
  private final byte[] pixels;
  private final Optional<byte[]> labels;

  private IdxImages(ImageFormat format, IdxFile images, Optional<IdxFile> labels) {
    int[] shape = images.shape();
    if (shape.length < 3) {
      throw new InputException(images.file() + " has " + shape.length + " dimensions; images have 3 or 4");
    }
    this.file = images.file();
    this.format = format;
    this.channels = shape.length == 4 ? shape[1] : 1;
    this.height = shape[shape.length - 2];
    this.width = shape[shape.length - 1];
    this.pixels = images.data();
    boolean small = height < format.side() || width < format.side();
    if (channels != format.channels() || small && format.resizing().equals(Resizing.UNSTATED)) {
      throw new InputException(file + " holds images of " + channels + " channels, " + height + " rows and " + width
          + " columns; the model needs " + format.channels() + " channels and at least " + format.side() + "x"
          + format.side() + " pixels");
    }
    labels.ifPresent(l -> checkLabels(l, shape[0]));
    this.labels = labels.map(IdxFile::data);
  }

  public static IdxImages open(Path path, ImageFormat format) {
    return new IdxImages(format, IdxFile.open(path), labelsOf(path).map(IdxFile::open));
  }

  /** Of streams, for instance of resources. */
  public static IdxImages read(String name, InputStream images, InputStream labels, ImageFormat format) throws IOException {
    return new IdxImages(format, IdxFile.read(name, images), Optional.of(IdxFile.read(name + " (labels)", labels)));
  }

  /** The file of labels that belongs to a file of images, if it is there. */
  private static Optional<Path> labelsOf(Path images) {
    String name = images.getFileName().toString();
    String labels = name.replace("images", "labels").replace("idx3", "idx1").replace("idx4", "idx1");
    if (labels.equals(name)) {
      return Optional.empty();
    }
    String plain = labels.replaceFirst("\\.gz$", "");
    return Arrays.stream(new String[] {plain, plain + ".gz"}).map(images::resolveSibling).filter(Files::isRegularFile)
        .findFirst();
  }

  private void checkLabels(IdxFile file, int count) {
    if (file.shape().length != 1 || file.shape()[0] != count) {
      throw new InputException(file.file() + " has the shape " + Arrays.toString(file.shape()) + "; needed: [" + count
          + "], one label for each image of " + this.file);
    }
    for (int i = 0; i < count; i++) {
      int label = file.data()[i] & 0xFF;
      if (label >= format.classes()) {
        throw new InputException(file.file() + " gives image " + i + " the label " + label
            + "; allowed: 0 to " + (format.classes() - 1) + ", the classes of the model");
      }
    }
  }

  @Override
  public int size() {
    return pixels.length / (channels * height * width);
  }

  @Override
  public Image image(int index) {
    int bytes = channels * height * width;
    byte[] own = Arrays.copyOfRange(pixels, index * bytes, (index + 1) * bytes);
    return format.fit(new Image(channels, height, width, own));
  }

  /** Says what becomes of images that have not the model's size, or refuses them. */
  void noteSize(Consumer<String> notices) {
    if (height != format.side() || width != format.side()) {
      try {
        image(0);
      } catch (InputException e) {
        throw new InputException(file + ": " + e.getMessage(), e);
      }
      notices.accept("the images of " + file + ", " + width + "x" + height + " pixels, are "
          + format.resizing().description(format.side()));
    }
  }

  @Override
  public int label(int index) {
    return labels.map(bytes -> bytes[index] & 0xFF).orElse(UNKNOWN);
  }

  @Override
  public String name(int index) {
    return String.valueOf(index);
  }
}
