package vit2rtl.golden.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.golden.InputException;

class IdxTest {
  private static final ImageFormat FORMAT = new ImageFormat(1, 2, 10);

  @TempDir
  Path folder;

  @Test
  void imagesAndLabelsBesideThem() throws IOException {
    Path images = write("t10k-images-idx3-ubyte", idx(new int[] {2, 2, 2}, 1, 2, 3, 4, 5, 6, 7, 255));
    Images unlabelled = Datasets.open(images, FORMAT);
    assertEquals(2, unlabelled.size());
    assertArrayEquals(new byte[] {5, 6, 7, (byte) 255}, unlabelled.image(1).pixels());
    assertEquals(255, unlabelled.image(1).at(0, 1, 1));
    assertEquals(Images.UNKNOWN, unlabelled.label(1));
    write("t10k-labels-idx1-ubyte.gz", zip(idx(new int[] {2}, 9, 3)));
    Images labelled = Datasets.open(images, FORMAT);
    assertEquals(9, labelled.label(0));
    assertEquals("1", labelled.name(1));
    assertEquals(1, labelled.first(1).size());
  }

  @Test
  void gzipIsRecognisedByItsContentAndGreaterImagesAreCropped() throws IOException {
    Path file = write("images-idx3-ubyte", zip(idx(new int[] {1, 3, 4}, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)));
    assertArrayEquals(new byte[] {2, 3, 6, 7}, Datasets.open(file, FORMAT).image(0).pixels());
  }

  @Test
  void otherSizesAreResizedAsStatedOrRefused() throws IOException {
    Path file = write("images-idx3-ubyte", idx(new int[] {1, 1, 1}, 9));
    List<String> notices = new ArrayList<>();
    ImageFormat grown = FORMAT.resized(new ResizeAndCrop(ResizeAndCrop.Edges.BOTH, 2, ResizeFilter.BILINEAR, 2,
        ResizeAndCrop.Margin.DOWN, "preprocessor_config.json"));
    assertArrayEquals(new byte[] {9, 9, 9, 9},
        Datasets.open(file, grown, Purpose.EVALUATION, 1, notices::add).image(0).pixels());
    assertEquals(List.of("the images of " + file + ", 1x1 pixels, are resized as preprocessor_config.json says: both edges to"
        + " 2 pixels (bilinear)"), notices);
    assertEquals(file + ": an image of 1x1 pixels for a model that takes 2x2: a border", assertThrows(InputException.class,
        () -> Datasets.open(file, FORMAT.resized(new UnknownResizing("a border")))).getMessage());
  }

  @Test
  void aFolderGivesTheSetThatFitsThePurpose() throws IOException {
    write("t10k-images-idx3-ubyte.gz", zip(idx(new int[] {1, 2, 2}, 1, 1, 1, 1)));
    write("train-images-idx3-ubyte.gz", zip(idx(new int[] {1, 2, 2}, 2, 2, 2, 2)));
    List<String> notices = new ArrayList<>();
    assertEquals(1, Datasets.open(folder, FORMAT, Purpose.EVALUATION, 9, notices::add).image(0).at(0, 0, 0));
    assertEquals(2, Datasets.open(folder, FORMAT, Purpose.CALIBRATION, 9, notices::add).image(0).at(0, 0, 0));
    assertEquals("taking t10k-images-idx3-ubyte.gz of the 2 IDX files of images in " + folder
        + "; name the file to choose another", notices.get(0));
  }

  @Test
  void headersThatLieAreRefused() throws IOException {
    assertEquals("is not a valid IDX file: it ends inside its header or its compressed data", error(new byte[] {0, 0, 8}));
    assertEquals("is not a valid IDX file: it ends inside its header or its compressed data", error(new byte[0]));
    assertEquals("is not a valid IDX file: it promises 8 bytes of data and holds 7; it is truncated",
        error(idx(new int[] {2, 2, 2}, 1, 2, 3, 4, 5, 6, 7)));
    assertEquals("is not a valid IDX file: it promises 2000000000 bytes of data and holds 1; it is truncated",
        error(idx(new int[] {2_000_000_000}, 1)));
    assertEquals("is not a valid IDX file: it holds more than the 4 bytes of data it promises",
        error(idx(new int[] {1, 2, 2}, 1, 2, 3, 4, 5)));
    assertEquals("is not a valid IDX file: it states dimension 2 as 65536; allowed: 1 or more, and less than 2 GiB in all",
        error(idx(new int[] {65536, 65536, 65536})).replace("dimension 1", "dimension 2"));
    assertEquals("is not a valid IDX file: it states dimension 0 as 4294967295; allowed: 1 or more, and less than 2 GiB in"
        + " all", error(idx(new int[] {-1, 2, 2}, 1)));
    assertEquals("is not a valid IDX file: it states dimension 1 as 0; allowed: 1 or more, and less than 2 GiB in all",
        error(idx(new int[] {1, 0, 2})));
    byte[] floats = idx(new int[] {1, 2, 2}, 1, 2, 3, 4);
    floats[2] = 0x0D;
    assertEquals("is not a valid IDX file: it starts with 0x00000d03; allowed: 0x00000801 to 0x00000804, unsigned bytes in 1"
        + " to 4 dimensions", error(floats));
    byte[] zipped = zip(idx(new int[] {1, 2, 2}, 1, 2, 3, 4));
    assertEquals("is not a valid IDX file: it ends inside its header or its compressed data",
        error(Arrays.copyOf(zipped, zipped.length - 9)));
    zipped[zipped.length - 6] ^= 0x55;
    assertEquals("is not a valid IDX file: it has damaged compressed data (Corrupt GZIP trailer)", error(zipped));
  }

  @Test
  void imagesOrLabelsOfAnotherShapeAreRefused() throws IOException {
    assertEquals("has 1 dimensions; images have 3 or 4", error(idx(new int[] {4}, 1, 2, 3, 4)));
    assertEquals("holds images of 1 channels, 1 rows and 4 columns; the model needs 1 channels and at least 2x2 pixels",
        error(idx(new int[] {1, 1, 4}, 1, 2, 3, 4)));
    Path images = write("images-idx3-ubyte", idx(new int[] {1, 2, 2}, 1, 2, 3, 4));
    Path labels = write("labels-idx1-ubyte", idx(new int[] {2}, 1, 1));
    assertEquals(labels + " has the shape [2]; needed: [1], one label for each image of " + images,
        assertThrows(InputException.class, () -> Datasets.open(images, FORMAT)).getMessage());
    write("labels-idx1-ubyte", idx(new int[] {1}, 10));
    assertEquals(labels + " gives image 0 the label 10; allowed: 0 to 9, the classes of the model",
        assertThrows(InputException.class, () -> Datasets.open(images, FORMAT)).getMessage());
    assertThrows(InputException.class, () -> Datasets.open(folder.resolve("none"), FORMAT));
  }

  /** The message without the file's name. */
  private String error(byte[] bytes) throws IOException {
    Path file = write("lie-images-idx3-ubyte", bytes);
    return assertThrows(InputException.class, () -> Datasets.open(file, FORMAT)).getMessage().replace(file + " ", "");
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] idx(int[] shape, int... data) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * shape.length + data.length);
    bytes.putInt(0x800 | shape.length);
    for (int dimension : shape) {
      bytes.putInt(dimension);
    }
    for (int value : data) {
      bytes.put((byte) value);
    }
    return bytes.array();
  }

  private static byte[] zip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }
}
