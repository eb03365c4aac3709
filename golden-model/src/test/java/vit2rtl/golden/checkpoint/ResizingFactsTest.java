package vit2rtl.golden.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.data.ResizeFilter;
import vit2rtl.golden.data.ResizeOptions;
import vit2rtl.golden.data.Resizing;
import vit2rtl.golden.network.ModelFile;
import vit2rtl.golden.network.QuantizedModel;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.vit.VitCheckpoint;

/** What the files beside a checkpoint say of images of another size than 16x16. */
@Execution(ExecutionMode.CONCURRENT)
class ResizingFactsTest {
  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "\"crop_pct\": 0.9, \"interpolation\": \"bilinear\" | the shorter edge to 17 pixels (bilinear), then the middle 16x16",
      "\"crop_pct\": 1, \"crop_mode\": \"squash\"         | both edges to 16 pixels (bicubic)",
      "\"crop_mode\": \"center\", \"crop_pct\": null      | the shorter edge to 18 pixels (bicubic), then the middle 16x16"})
  void timm(String keys, String expected) throws IOException {
    assertEquals("resized as config.json says: " + expected, timm("\"pretrained_cfg\": {" + keys + "}"));
    assertEquals("resized as config.json says: " + expected, timm(keys), "older files have them flat");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "\"crop_mode\": \"border\"       | pretrained_cfg.crop_mode is border; allowed: center, squash",
      "\"crop_pct\": 1.5               | pretrained_cfg.crop_pct is 1.5; allowed: above 0 to 1, for up to 16384 pixels",
      "\"interpolation\": \"random\"   | pretrained_cfg.interpolation is random; allowed: nearest, lanczos, bilinear, bicubic, box, hamming"})
  void whatTimmSaysAndCannotBeDone(String keys, String reason) throws IOException {
    assertTrue(timm("\"pretrained_cfg\": {" + keys + "}").startsWith("refused: config.json: " + reason + "; resize the images"
        + " before, or state --"), () -> keys);
  }

  private String timm(String keys) throws IOException {
    ConformanceCases.Case plain = find("timm-plain");
    Path file = folder.resolve("model.safetensors");
    if (!Files.exists(file)) {
      Files.copy(plain.file(), file);
    }
    Files.writeString(folder.resolve("config.json"), "{\"architecture\": \"vit_tiny_patch16_224\", \"model_args\":"
        + " {\"num_heads\": 3}, " + keys + "}");
    return CheckpointReader.open(file).resizing().description(16);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "\"image_processor_type\": \"ViTImageProcessor\", \"size\": 16 | both edges to 16 pixels (bilinear)",
      "\"feature_extractor_type\": \"ViTFeatureExtractor\", \"resample\": 3, \"size\": 16 | both edges to 16 pixels (bicubic)",
      "\"size\": {\"height\": 16, \"width\": 16}, \"resample\": 4 | both edges to 16 pixels (box)",
      "\"image_processor_type\": \"BitImageProcessorFast\", \"size\": 18, \"crop_size\": 16"
          + " | the shorter edge to 18 pixels (bicubic), then the middle 16x16",
      "\"image_processor_type\": \"CLIPImageProcessor\", \"size\": {\"shortest_edge\": 16}, \"crop_size\": [16, 16]"
          + " | the shorter edge to 16 pixels (bicubic), then the middle 16x16",
      "\"image_processor_type\": \"DeiTImageProcessor\", \"size\": 20, \"crop_size\": {\"height\": 16, \"width\": 16}"
          + " | both edges to 20 pixels (bicubic), then the middle 16x16",
      "\"image_processor_type\": \"DeiTImageProcessor\", \"do_center_crop\": false, \"size\": 16"
          + " | both edges to 16 pixels (bicubic)"})
  void huggingFace(String keys, String expected) throws IOException {
    assertEquals("resized as preprocessor_config.json says: " + expected, huggingFace(keys));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "\"size\": {\"height\": 16, \"width\": 20} | has {\"height\":16,\"width\":20} as size; allowed: a square, {",
      "\"size\": 16, \"resample\": 9 | has 9 as resample; allowed: 0 to 5",
      "\"size\": {\"shortest_edge\": 16} | has {\"shortest_edge\":16} as size; allowed: a square within what is resized",
      "\"do_center_crop\": true, \"size\": 16, \"crop_size\": 20 | has 20 as crop_size; allowed: a square within what is resized",
      "\"image_processor_type\": \"ConvNextImageProcessor\" | states the image_processor_type ConvNextImageProcessor; allowed:"
          + " ViTImageProcessor, DeiTImageProcessor, BitImageProcessor, CLIPImageProcessor; resize"})
  void whatHuggingFaceSaysAndCannotBeDone(String keys, String reason) throws IOException {
    assertTrue(huggingFace(keys).startsWith("refused: preprocessor_config.json " + reason), () -> keys);
  }

  @Test
  void withoutResizingAsWithoutTheFile() throws IOException {
    huggingFace("\"do_resize\": false, \"size\": 16");
    assertEquals(Resizing.UNSTATED, CheckpointReader.open(folder.resolve("model.safetensors")).resizing());
  }

  private String huggingFace(String keys) throws IOException {
    ConformanceCases.Case hf = find("hf-vit-classification");
    Path file = folder.resolve("model.safetensors");
    if (!Files.exists(file)) {
      Files.copy(hf.file(), file);
      Files.copy(hf.folder().resolve("config.json"), folder.resolve("config.json"));
    }
    Files.writeString(folder.resolve("preprocessor_config.json"),
        "{\"image_mean\": [0.5, 0.5, 0.5], \"image_std\": [0.5, 0.5, 0.5], " + keys + "}");
    return CheckpointReader.open(file).resizing().description(16);
  }

  /** A user's word alone, beside timm's file, and instead of Hugging Face's. */
  @Test
  void options() {
    ResizeOptions nearest = new ResizeOptions(OptionalDouble.empty(), Optional.of(ResizeFilter.NEAREST), Optional.empty());
    assertEquals("resized as --interpolation says: the shorter edge to 18 pixels (nearest), then the middle 16x16",
        described("timm-bare-qkvbias-false", nearest));
    assertEquals("resized as config.json and --interpolation say: the shorter edge to 17 pixels (nearest), then the middle"
        + " 16x16", described("timm-plain", nearest));
    assertEquals("resized as --crop-mode says: both edges to 18 pixels (bicubic), then the middle 16x16",
        described("hf-dinov2", new ResizeOptions(OptionalDouble.empty(), Optional.empty(),
            Optional.of(ResizeOptions.CropMode.SQUASH))));
  }

  private static String described(String name, ResizeOptions how) {
    ConformanceCases.Case c = find(name);
    return CheckpointReader.open(c.file(), c.options().resized(how)).resizing().description(16);
  }

  /** So that eval does on another day what quantize did. */
  @Test
  void theIntegerModelCarriesIt() {
    for (String name : new String[] {"timm-plain", "hf-dinov2", "timm-bare-qkvbias-false"}) {
      ConformanceCases.Case c = find(name);
      VitCheckpoint checkpoint = c.open();
      Images images = c.images();
      QuantizedModel model = Quantizer.quantize(checkpoint, images, QuantizeOptions.of(Recipe.WIDE), done -> { });
      Path file = folder.resolve(name + ".safetensors");
      ModelFile.write(model, file);
      assertEquals(checkpoint.resizing(), ModelFile.any(file).resizing());
      assertEquals(checkpoint.imageFormat(), ModelFile.any(file).imageFormat());
    }
  }

  private static ConformanceCases.Case find(String name) {
    return ConformanceCases.all().stream().filter(c -> c.toString().equals(name)).findFirst().orElseThrow();
  }
}
