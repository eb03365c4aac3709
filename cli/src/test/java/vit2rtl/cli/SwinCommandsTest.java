package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.models.SyntheticSwin;
import vit2rtl.sim.tool.Tools;

/** A Swin through the commands: those that take it, and those of the whole network, which refuse it by name. */
class SwinCommandsTest {
  @TempDir
  private static Path folder;

  private static String checkpoint;
  private static String model;
  private static String images;

  @BeforeAll
  static void quantise() throws IOException {
    checkpoint = new SyntheticSwin(9, SyntheticSwin.SMALL).write(folder.resolve("swin.safetensors")).toString();
    Path pictures = Files.createDirectory(folder.resolve("images"));
    Random random = new Random(3);
    for (int i = 0; i < 4; i++) {
      BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
      for (int p = 0; p < 256; p++) {
        image.getRaster().setSample(p % 16, p / 16, 0, random.nextInt(256));
      }
      ImageIO.write(image, "png", pictures.resolve("image" + i + ".png").toFile());
    }
    images = pictures.toString();
    model = folder.resolve("model.safetensors").toString();
    CliRun run = CliRun.of("quantize", "--checkpoint", checkpoint, "--calibration", images, "--out", model, "--ranges",
        folder.resolve("ranges.json").toString());
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().contains("agrees with the float network on "), run.out());
    assertTrue(Files.readString(folder.resolve("ranges.json")).contains("layers.1.downsample.reduction.acc"));
  }

  @Test
  void inspectSaysWhatItIs() {
    CliRun run = CliRun.of("inspect", "checkpoint", checkpoint);
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().contains("""
          images of 16x16, 1 channels, patches of 2; a Swin of 2 stages
          8x8 tokens of 16: 2 blocks of 2 heads, windows of 4x4, MLP of 32
          4x4 tokens of 32: 2 blocks of 4 heads, windows of 4x4, MLP of 64
          5 classes without names
        """), run.out());
  }

  @Test
  void evalComparesWithFloats() {
    CliRun run = CliRun.of("eval", "--model", model, "--checkpoint", checkpoint, "--data", images, "--digest");
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().contains("agreement with float: ") && run.out().contains("digest: "), run.out());
  }

  @Test
  void comparePrintsItsTable() {
    CliRun run = CliRun.of("compare", "--checkpoint", checkpoint, "--calibration", images, "--data", images);
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().contains("\nPTF + LIS ") && run.out().contains("\nrecipe wide (default) "), run.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--model", "--checkpoint"})
  void figuresOfBlocksWhoseWindowIsTheImage(String kind) throws IOException {
    Path out = folder.resolve("figures" + kind);
    String file = kind.equals("--model") ? model : checkpoint;
    CliRun run = CliRun.of("figures", kind, file, "--data", images, "--out", out.toString());
    assertEquals(0, run.exit(), run.err());
    assertTrue(Files.readString(out.resolve("attention-map-block3-head3.svg"))
        .contains("attention of the token in the middle to the patches"));
    assertTrue(Files.readString(out.resolve("channel-ranges-layers.1.downsample.norm.svg")).contains("64 channels"));
    assertTrue(Files.exists(out.resolve("attention-histogram.svg")));
    CliRun parts = CliRun.of("figures", kind, file, "--data", images, "--block", "1", "--out", out.toString());
    assertEquals(2, parts.exit());
    assertTrue(parts.err().contains("attention map of block 1: its windows of 4x4 are parts of the image's 8x8 tokens; allowed:"
        + " blocks whose window is the whole image, [2, 3]"), parts.err());
  }

  @Test
  void layersAreVerifiedWithTheirOwnConstants() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    for (List<String> unit : List.of(List.of("layernorm", "layers.1.downsample.norm"),
        List.of("softmax", "layers.0.blocks.1.attn.softmax"))) {
      CliRun run = CliRun.of("verify", unit.get(0), "--model", model, "--place", unit.get(1), "--seeds", "1", "--rows", "8");
      assertEquals(0, run.exit(), run.out() + run.err());
      assertTrue(run.out().contains(" elements, 0 mismatches"), run.out());
    }
  }

  @Test
  void onnxIsWritten() {
    for (List<String> kind : List.of(List.of("--taps", "logits int32 [images, 5], every tensor"),
        List.of("--qdq", "logits float [images, 5]"))) {
      CliRun run = CliRun.of("export", "onnx", "--model", model, "--out", folder.resolve("swin.onnx").toString(), kind.get(0));
      assertEquals(0, run.exit(), run.err());
      assertTrue(run.out().contains("input pixels uint8 [images, 1, 16, 16], output " + kind.get(1)), run.out());
    }
  }

  /** Four neighbours' rows joined; of a shifted block the one window of four that the shift leaves whole. */
  @Test
  void layersAreExtractedWithTheirRows() {
    Path file = folder.resolve("layer.safetensors");
    for (List<String> layer : List.of(List.of("ptf", "layers.1.downsample.norm.in", "r_in", "[16, 64]"),
        List.of("layernorm", "layers.0.blocks.1.norm2", "q_in", "[64, 16]"), List.of("layernorm", "norm", "q_in", "[16, 32]"),
        List.of("softmax", "layers.0.blocks.1.attn.softmax[1]", "q_in", "[16, 16]"))) {
      CliRun run = CliRun.of("extract", layer.get(0), "--model", model, "--data", images, "--limit", "1", "--layer", layer.get(1),
          "--out", file.toString());
      assertEquals(0, run.exit(), run.err());
      SafeTensors tensors = SafeTensors.open(file);
      assertEquals(layer.get(3), tensors.tensor(layer.get(2)).shape().toString(), layer.toString());
      List<String> exec = new ArrayList<>(List.of("exec", layer.get(0), "--backend", "golden", "--in", file.toString(), "--out",
          folder.resolve("result.safetensors").toString()));
      exec.addAll(List.of(run.out().strip().replaceFirst("(?s).* --in [^ ]+ ", "").split(" ")));
      CliRun executed = CliRun.of(exec.toArray(String[]::new));
      assertEquals(0, executed.exit(), executed.err());
    }
  }

  /** Of the shapes that verify simulates above, so that nothing is built anew. */
  @Test
  void demoRunsItsUnitsAtTheirPlaces() throws IOException {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    Path out = folder.resolve("demo");
    CliRun run = CliRun.of("demo", "--checkpoint", checkpoint, "--calibration", images, "--data", images, "--places",
        "layers\\.1\\.downsample\\.norm|layers\\.0\\.blocks\\.1\\.attn\\.softmax.*", "--out", out.toString());
    assertEquals(0, run.exit(), run.out() + run.err());
    assertTrue(run.out().contains(": a Swin of 2 stages, 8x8 tokens of 16 in windows of 4x4; recipe wide, 4 images"), run.out());
    // Rows of four images through every place twice: merging's norm, and two heads of the whole window.
    assertTrue(run.out().contains(String.format("%,d elements, 0 mismatches", 2 * 4 * (16 * 64 + 2 * 16 * 16))), run.out());
    assertTrue(Files.readString(out.resolve("report.html")).contains("What the token in the middle attends to"));
  }

  @Test
  void oneUnitForAllStagesIsRefused() {
    CliRun run = CliRun.of("verify", "layernorm", "--model", model, "--set", "tables=loadable");
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("one unit with loadable tables for a Swin, whose stages differ in width"), run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"generate network --out RTL --model", "verify network --model", "plan network --model",
      "inspect network --out RTL --model", "synth network --target xcup --model"})
  void theWholeNetworkIsRefusedByName(String command) {
    CliRun run = CliRun.of((command.replace("RTL", folder.resolve("rtl").toString()) + " " + model).split(" "));
    assertEquals(2, run.exit(), run.out() + run.err());
    assertTrue(run.err().contains(model + " is a Swin Transformer, for which there is no hardware of the whole network yet;"
        + " allowed: plain ViTs and DeiTs"), run.err());
  }
}
