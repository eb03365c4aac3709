package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of other kinds than timm's plain one through the commands. */
class VariantCommandsTest {
  private static final Path CASES =
      Path.of(System.getProperty("vit2rtl.root", ".."), "golden-model/src/test/resources/conformance");

  @TempDir
  private Path folder;

  @Test
  void aPyTorchFileOfAPlainViTBecomesHardware() throws IOException {
    String images = images();
    String model = folder.resolve("model.safetensors").toString();
    CliRun quantize = CliRun.of("quantize", "--checkpoint", CASES.resolve("torchvision-published-names/model.pth").toString(),
        "--heads", "3", "--mean", "0.5", "--std", "0.25", "--calibration", images, "--out", model);
    assertEquals(0, quantize.exit(), quantize.err());
    CliRun plan = CliRun.of("plan", "network", "--model", model);
    assertEquals(0, plan.exit(), plan.err());
  }

  @Test
  void whatTheAcceleratorHasNotIsRefusedByName() throws IOException {
    String model = folder.resolve("model.safetensors").toString();
    CliRun quantize = CliRun.of("quantize", "--checkpoint", CASES.resolve("timm-reg4-embedded").toString(),
        "--calibration", images(), "--out", model);
    assertEquals(0, quantize.exit(), quantize.err());
    CliRun generate = CliRun.of("generate", "network", "--model", model, "--out", folder.resolve("rtl").toString());
    assertEquals(2, generate.exit());
    assertTrue(generate.err().contains("network: the accelerator has no hardware for 4 register tokens; allowed: a plain ViT"
        + " or DeiT (docs/checkpoints.md)"), generate.err());
  }

  @Test
  void unknownActivationsAreRefused() {
    CliRun run = CliRun.of("inspect", "checkpoint", CASES.resolve("timm-plain").toString(), "--activation", "mish");
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("--activation 'mish' is not supported; allowed: gelu, "), run.err());
  }

  private String images() throws IOException {
    Random random = new Random(3);
    for (int i = 0; i < 4; i++) {
      BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
      for (int p = 0; p < 256; p++) {
        image.setRGB(p % 16, p / 16, random.nextInt(1 << 24));
      }
      ImageIO.write(image, "png", folder.resolve("image" + i + ".png").toFile());
    }
    return folder.toString();
  }
}
