package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code inspect checkpoint} on files as other software writes them. */
class InspectCheckpointTest {
  private static final Path CASES =
      Path.of(System.getProperty("vit2rtl.root", ".."), "golden-model/src/test/resources/conformance");

  @Test
  void saysWhatWasFoundAndWhere() {
    String file = CASES.resolve("hf-dinov2/model.safetensors").toString();
    CliRun run = CliRun.of("inspect", "checkpoint", file);
    assertEquals(0, run.exit(), run.err());
    assertEquals(file + "\n"
        + "  container: safetensors, 45 tensors\n"
        + "  names: Hugging Face DINOv2, without dinov2.\n"
        + "  beside it: config.json\n"
        + "  beside it: preprocessor_config.json\n"
        + "  attention heads 3 (config.json: num_attention_heads)\n"
        + "  activation gelu (config.json: hidden_act)\n"
        + "  the head reads the class token and the mean of the patches' tokens, both normalised (by its tensors)\n"
        + "  pixels: mean [0.485, 0.456, 0.406], std [0.229, 0.224, 0.225] of value/255"
        + " (preprocessor_config.json: image_mean, preprocessor_config.json: image_std)\n"
        + "  images of other sizes are resized as preprocessor_config.json says: the shorter edge to 18 pixels (bicubic), then"
        + " the middle 16x16 (preprocessor_config.json: size)\n"
        + "  epsilon of LayerNorm 1.0E-6 (config.json: layer_norm_eps)\n"
        + "  images of 16x16, 3 channels, patches of 4: 17 tokens of 24, 1 before the patches\n"
        + "  2 blocks of 3 heads, MLP of 48; 7 classes, the first: ant\n"
        + "  beyond a plain ViT: a head on the class token and the mean of the patches' tokens, both normalised\n", run.out());
  }

  @Test
  void whatDoesNotFitStandsBehindWhatWasFound() {
    CliRun run = CliRun.of("inspect", "checkpoint", CASES.resolve("dino-teacher-student/checkpoint.pth").toString());
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("holds 'student' and 'teacher' of self-supervised training (DINO), without classifier"),
        run.err());
    CliRun bare = CliRun.of("inspect", "checkpoint", CASES.resolve("timm-bare-qkvbias-false/model.safetensors").toString());
    assertEquals(2, bare.exit());
    assertTrue(bare.out().contains("  names: timm"), bare.out());
    assertTrue(bare.err().contains("width 24 is not a multiple of the usual 64 per head; state it by --heads"), bare.err());
  }

  @Test
  void whatNobodyStatesIsSaidAsAssumed() {
    CliRun run = CliRun.of("inspect", "checkpoint", CASES.resolve("lucidrains-2022-meanpool/model.pt").toString(),
        "--heads", "3");
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().contains("its pooling (taking the class token; --pool mean)"), run.out());
    assertTrue(run.out().contains("the pixels' mean (taking 0.5; --mean, --std)"), run.out());
  }
}
