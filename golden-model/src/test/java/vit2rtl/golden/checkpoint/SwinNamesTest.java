package vit2rtl.golden.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.models.SyntheticSwin;
import vit2rtl.golden.swin.SwinCheckpoint;
import vit2rtl.golden.swin.SwinShape;
import vit2rtl.golden.swin.SwinTensors;
import vit2rtl.golden.swin.Windows;
import vit2rtl.golden.vit.Checkpoint;
import vit2rtl.golden.vit.CheckpointOptions;

/** A Swin under the names that four softwares give it, and what is refused and why. */
class SwinNamesTest {
  private static final SwinShape SHAPE = SyntheticSwin.SMALL;
  private static final SyntheticSwin SWIN = new SyntheticSwin(3, SHAPE);

  @TempDir
  private Path folder;

  private static Checkpoint open(Path file) {
    return CheckpointReader.any(file, CheckpointOptions.NONE, found -> { });
  }

  private SafeTensorsWriter renamed(UnaryOperator<String> name) {
    SafeTensorsWriter writer = new SafeTensorsWriter();
    Map<String, List<Integer>> shapes = SwinTensors.of(SHAPE);
    SWIN.tensors().forEach((common, data) ->
        writer.f32(name.apply(common), data, shapes.get(common).toArray(Integer[]::new)));
    return writer;
  }

  /** Opened it is the same model, tensor for tensor. */
  private SwinCheckpoint same(SafeTensorsWriter writer) {
    Path file = folder.resolve("model.safetensors");
    writer.write(file);
    SwinCheckpoint opened = (SwinCheckpoint) open(file);
    assertEquals(SHAPE, opened.shape());
    assertEquals(SwinTensors.of(SHAPE).keySet(), opened.tensors().keySet());
    SWIN.tensors().forEach((name, data) -> assertArrayEquals(data, opened.tensor(name), name));
    return opened;
  }

  private static String replace(String name, String pattern, Function<MatchResult, String> by) {
    return Pattern.compile(pattern).matcher(name).replaceAll(by);
  }

  private static String mergingBehind(String name) {
    return replace(name, "layers\\.(\\d)\\.downsample", m -> "layers." + (Integer.parseInt(m.group(1)) - 1) + ".downsample");
  }

  @Test
  void timmOfToday() {
    SwinCheckpoint opened = same(renamed(name -> name.replaceAll("^head\\.", "head.fc.")));
    assertEquals(List.of(folder.resolve("model.safetensors") + " does not say its activation (taking the exact gelu;"
        + " --activation), its image size (taking 16, whose last stage is one window; --image-size), the pixels' mean (taking"
        + " 0.5; --mean, --std), its epsilon of LayerNorm (taking 1.0E-5 as timm and Microsoft, Swin; --epsilon)"),
        opened.notices());
  }

  @Test
  void microsoftAndTimmOfOldWithTheirBuffers() {
    SafeTensorsWriter writer = renamed(name -> "model." + mergingBehind(name));
    buffers(writer, 8);
    SwinCheckpoint opened = same(writer);
    assertTrue(opened.notices().toString().contains("activation"), opened.notices()::toString);
    assertTrue(!opened.notices().toString().contains("image size"), "the mask shows it: " + opened.notices());
  }

  private static void buffers(SafeTensorsWriter writer, int side) {
    Windows windows = new Windows(side, 4, 2);
    writer.i64("model.layers.0.blocks.1.attn.relative_position_index",
        Arrays.stream(windows.relativePositions()).asLongStream().toArray(), 16, 16);
    int[] zones = windows.zones();
    float[] mask = new float[windows.count() * 256];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = zones[i / 256 * 16 + i / 16 % 16] == zones[i / 256 * 16 + i % 16] ? 0 : -100;
    }
    writer.f32("model.layers.0.blocks.1.attn_mask", mask, windows.count(), 16, 16);
  }

  @Test
  void aMaskOfAnotherSizeIsRefused() {
    Path file = folder.resolve("model.safetensors");
    SafeTensorsWriter writer = renamed(name -> "model." + name);
    buffers(writer, 8);
    writer.write(file);
    CheckpointOptions options = new CheckpointOptions(OptionalInt.empty(), Optional.empty(), Optional.empty(),
        OptionalInt.of(32), Optional.empty(), Optional.empty(), OptionalDouble.empty());
    String message = assertThrows(InputException.class, () -> CheckpointReader.any(file, options, found -> { })).getMessage();
    assertEquals("tensor 'model.layers.0.blocks.1.attn_mask' of " + file
        + " is not that of windows of 4x4 over 16x16 tokens: it has 1024 elements, not 4096; state the image's size by"
        + " --image-size", message);
  }

  @Test
  void huggingFace() throws IOException {
    SafeTensorsWriter writer = new SafeTensorsWriter();
    Map<String, List<Integer>> shapes = SwinTensors.of(SHAPE);
    SWIN.tensors().forEach((common, data) -> {
      Integer[] shape = shapes.get(common).toArray(Integer[]::new);
      if (common.contains("qkv")) {
        shape[0] /= 3;
        List<String> parts = List.of("query", "key", "value");
        for (int p = 0; p < 3; p++) {
          writer.f32(huggingFaceName(common).replace("QKV", parts.get(p)),
              Arrays.copyOfRange(data, p * data.length / 3, (p + 1) * data.length / 3), shape);
        }
      } else {
        writer.f32(huggingFaceName(common), data, shape);
      }
    });
    Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"swin\", \"image_size\": 16, \"embed_dim\": 16,"
        + " \"depths\": [2, 2], \"num_heads\": [2, 4], \"layer_norm_eps\": 1e-6}");
    SwinCheckpoint opened = same(writer);
    assertEquals(1e-6, opened.epsilon());
    Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"swinv2\"}");
    assertTrue(assertThrows(InputException.class, () -> open(folder.resolve("model.safetensors"))).getMessage()
        .endsWith("config.json states the model_type 'swinv2', but the tensors are a Swin's; allowed: swin, the first version"));
  }

  private static String huggingFaceName(String common) {
    if (common.startsWith("head.")) {
      return common.replace("head.", "classifier.");
    }
    String name = mergingBehind(common).replace("norm1", "layernorm_before").replace("norm2", "layernorm_after")
        .replace("attn.qkv", "attention.self.QKV").replace("attn.proj", "attention.output.dense")
        .replace("attn.relative", "attention.self.relative").replace("mlp.fc1", "intermediate.dense")
        .replace("mlp.fc2", "output.dense").replace("patch_embed.proj", "embeddings.patch_embeddings.projection")
        .replace("patch_embed.norm", "embeddings.norm").replaceAll("^layers", "encoder.layers")
        .replaceAll("^norm\\.", "layernorm.");
    return "swin." + name;
  }

  @Test
  void torchvision() {
    same(renamed(name -> {
      String blocks = replace(name, "layers\\.(\\d)\\.blocks", m -> "features." + (2 * Integer.parseInt(m.group(1)) + 1));
      String merging = replace(blocks, "layers\\.(\\d)\\.downsample", m -> "features." + 2 * Integer.parseInt(m.group(1)));
      return merging.replace("patch_embed.proj", "features.0.0").replace("patch_embed.norm", "features.0.2")
          .replace("mlp.fc1", "mlp.0").replace("mlp.fc2", "mlp.3");
    }));
  }

  @ParameterizedTest
  @CsvSource({"layers.0.blocks.0.attn.logit_scale, Swin V2 (cosine attention) is not supported",
      "layers.0.blocks.0.attn.cpb_mlp.0.weight, Swin V2 (continuous relative positions) is not supported",
      "layers.0.blocks.0.attn.q_bias, separate biases of queries and values (Swin V2) are not supported",
      "absolute_pos_embed, a Swin with absolute positions (ape) is not supported"})
  void otherSwinsAreRefusedByTheTensorThatShowsIt(String tensor, String meaning) {
    Path file = folder.resolve("v2.safetensors");
    renamed(name -> name).f32(tensor, new float[] {1}, 1).write(file);
    assertEquals(file + " has the tensor '" + tensor + "': " + meaning
        + "; allowed: Swin Transformers (V1) with a classifier (docs/swin.md)",
        assertThrows(InputException.class, () -> open(file)).getMessage());
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Path file = folder.resolve("model.safetensors");
    SWIN.write(file);
    CheckpointOptions odd = new CheckpointOptions(OptionalInt.empty(), Optional.empty(), Optional.empty(),
        OptionalInt.of(24), Optional.empty(), Optional.empty(), OptionalDouble.empty());
    assertEquals(file + ": stage 1 has 6x6 tokens for images of 24x24 in windows of 4x4, which would have to be padded;"
        + " allowed: a side that is a multiple of the window's; state another size by --image-size",
        assertThrows(InputException.class, () -> CheckpointReader.any(file, odd, found -> { })).getMessage());
    assertTrue(assertThrows(InputException.class, () -> CheckpointReader.open(file)).getMessage()
        .startsWith(file + " is a Swin Transformer, for which there is no hardware"));
    renamed(name -> name.replace("head.", "other.")).write(file);
    assertTrue(assertThrows(InputException.class, () -> open(file)).getMessage().contains("'other."));
  }
}
