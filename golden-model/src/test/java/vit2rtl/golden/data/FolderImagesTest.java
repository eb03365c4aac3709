package vit2rtl.golden.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.golden.InputException;
import vit2rtl.golden.SharedFiles;
import vit2rtl.golden.io.SafeTensors;

class FolderImagesTest {
  private static final ImageFormat COLOUR = new ImageFormat(3, 2, 5);
  private static final ImageFormat GREY = new ImageFormat(1, 2, 5);

  @TempDir
  Path folder;

  private final List<String> notices = new ArrayList<>();

  @Test
  void pngsOfEveryKindGiveTheirStoredSamples() throws IOException {
    int[] colours = {0xFF0000, 0x00FF00, 0x0000FF, 0x0A141E};
    for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR}) {
      png("c.png", type, 2, colours);
      assertArrayEquals(new byte[] {-1, 0, 0, 10, 0, -1, 0, 20, 0, 0, -1, 30}, open(COLOUR).image(0).pixels());
      // 0.299, 0.587 and 0.114 of 255, and of 10, 20, 30.
      assertArrayEquals(new byte[] {76, (byte) 150, 29, 18}, open(GREY).image(0).pixels());
    }
    BufferedImage grey = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSamples(0, 0, 2, 2, 0, new int[] {0, 100, 200, 255});
    ImageIO.write(grey, "png", folder.resolve("c.png").toFile());
    byte[] stored = {0, 100, (byte) 200, -1};
    assertArrayEquals(stored, open(GREY).image(0).pixels(), "no gamma");
    assertArrayEquals(stored, Arrays.copyOfRange(open(COLOUR).image(0).pixels(), 4, 8));
  }

  @Test
  void labelsNamesAndCrop() throws IOException {
    png("b.png", BufferedImage.TYPE_INT_RGB, 4, 0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 0);
    png("a,1.PNG", BufferedImage.TYPE_INT_RGB, 2, 0, 0, 0, 0);
    png("c.png", BufferedImage.TYPE_INT_RGB, 2, 0, 0, 0, 0);
    Files.writeString(folder.resolve("labels.csv"), "file,label\r\n\"a,1.PNG\",4\nb.png, 2\n\ngone.png,0\n");
    Images images = open(COLOUR);
    assertEquals(3, images.size());
    assertEquals(List.of("a,1.PNG", "b.png", "c.png"), List.of(images.name(0), images.name(1), images.name(2)));
    assertEquals(List.of(4, 2, Images.UNKNOWN), List.of(images.label(0), images.label(1), images.label(2)));
    assertArrayEquals(new byte[] {1, 2, 3, 4}, Arrays.copyOfRange(images.image(1).pixels(), 8, 12));
    assertEquals(folder.resolve("labels.csv") + " names 1 files that are not in the folder, the first: gone.png",
        notices.get(0));
    assertEquals("1 of 3 images of " + folder + " are much larger than the 2x2 pixels cropped from their middle; resize"
        + " the shorter side to about 2", notices.get(1));
    assertEquals(2, Datasets.open(folder, COLOUR, Purpose.EVALUATION, 2, notices::add).size());
  }

  @Test
  void brokenImagesAmongGoodOnesAreSkippedAndSaid() throws IOException {
    png("good.png", BufferedImage.TYPE_INT_RGB, 2, 1, 2, 3, 4);
    byte[] whole = Files.readAllBytes(folder.resolve("good.png"));
    Files.write(folder.resolve("a.png"), Arrays.copyOf(whole, whole.length / 2));
    Files.write(folder.resolve("b.jpeg"), new byte[0]);
    Files.writeString(folder.resolve("c.jpg"), "not an image");
    png("small.png", BufferedImage.TYPE_INT_RGB, 1, 7);
    Files.writeString(folder.resolve("notes.txt"), "left alone");
    Images images = open(COLOUR);
    assertEquals(1, images.size());
    assertEquals("good.png", images.name(0));
    assertEquals(4, notices.size(), notices.toString());
    assertTrue(notices.get(0).startsWith("skipped: " + folder.resolve("a.png") + " cannot be decoded: "), notices.get(0));
    assertEquals("skipped: " + folder.resolve("c.jpg") + " is not an image of a known kind; allowed: JPEG and PNG",
        notices.get(2));
    assertEquals("skipped: " + folder.resolve("small.png") + ": an image of 1x1 pixels is too small to crop 2x2; resize its"
        + " shorter side to 2 or more", notices.get(3));
    Files.delete(folder.resolve("good.png"));
    assertTrue(error().startsWith(folder + " holds no usable image; needed: JPEG or PNG files of at least 2x2 pixels; the"
        + " first: "), error());
  }

  @Test
  void labelsOutOfRangeAndOtherTablesAreRefused() throws IOException {
    png("a.png", BufferedImage.TYPE_INT_RGB, 2, 1, 2, 3, 4);
    Path csv = folder.resolve("labels.csv");
    Files.writeString(csv, "file,label\na.png,5\n");
    assertEquals(csv + ", line 2: label '5'; allowed: 0 to 4, the classes of the model", error());
    Files.writeString(csv, "file,label\na.png,cat\n");
    assertEquals(csv + ", line 2: label 'cat'; allowed: 0 to 4, the classes of the model", error());
    Files.writeString(csv, "name;class\na.png;1\n");
    assertEquals(csv + " starts with 'name;class'; needed: file,label", error());
    Files.writeString(csv, "file,label\na.png\n");
    assertEquals(csv + ", line 2: 'a.png'; needed: a file, a comma and a label", error());
    Files.writeString(csv, "file,label\na.png,1\na.png,1\n");
    assertEquals(csv + ", line 3: a.png has a label already; keep one line for each file", error());
    Files.write(csv, new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
    assertEquals(csv + " is not UTF-8 text", error());
  }

  /** A JPEG decoded here and elsewhere: a grey level or two apart at most places, everywhere close. */
  @Test
  void jpegsDecodeAsElsewhere() {
    Images images = Datasets.open(SharedFiles.require("data/imagenet_val1300"), new ImageFormat(3, 224, 1000),
        Purpose.EVALUATION, 1, notices::add);
    int[] expected = SafeTensors.open(SharedFiles.require("vectors/trace_vit_tiny.safetensors"))
        .tensor("pixels").ints();
    byte[] pixels = images.image(0).pixels();
    int far = 0;
    for (int i = 0; i < expected.length; i++) {
      int difference = Math.abs(expected[i] - (pixels[i] & 0xFF));
      assertTrue(difference <= 12, "pixel " + i + " differs by " + difference);
      far += difference > 2 ? 1 : 0;
    }
    assertTrue(far < expected.length / 100, far + " of " + expected.length + " pixels differ by more than 2");
    assertEquals(472, images.label(0));
  }

  @Test
  void aSubfolderForEachClass() throws IOException {
    for (String name : List.of("b", "a", "empty")) {
      Files.createDirectory(folder.resolve(name));
    }
    png("b/1.png", BufferedImage.TYPE_INT_RGB, 2, 0, 0, 0, 0);
    png("a/1.png", BufferedImage.TYPE_INT_RGB, 2, 0, 0, 0, 0);
    png("a/2.png", BufferedImage.TYPE_INT_RGB, 2, 0, 0, 0, 0);
    Images images = open(COLOUR);
    assertEquals(List.of("a/1.png", "b/1.png", "a/2.png"), List.of(images.name(0), images.name(1), images.name(2)));
    assertEquals(List.of(0, 1, 0), List.of(images.label(0), images.label(1), images.label(2)));
    assertEquals("labels are the 2 subfolders of " + folder + " in the order of their names: a is 0; the model has 5"
        + " classes, so a label is right only if the missing ones come last", notices.get(0));
  }

  /** Where one folder is no class of the model, their order counts, as for models without names. */
  @Test
  void labelsMayBeNamesOfTheModelsClasses() throws IOException {
    ImageFormat named = COLOUR.named(List.of("car", "cat, wild", "ant", "dog", "dog"));
    png("1.png", BufferedImage.TYPE_INT_RGB, 2, 0, 0, 0, 0);
    png("2.png", BufferedImage.TYPE_INT_RGB, 2, 0, 0, 0, 0);
    Files.writeString(folder.resolve("labels.csv"), "file,label\n1.png,\"cat, wild\"\n2.png,ant\n");
    assertEquals(List.of(1, 2), List.of(open(named).label(0), open(named).label(1)));
    Files.writeString(folder.resolve("labels.csv"), "file,label\n1.png,dog\n");
    assertEquals(folder.resolve("labels.csv") + ", line 2: label 'dog'; allowed: 0 to 4, the classes of the model, or one of"
        + " their names, car and so on", assertThrows(InputException.class, () -> open(named)).getMessage());
    for (String file : List.of("labels.csv", "1.png", "2.png")) {
      Files.delete(folder.resolve(file));
    }
    Files.createDirectory(folder.resolve("ant"));
    Files.createDirectory(folder.resolve("car"));
    png("ant/1.png", BufferedImage.TYPE_INT_RGB, 2, 0, 0, 0, 0);
    png("car/1.png", BufferedImage.TYPE_INT_RGB, 2, 0, 0, 0, 0);
    assertEquals(List.of(2, 0), List.of(open(named).label(0), open(named).label(1)));
    assertEquals("labels are the 2 subfolders of " + folder + ", whose names are those of the model's classes", notices.get(notices.size() - 1));
    Files.createDirectory(folder.resolve("bird"));
    png("bird/1.png", BufferedImage.TYPE_INT_RGB, 2, 0, 0, 0, 0);
    assertEquals(List.of(0, 1, 2), List.of(open(named).label(0), open(named).label(1), open(named).label(2)));
  }

  @Test
  void labelsQuotedAsRfc4180Has() throws IOException {
    png("say \"a\".png", BufferedImage.TYPE_INT_RGB, 2, 0, 0, 0, 0);
    Files.writeString(folder.resolve("labels.csv"), "\"file\",\"label\"\r\n\"say \"\"a\"\".png\",\"3\"\r\n");
    assertEquals(3, open(COLOUR).label(0));
    assertEquals(List.of(), notices);
  }

  @Test
  void transparencyAndAnotherSizeAreSaid() throws IOException {
    ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB), "png", folder.resolve("t.png").toFile());
    for (int i = 0; i < 4; i++) {
      png("o" + i + ".png", BufferedImage.TYPE_INT_ARGB, 2, 0, 0, 0, 0);
    }
    png("z.png", BufferedImage.TYPE_INT_RGB, 3, new int[9]);
    open(COLOUR);
    assertEquals(List.of("1 of 6 images have transparent pixels, the first: " + folder.resolve("t.png")
            + "; transparency is dropped and the colours beneath are taken",
        "1 of 6 images are not 2x2 pixels as the others, the first: " + folder.resolve("z.png") + " (3x3)"),
        notices.subList(notices.size() - 2, notices.size()));
  }

  /** Four colours of ink are no red, green and blue. */
  @Test
  void jpegsInCmykAreRefused() throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(folder.resolve("a.jpeg").toFile())) {
      writer.setOutput(out);
      writer.write(new IIOImage(Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 2, 2, 4, null), null, null));
    }
    writer.dispose();
    assertTrue(error().contains("a.jpeg is a JPEG in cyan, magenta, yellow and black (CMYK); allowed: grey and RGB; convert"
        + " it"), error());
  }

  /** Small ones grow; those of the model's size stay; all of it is said once. */
  @Test
  void otherSizesAreResizedAsStated() throws IOException {
    png("a.png", BufferedImage.TYPE_INT_RGB, 2, 1, 2, 3, 4);
    png("b.png", BufferedImage.TYPE_INT_RGB, 1, 7);
    png("c.png", BufferedImage.TYPE_INT_RGB, 4, 8, 8, 0, 0, 8, 8, 0, 0, 16, 16, 4, 4, 16, 16, 4, 4);
    ImageFormat resized = COLOUR.resized(new ResizeAndCrop(ResizeAndCrop.Edges.SHORTER, 2, ResizeFilter.BOX, 2,
        ResizeAndCrop.Margin.EVEN, "config.json"));
    Images images = open(resized);
    assertEquals(3, images.size());
    assertArrayEquals(new byte[] {1, 2, 3, 4}, Arrays.copyOfRange(images.image(0).pixels(), 8, 12));
    assertArrayEquals(new byte[] {7, 7, 7, 7}, Arrays.copyOfRange(images.image(1).pixels(), 8, 12));
    assertArrayEquals(new byte[] {8, 0, 16, 4}, Arrays.copyOfRange(images.image(2).pixels(), 8, 12));
    assertEquals(List.of("2 of 3 images of " + folder + " are resized as config.json says: the shorter edge to 2 pixels (box),"
        + " then the middle 2x2"), notices);
    PortableImages portable = PortableImages.open(folder, resized, 9, notices::add);
    assertArrayEquals(images.image(2).pixels(), portable.image(2).pixels());
    assertTrue(notices.get(1).startsWith("images of " + folder + " that are not 2x2 pixels are resized as"), notices.get(1));
    assertNotEquals(portable.digest(), PortableImages.open(folder, COLOUR, 9, notices::add).digest());
  }

  @Test
  void whatASideFileSaysAndCannotBeDoneIsRefusedForOtherSizesAlone() throws IOException {
    png("a.png", BufferedImage.TYPE_INT_RGB, 2, 1, 2, 3, 4);
    png("b.png", BufferedImage.TYPE_INT_RGB, 3, new int[9]);
    ImageFormat border = COLOUR.resized(new UnknownResizing("config.json: crop_mode is border"));
    assertEquals(1, open(border).size());
    assertEquals(List.of("skipped: " + folder.resolve("b.png")
        + ": an image of 3x3 pixels for a model that takes 2x2: config.json: crop_mode is border"), notices);
  }

  private Images open(ImageFormat format) {
    return Datasets.open(folder, format, Purpose.EVALUATION, Integer.MAX_VALUE, notices::add);
  }

  private String error() {
    return assertThrows(InputException.class, () -> open(COLOUR)).getMessage();
  }

  private void png(String name, int type, int side, int... colours) throws IOException {
    BufferedImage image = new BufferedImage(side, side, type);
    for (int i = 0; i < colours.length; i++) {
      image.setRGB(i % side, i / side, 0xFF000000 | colours[i]);
    }
    ImageIO.write(image, "png", folder.resolve(name).toFile());
  }
}
