package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vit2rtl.golden.io.SafeTensorsWriter;

/** A checkpoint and images of one's own, from quantize to eval. */
class NewUserTest {
  private static final RandomVit SMALL = new RandomVit(28, 7, 1, 24, 1, 3, 40, 2, 1, true);

  @TempDir
  Path folder;

  static List<RandomVit> shapes() {
    return List.of(SMALL,
        new RandomVit(56, 7, 3, 35, 2, 5, 50, 11, 2, false),
        new RandomVit(28, 4, 3, 21, 1, 7, 21, 2, 1, false),
        new RandomVit(28, 28, 1, 6, 1, 1, 3, 2, 1, true));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void anyShapeQuantisesAndRuns(RandomVit shape) throws IOException {
    Path checkpoint = shape.write(folder.resolve("f.safetensors"));
    Path images = images(shape, 4);
    for (String recipe : List.of("wide", "fqvit")) {
      Path model = folder.resolve(recipe + ".safetensors");
      CliRun made = CliRun.of("quantize", "--checkpoint", checkpoint.toString(), "--calibration", images.toString(),
          "--recipe", recipe, "--out", model.toString());
      assertEquals(0, made.exit(), made.err());
      CliRun run = CliRun.of("eval", "--model", model.toString(), "--checkpoint", checkpoint.toString(), "--data",
          images.toString());
      assertEquals(0, run.exit(), run.err());
      assertTrue(run.out().lines().toList().get(2).matches("agreement with float: (50|75|100)\\.00 %"), run.out());
    }
  }

  @Test
  void aBrokenImageIsSkippedAndSaid() throws IOException {
    Path checkpoint = SMALL.write(folder.resolve("f.safetensors"));
    Path images = images(SMALL, 3);
    Path broken = Files.write(images.resolve("broken.jpg"), new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 1, 2});
    Path model = folder.resolve("m.safetensors");
    CliRun run = CliRun.of("quantize", "--checkpoint", checkpoint.toString(), "--calibration", images.toString(),
        "--out", model.toString());
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().contains("calibrated on 3 images"), run.out());
    assertTrue(run.said().contains("vit2rtl: skipped: " + broken + " cannot be decoded"), run.said());
  }

  @Test
  void noImageIsRefused() throws IOException {
    Path checkpoint = SMALL.write(folder.resolve("f.safetensors"));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path model = folder.resolve("m.safetensors");
    assertEquals("vit2rtl: " + empty + " holds no usable image; needed: JPEG or PNG files of at least 28x28 pixels",
        refused("quantize", "--checkpoint", checkpoint.toString(), "--calibration", empty.toString(), "--out",
            model.toString()));
    assertEquals("vit2rtl: quantize needs --calibration PATH, images to calibrate with, or the word 'embedded'",
        refused("quantize", "--checkpoint", checkpoint.toString(), "--out", model.toString()));
    assertFalse(Files.exists(model));
  }

  @Test
  void aModelOfANewerToolIsRefused() throws IOException {
    Path checkpoint = SMALL.write(folder.resolve("f.safetensors"));
    Path model = folder.resolve("m.safetensors");
    assertEquals(0, CliRun.of("quantize", "--checkpoint", checkpoint.toString(), "--calibration",
        images(SMALL, 2).toString(), "--out", model.toString()).exit());
    String bytes = Files.readString(model, StandardCharsets.ISO_8859_1);
    Files.writeString(model, bytes.replaceFirst("version\\\\\":1", "version\\\\\":9"), StandardCharsets.ISO_8859_1);
    assertEquals("vit2rtl: " + model + " has format version 9, written by vit2rtl 0.1.0; this is vit2rtl 0.1.0, which"
        + " reads versions up to 3; use a newer vit2rtl or quantise again with this one",
        refused("eval", "--model", model.toString(), "--data", folder.resolve("images").toString()));
  }

  @Test
  void anAttentionPoolingIsRefusedByName() throws IOException {
    SafeTensorsWriter writer = new SafeTensorsWriter().f32("attn_pool.latent", new float[24], 1, 1, 24);
    Path checkpoint = SMALL.write(writer, folder.resolve("f.safetensors"));
    String sentence = refused("quantize", "--checkpoint", checkpoint.toString(), "--calibration",
        images(SMALL, 2).toString(), "--out", folder.resolve("m.safetensors").toString());
    assertTrue(sentence.contains("'attn_pool.latent': attention pooling (SigLIP) is not supported"), sentence);
  }

  @Test
  void aDigestNeedsAModel() {
    assertEquals("vit2rtl: --digest needs --model M.safetensors: it is of an integer model's tensors",
        refused("eval", "--checkpoint", "embedded", "--digest"));
  }

  private static String refused(String... arguments) {
    CliRun run = CliRun.of(arguments);
    assertEquals(2, run.exit(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    return run.err().lines().findFirst().orElseThrow();
  }

  private Path images(RandomVit shape, int count) throws IOException {
    Path images = Files.createDirectories(folder.resolve("images"));
    Random random = new Random(count);
    int type = shape.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
    for (int i = 0; i < count; i++) {
      BufferedImage image = new BufferedImage(shape.image(), shape.image(), type);
      for (int p = 0; p < shape.image() * shape.image(); p++) {
        image.setRGB(p % shape.image(), p / shape.image(), random.nextInt(1 << 24));
      }
      ImageIO.write(image, "png", images.resolve("i" + i + ".png").toFile());
    }
    return images;
  }
}
