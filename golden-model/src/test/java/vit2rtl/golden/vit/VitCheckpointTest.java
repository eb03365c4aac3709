package vit2rtl.golden.vit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.golden.InputException;
import vit2rtl.golden.SharedFiles;
import vit2rtl.golden.checkpoint.CheckpointReader;

class VitCheckpointTest {
  private static final String MODEL = "model.safetensors";
  private static final String ONLY = "; allowed: plain ViTs and DeiTs with a classifier (docs/checkpoints.md)";

  @TempDir
  Path folder;

  @Test
  void readsTheShapeOffTheTensors() {
    assertEquals(TestCheckpoint.SMALL, small().open(folder).shape());
    assertEquals(new VitShape(224, 16, 3, 192, 12, 3, 768, 1000, Distillation.NONE, QkvBias.PRESENT),
        CheckpointReader.open(SharedFiles.require("models/vit_tiny_patch16_224.safetensors")).shape());
  }

  @Test
  void optionsComeBeforeMetadataAndMetadataBeforeDefaults() {
    Path file = small().metadata("image", "4x4 RGB, mean 0.485 std 0.229").metadata("layernorm_eps", "1e-5").write(folder);
    VitCheckpoint stored = CheckpointReader.open(file);
    assertEquals(PixelNorm.same(0.485, 0.229, 1), stored.pixelNorm());
    assertEquals(1e-5, stored.epsilon());
    assertEquals(List.of(file + " does not say its activation (taking the exact gelu; --activation)"), stored.notices());
    VitCheckpoint overridden = CheckpointReader.open(file, new CheckpointOptions(OptionalInt.of(4),
        Optional.of(new double[] {0.1}), Optional.of(new double[] {0.2})));
    assertEquals(4, overridden.shape().heads());
    assertEquals(PixelNorm.same(0.1, 0.2, 1), overridden.pixelNorm());
    VitCheckpoint silent = small().metadata("image", "4x4 grey").open(folder);
    assertEquals(PixelNorm.same(0.5, 0.5, 1), silent.pixelNorm());
    assertEquals(1e-6, silent.epsilon());
    assertEquals(List.of(folder.resolve(MODEL) + " does not say its activation (taking the exact gelu; --activation), the"
        + " pixels' mean (taking 0.5; --mean, --std), its epsilon of LayerNorm (taking 1.0E-6 as timm (DeiT, DeiT III and MAE"
        + " fine-tuned, too); --epsilon)"), silent.notices());
    assertEquals(List.of(), small().metadata("architecture", "vit_tiny_patch16_224").open(folder).notices());
  }

  @Test
  void meanAndStdMayBeListsByChannel() {
    VitShape colour = new VitShape(4, 2, 3, 8, 1, 2, 16, 3, Distillation.NONE, QkvBias.PRESENT);
    double[] mean = {0.485, 0.456, 0.406};
    double[] std = {0.229, 0.224, 0.225};
    for (String image : List.of("4x4 RGB, mean 0.485, 0.456, 0.406 std 0.229, 0.224, 0.225",
        "mean [0.485, 0.456, 0.406], std [0.229 0.224 0.225] of value/255")) {
      PixelNorm norm = new TestCheckpoint(colour).metadata("image", image).open(folder).pixelNorm();
      assertArrayEquals(mean, norm.mean());
      assertArrayEquals(std, norm.std());
    }
    assertEquals("model.safetensors: 2 numbers as pixel mean; allowed: 1 or 3, one for each channel",
        error(new TestCheckpoint(colour).metadata("mean", "0.1, 0.2")));
    assertEquals("pixel normalisation of channel 0 has mean 0.0 and std 0.0; allowed: finite numbers, std above 0",
        error(small().metadata("std", "0")));
    assertEquals("model.safetensors has metadata mean 'half'; needed: a number", error(small().metadata("mean", "half")));
  }

  @Test
  void headsFollowFromTheWidthWhereNothingSaysThem() {
    VitShape wide = new VitShape(4, 2, 1, 128, 1, 2, 16, 3, Distillation.NONE, QkvBias.PRESENT);
    TestCheckpoint unsaid = new TestCheckpoint(wide).metadata("num_heads", "2");
    assertEquals(2, unsaid.open(folder).shape().heads());
    assertEquals("5 attention heads at a width of 8; allowed: a number that divides the width",
        error(small().metadata("num_heads", "5")));
    assertEquals("the model's number of heads is 0; allowed: 1 or more", error(small().metadata("num_heads", "0")));
  }

  @ParameterizedTest
  @CsvSource({"2.7", "2.0", "1e0", "two", "''", "4294967298", "NaN"})
  void headsAreAWholeNumber(String heads) {
    assertEquals("model.safetensors has metadata num_heads '" + heads + "'; needed: a whole number",
        error(small().metadata("num_heads", heads)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "layers.0.blocks.0.attn.relative_position_bias_table | relative positions (BEiT) are not supported",
      "blocks.0.mlp.w12.weight | a gated MLP (SwiGLU) is not supported",
      "attn_pool.latent | attention pooling (SigLIP) is not supported"})
  void otherArchitecturesAreRefusedByName(String tensor, String meaning) {
    assertEquals("model.safetensors has the tensor '" + tensor + "': " + meaning + ONLY, error(small().add(tensor, 8)));
  }

  @Test
  void whatIsStatedToBeOtherwiseIsRefused() {
    assertEquals("model.safetensors: metadata act_layer 'silu' is not supported; allowed: gelu, gelu_fast, gelu_new,"
        + " gelu_pytorch_tanh, gelu_tanh, quick_gelu, quickgelu, relu", error(small().metadata("act_layer", "silu")));
    assertEquals("model.safetensors states the architecture 'vit_base_patch16_rpn_224'; allowed: ViT and DeiT with norms"
        + " before attention and MLP", error(small().metadata("architecture", "vit_base_patch16_rpn_224")));
    assertEquals("model.safetensors states the architecture 'resnet50'; allowed: ViT and DeiT with norms before attention"
        + " and MLP", error(small().metadata("architecture", "resnet50")));
    assertEquals("model.safetensors: metadata global_pool 'map' is not supported; allowed: token, avg",
        error(small().metadata("global_pool", "map")));
  }

  @Test
  void whatContradictsItselfIsRefused() {
    assertEquals("model.safetensors has both 'norm.weight' and 'fc_norm.weight', norms behind the blocks and behind their"
        + " mean; allowed: one of them", error(small().add("fc_norm.weight", 8)));
    assertEquals("model.safetensors has the tensors 'cls_token' and 'model.module.cls_token', which are one ('cls_token')"
        + " without their prefixes; keep one of them", error(small().add("model.module.cls_token", 1, 1, 8)));
    assertEquals("model.safetensors has a norm before its first block, as CLIP, and does not say its activation, gelu or"
        + " quick_gelu, which no tensor shows; state it by --activation, and --epsilon (CLIP: 1e-5)",
        error(small().add("norm_pre.weight", 8).add("norm_pre.bias", 8)));
    assertEquals("model.safetensors has no tensor 'head_dist.weight'; it has 33, among them [blocks.0.attn.proj.bias,"
        + " blocks.0.attn.proj.weight, blocks.0.attn.qkv.bias, blocks.0.attn.qkv.weight, blocks.0.mlp.fc1.bias,"
        + " blocks.0.mlp.fc1.weight, blocks.0.mlp.fc2.bias, blocks.0.mlp.fc2.weight, blocks.0.norm1.bias,"
        + " blocks.0.norm1.weight, blocks.0.norm2.bias, blocks.0.norm2.weight]",
        error(small().add("dist_token", 1, 1, 8).add("pos_embed", 1, 6, 8)));
  }

  @Test
  void missingStrangeAndMisshapenTensorsAreNamed() {
    assertEquals("model.safetensors has no tensor 'blocks.1.mlp.fc2.bias'; it has 31, among them [blocks.0.attn.proj.bias,"
        + " blocks.0.attn.proj.weight, blocks.0.attn.qkv.bias, blocks.0.attn.qkv.weight, blocks.0.mlp.fc1.bias,"
        + " blocks.0.mlp.fc1.weight, blocks.0.mlp.fc2.bias, blocks.0.mlp.fc2.weight, blocks.0.norm1.bias,"
        + " blocks.0.norm1.weight, blocks.0.norm2.bias, blocks.0.norm2.weight]",
        error(small().remove("blocks.1.mlp.fc2.bias")));
    assertEquals("model.safetensors has the tensor 'blocks.1.extra', which a plain ViT with names of"
        + " timm (DeiT, DeiT III and MAE fine-tuned, too) does not have" + ONLY, error(small().add("blocks.1.extra", 8)));
    assertEquals("tensor 'blocks.0.attn.qkv.weight' of model.safetensors has shape [24, 9]; needed: [24, 8]",
        error(small().add("blocks.0.attn.qkv.weight", 24, 9)));
    assertEquals("tensor 'pos_embed' of model.safetensors has 7 positions; allowed: 1 more than a square number of patches,"
        + " or as many as patches",
        error(small().add("pos_embed", 1, 7, 8)));
    assertEquals("tensor 'head.weight' of model.safetensors has shape [3]; needed: 2 dimensions of 1 or more",
        error(small().add("head.weight", 3)));
    assertEquals("a model of 2 image channels; allowed: 1 (grey) or 3 (colour)",
        error(small().add("patch_embed.proj.weight", 8, 2, 2, 2)));
  }

  @Test
  void weightsThatAreNotNumbersAreNamed() {
    assertEquals("tensor 'norm.bias' of model.safetensors holds NaN at element 2; allowed: finite numbers; the checkpoint"
        + " is damaged or its training diverged", error(small().set("norm.bias", 0, 0, Float.NaN, 0, 0, 0, 0, 0)));
    assertEquals("tensor 'head.bias' of model.safetensors holds -Infinity at element 0; allowed: finite numbers; the"
        + " checkpoint is damaged or its training diverged", error(small().set("head.bias", Float.NEGATIVE_INFINITY, 0, 0)));
  }

  private static TestCheckpoint small() {
    return new TestCheckpoint(TestCheckpoint.SMALL);
  }

  /** The message, without the folder. */
  private String error(TestCheckpoint checkpoint) {
    Path file = checkpoint.write(folder);
    return assertThrows(InputException.class, () -> CheckpointReader.open(file)).getMessage()
        .replace(folder + file.getFileSystem().getSeparator(), "");
  }
}
