package vit2rtl.golden.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.golden.InputException;
import vit2rtl.golden.models.EmbeddedModel;

/** Images in another process are those of this one. */
@Execution(ExecutionMode.CONCURRENT)
class PortableImagesTest {
  private static final ImageFormat FORMAT = new ImageFormat(1, 4, 3);

  @TempDir
  Path folder;

  private void image(String name, int value) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(6, 5, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 5; i++) {
      image.getRaster().setSample(i, i, 0, value + i);
    }
    ImageIO.write(image, "png", file.toFile());
  }

  private static PortableImages elsewhere(PortableImages images) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(images);
    }
    return (PortableImages) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
  }

  private static void assertSame(Images expected, PortableImages portable) throws IOException, ClassNotFoundException {
    PortableImages other = elsewhere(portable);
    assertEquals(portable.digest(), other.digest());
    assertEquals(expected.size(), other.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.image(i).pixels(), other.image(i).pixels());
      assertEquals(expected.label(i), other.label(i));
      assertEquals(expected.name(i), other.name(i));
    }
  }

  @Test
  void aFolderOfClasses() throws Exception {
    image("b/0.png", 10);
    image("a/0.png", 50);
    image("a/1.png", 90);
    List<String> notices = new ArrayList<>();
    PortableImages portable = PortableImages.open(folder, FORMAT, 10, notices::add);
    assertSame(Datasets.open(folder, FORMAT), portable);
    assertEquals("a/0.png", portable.name(0));
    assertTrue(notices.get(0).startsWith("labels are the 2 subfolders"), notices::toString);
    assertEquals(2, PortableImages.open(folder, FORMAT, 2, notices::add).size());
  }

  @Test
  void pixelsThatAreAtHand() throws Exception {
    Images some = EmbeddedModel.testImages().first(5);
    assertSame(some, PortableImages.of(some, new ImageFormat(1, 28, 10)));
    assertNotEquals(PortableImages.of(some, new ImageFormat(1, 28, 10)).digest(),
        PortableImages.of(some.first(4), new ImageFormat(1, 28, 10)).digest());
  }

  @Test
  void aBrokenFileIsFoundWhenItIsAskedForAndAnotherFileIsNoBrokenOne() throws Exception {
    image("0.png", 10);
    Files.write(folder.resolve("1.png"), new byte[] {1, 2, 3});
    PortableImages portable = PortableImages.open(folder, FORMAT, 10, notice -> { });
    assertEquals(2, portable.size());
    assertThrows(InputException.class, () -> portable.image(1));
    String digest = portable.digest();
    Files.write(folder.resolve("0.png"), new byte[] {1});
    assertThrows(IllegalStateException.class, () -> portable.image(0));
    Files.delete(folder.resolve("0.png"));
    assertThrows(IllegalStateException.class, () -> portable.image(0));
    image("0.png", 10);
    assertEquals(digest, PortableImages.open(folder, FORMAT, 10, notice -> { }).digest());
  }
}
