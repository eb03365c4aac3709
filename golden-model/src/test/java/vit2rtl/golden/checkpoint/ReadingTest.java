package vit2rtl.golden.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vit2rtl.golden.InputException;
import vit2rtl.golden.vit.CheckpointOptions;
import vit2rtl.golden.vit.VitCheckpoint;

/** What lies between a file and its common form: folders, indices, side files, sizes, positions. */
class ReadingTest {
  @TempDir
  private Path folder;

  @Test
  void aFolderIsTheCheckpointInIt() {
    ConformanceCases.Case sharded = find("timm-bf16-sharded");
    VitCheckpoint byFolder = CheckpointReader.open(sharded.folder(), sharded.options());
    assertArrayEquals(sharded.open().tensor("head.weight"), byFolder.tensor("head.weight"));
    assertTrue(assertThrows(InputException.class, () -> CheckpointReader.open(folder)).getMessage()
        .contains("is a folder without a checkpoint; looked for: model.safetensors, "));
  }

  @ParameterizedTest
  @CsvSource({"../model.safetensors", "/etc/passwd", "a\\b.safetensors", ".hidden", "other.index.json"})
  void indicesNameFilesBesideThem(String file) throws IOException {
    Path index = Files.writeString(folder.resolve("model.safetensors.index.json"),
        "{\"weight_map\": {\"a\": \"" + file.replace("\\", "\\\\") + "\"}}");
    String message = assertThrows(InputException.class, () -> CheckpointReader.open(index)).getMessage();
    assertTrue(message.contains("allowed: names of files beside it, without separators"), message);
  }

  @Test
  void aTensorMustLieWhereTheIndexSays() throws IOException {
    Files.copy(find("timm-plain").file(), folder.resolve("one.safetensors"));
    Path index = Files.writeString(folder.resolve("x.index.json"), "{\"weight_map\": {\"a\": \"one.safetensors\"}}");
    assertEquals(index + " places tensor 'a' in one.safetensors, which does not hold it; fetch the files again",
        assertThrows(InputException.class, () -> CheckpointReader.open(index)).getMessage());
  }

  @Test
  void aSideFileOfAnotherModelIsRefused() throws IOException {
    ConformanceCases.Case plain = find("timm-plain");
    Path file = Files.copy(plain.file(), folder.resolve("model.safetensors"));
    String config = Files.readString(plain.folder().resolve("config.json"));
    Files.writeString(folder.resolve("config.json"), config.replace("\"embed_dim\": 24", "\"embed_dim\": 192"));
    assertEquals("config.json: model_args.embed_dim states width 192, but the tensors of " + file
        + " have 24: the side file belongs to another model; move it away",
        assertThrows(InputException.class, () -> CheckpointReader.open(file)).getMessage());
    Files.writeString(folder.resolve("config.json"), config.replace("\"num_heads\": 3", "\"num_heads\": 2.7"));
    assertTrue(assertThrows(InputException.class, () -> CheckpointReader.open(file)).getMessage()
        .endsWith("config.json has 2.7 as model_args.num_heads; needed: a whole number"));
  }

  @Test
  void otherPixelFactorsBecomeMeanAndDeviation() throws IOException {
    ConformanceCases.Case hf = find("hf-vit-classification");
    Path file = Files.copy(hf.file(), folder.resolve("model.safetensors"));
    Files.copy(hf.folder().resolve("config.json"), folder.resolve("config.json"));
    Files.writeString(folder.resolve("preprocessor_config.json"),
        "{\"rescale_factor\": 0.00784313725490196, \"image_mean\": [1, 1, 1], \"image_std\": [0.5, 0.5, 0.5]}");
    VitCheckpoint checkpoint = CheckpointReader.open(file);
    assertEquals(200 * 0.00784313725490196 / 0.5 - 2, checkpoint.pixelNorm().apply(1, 200), 1e-12);
    Files.writeString(folder.resolve("preprocessor_config.json"), "{\"do_normalize\": false}");
    assertEquals(200 / 255.0, CheckpointReader.open(file).pixelNorm().apply(2, 200), 1e-12);
  }

  @Test
  void imageSizesThatDoNotFitAreRefused() {
    assertEquals("--image-size is 18; allowed: a multiple of the patch size 4", sized("timm-plain", 18));
    assertTrue(sized("torchvision-representation", 24)
        .endsWith("how torchvision brings them to --image-size 24 is not known here; leave the option out"));
  }

  /** Constant positions stay constant under any rule, and an unchanged grid stays as it is. */
  @ParameterizedTest
  @EnumSource(Resampling.class)
  void weightsOfPositionsSumToOne(Resampling rule) {
    for (int from = 1; from < 9; from++) {
      for (int to = 1; to < 20; to++) {
        for (double[] row : PositionResampling.weights(from, to, rule)) {
          assertEquals(1, Arrays.stream(row).sum(), 1e-12, from + " to " + to);
        }
      }
      if (rule != Resampling.CLAMPED_OFFSET) {
        double[][] same = PositionResampling.weights(from, from, rule);
        for (int i = 0; i < from; i++) {
          assertEquals(1, same[i][i], 1e-12);
        }
      }
    }
  }

  private static String sized(String name, int size) {
    ConformanceCases.Case c = find(name);
    CheckpointOptions o = c.options();
    CheckpointOptions sized = new CheckpointOptions(o.heads(), o.mean(), o.std(), OptionalInt.of(size), Optional.empty(),
        Optional.empty(), OptionalDouble.empty());
    return assertThrows(InputException.class, () -> CheckpointReader.open(c.file(), sized)).getMessage();
  }

  private static ConformanceCases.Case find(String name) {
    return ConformanceCases.all().stream().filter(c -> c.toString().equals(name)).findFirst().orElseThrow();
  }
}
