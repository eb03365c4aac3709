package vit2rtl.golden.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.golden.vit.VitCheckpoint;

class ModelFileTest {
  @TempDir
  private Path folder;

  @ParameterizedTest
  @MethodSource("vit2rtl.golden.network.IntegerVitTest#cases")
  void whatIsWrittenIsRead(IntegerVitTest.Case c) throws Exception {
    VitCheckpoint checkpoint = new SyntheticVit(11, c.sizes()).checkpoint();
    Images images = SyntheticVit.images(12, 6, c.sizes().channels(), c.sizes().image());
    QuantizedVit model = Quantizer.quantize(checkpoint, images, c.options(), done -> { });
    Path file = folder.resolve("m.safetensors");
    ModelFile.write(model, file);
    QuantizedVit read = ModelFile.read(file);
    assertEquals(model.shape(), read.shape());
    assertEquals(model.origin(), read.origin());
    assertEquals(model.grids(), read.grids());
    assertEquals(model.embedding(), read.embedding());
    assertEquals(model.blocks(), read.blocks());
    assertEquals(model, read);
    assertArrayEquals(new IntegerVit(model).logits(images.image(0)), new IntegerVit(read).logits(images.image(0)));
    byte[] first = Files.readAllBytes(file);
    ModelFile.write(read, file);
    assertArrayEquals(first, Files.readAllBytes(file), "the same model gives the same bytes");
  }

  @Test
  void aNewerFormatIsRefusedInOneSentence() throws Exception {
    Path file = model();
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    byte[] newer = text.replace("{\\\"version\\\":1,", "{\\\"version\\\":7,").getBytes(StandardCharsets.ISO_8859_1);
    SafeTensors tensors = SafeTensors.parse("m.safetensors", ByteBuffer.wrap(newer));
    assertTrue(ModelFile.isModel(tensors));
    assertEquals("m.safetensors has format version 7, written by vit2rtl 0.1.0; this is vit2rtl 0.1.0, which reads"
            + " versions up to 3; use a newer vit2rtl or quantise again with this one",
        assertThrows(InputException.class, () -> ModelFile.read(tensors)).getMessage());
  }

  @Test
  void otherFilesAreRefused() {
    IntegerVitTest.Case c = IntegerVitTest.cases().get(2);
    Path file = new SyntheticVit(1, c.sizes()).write(folder.resolve("float.safetensors"));
    assertFalse(ModelFile.isModel(SafeTensors.open(file)));
    assertTrue(assertThrows(InputException.class, () -> ModelFile.read(file)).getMessage()
        .contains("is not a quantised model"));
  }

  /** Damage that keeps the lengths, so that it is the manifest's own check that finds it. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "\\\"fraction\\\": | \\\"fractiom\\\": | its manifest has  as 'fraction' of layer 'blocks.0.norm1'; needed: a number",
      "\\\"channels\\\":3 | \\\"channel\\\":31 | its manifest has  as 'channels' of the shape; needed: an integer",
      "\\\"imageSize\\\": | \\\"width\\\":2.7, | has a manifest that is not valid JSON",
      "\\\"NONE\\\" | \\\"NUNE\\\" | its manifest has \"NUNE\" as 'distillation' of the shape; allowed: [NONE, TOKEN]",
      ",\\\"scale\\\": | ,\\\"scole\\\": | ; needed: a whole number as zeroPoint, and a number as scale"})
  void aDamagedManifestIsRefusedByName(String part, String instead, String problem) throws Exception {
    String text = new String(Files.readAllBytes(model()), StandardCharsets.ISO_8859_1);
    assertTrue(text.contains(part), part);
    byte[] damaged = text.replace(part, instead).getBytes(StandardCharsets.ISO_8859_1);
    SafeTensors tensors = SafeTensors.parse("m.safetensors", ByteBuffer.wrap(damaged));
    String message = assertThrows(InputException.class, () -> ModelFile.read(tensors)).getMessage();
    assertTrue(message.startsWith("m.safetensors") && message.contains(problem), message);
  }

  /** The least may be the greatest: what a layer takes is one number then. */
  @Test
  void aRangeOfOneNumberIsRead() throws Exception {
    String text = new String(Files.readAllBytes(model()), StandardCharsets.ISO_8859_1);
    String part = "\\\"input\\\":[0,255]";
    assertTrue(text.contains(part), part);
    byte[] one = text.replace(part, part.replace("[0,255]", "[ 9,9 ]")).getBytes(StandardCharsets.ISO_8859_1);
    QuantizedVit read = ModelFile.read(SafeTensors.parse("m.safetensors", ByteBuffer.wrap(one)));
    assertEquals(new IntRange(9, 9), read.patch().input());
  }

  private Path model() {
    IntegerVitTest.Case c = IntegerVitTest.cases().get(2);
    QuantizedVit model = Quantizer.quantize(new SyntheticVit(13, c.sizes()).checkpoint(),
        SyntheticVit.images(14, 2, 3, 8), c.options(), done -> { });
    Path file = folder.resolve("small.safetensors");
    ModelFile.write(model, file);
    return file;
  }
}
