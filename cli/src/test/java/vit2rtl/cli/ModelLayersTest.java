package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.sim.Tools;

/** A quantised model's own layers as units. */
class ModelLayersTest {
  @TempDir
  static Path folder;
  private static String model;

  @BeforeAll
  static void quantise() {
    model = folder.resolve("model.safetensors").toString();
    CliRun run = CliRun.of("quantize", "--checkpoint", "embedded", "--calibration", "embedded", "--limit", "8",
        "--recipe", "fqvit", "--out", model);
    assertEquals(0, run.exit(), run.err());
  }

  @Test
  void aLayerIsVerifiedWithItsOwnConstants() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    CliRun norm = CliRun.of("verify", "layernorm", "--model", model, "--place", "norm", "--seeds", "1", "--rows", "8");
    assertEquals(0, norm.exit(), norm.out() + norm.err());
    assertTrue(norm.out().startsWith("norm: 2048 elements, 0 mismatches, "), norm.out());
    CliRun softmax = CliRun.of("verify", "softmax", "--model", model, "--place", "blocks.2.attn.softmax", "--seeds",
        "1", "--rows", "8", "--set", "lanes=3");
    assertEquals(0, softmax.exit(), softmax.out() + softmax.err());
  }

  @Test
  void everyLayerIsGeneratedIntoAFolderOfItsOwn() {
    CliRun run = CliRun.of("generate", "layernorm", "--model", model, "--out", folder.resolve("rtl").toString());
    assertEquals(0, run.exit(), run.err());
    for (String place : new String[] {"blocks.0.norm1", "blocks.5.norm2", "norm"}) {
      assertTrue(Files.exists(folder.resolve("rtl").resolve(place).resolve("LayerNorm.v")), place);
    }
  }

  @Test
  void whatTheModelDoesNotHaveIsRefused() {
    assertEquals("vit2rtl: " + model + " has no layer 'neck' that softmax computes; it has [blocks.0.attn.softmax,"
            + " blocks.1.attn.softmax, blocks.2.attn.softmax, blocks.3.attn.softmax, blocks.4.attn.softmax,"
            + " blocks.5.attn.softmax]\n",
        CliRun.of("verify", "softmax", "--model", model, "--place", "neck").err());
    assertEquals("vit2rtl: layernorm: channels=3 is set, but the model decides it; leave --set channels out\n",
        CliRun.of("verify", "layernorm", "--model", model, "--set", "channels=3").err());
    assertEquals("vit2rtl: --place norm names a layer of a model; give the model with --model\n",
        CliRun.of("verify", "layernorm", "--place", "norm").err());
  }
}
