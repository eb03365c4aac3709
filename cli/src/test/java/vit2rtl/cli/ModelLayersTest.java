package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.sim.tool.Tools;

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
    assertTrue(norm.out().startsWith("norm: 3072 elements, 0 mismatches, "), norm.out());
    CliRun softmax = CliRun.of("verify", "softmax", "--model", model, "--place", "blocks.2.attn.softmax", "--seeds",
        "1", "--rows", "8", "--set", "lanes=3");
    assertEquals(0, softmax.exit(), softmax.out() + softmax.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"layernorm:norm", "layernorm:blocks.3.norm2", "softmax:blocks.1.attn.softmax[1]"})
  void aLayerIsExtractedWithItsRows(String place) {
    String[] unit = place.split(":");
    Path file = folder.resolve("layer.safetensors");
    CliRun run = CliRun.of("extract", unit[0], "--model", model, "--layer", unit[1], "--limit", "2", "--out",
        file.toString());
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().startsWith(unit[1] + ": "), run.out());
    String settings = run.out().substring(run.out().indexOf(file.toString() + " --set") + file.toString().length());
    Path result = folder.resolve("result.safetensors");
    CliRun exec = CliRun.of(("exec " + unit[0] + " --backend golden --in " + file + " --out " + result + settings)
        .strip().split("\\s+"));
    assertEquals(0, exec.exit(), exec.err());
  }

  @Test
  void figuresShowTheCodesTheModelHas() throws java.io.IOException {
    Path out = folder.resolve("figures");
    CliRun run = CliRun.of("figures", "--model", model, "--limit", "1", "--out", out.toString());
    assertEquals(0, run.exit(), run.err());
    String map = Files.readString(out.resolve("attention-map-block5-head0.svg"));
    assertTrue(map.contains("this model: LIS, 4 bits") && map.contains("uniform, 4 bits"), map);
    String page = Files.readString(out.resolve("index.html"));
    assertTrue(page.contains("<h2>Attention maps</h2>") && page.contains("<h2>Channels of LayerNorm inputs</h2>"), page);
  }

  @Test
  void aLayerThatIsNotThereIsRefusedWithThoseThatAre() {
    CliRun run = CliRun.of("extract", "layernorm", "--model", model, "--layer", "norm9", "--limit", "1", "--out",
        folder.resolve("x").toString());
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("has no layer 'norm9' that layernorm computes; it has [blocks.0.norm1, "), run.err());
  }

  @Tag("sweep")
  @Test
  void everyLayerIsGeneratedIntoAFolderOfItsOwn() {
    CliRun run = CliRun.of("generate", "layernorm", "--model", model, "--out", folder.resolve("rtl").toString());
    assertEquals(0, run.exit(), run.err());
    for (String place : new String[] {"blocks.0.norm1", "blocks.5.norm2", "norm"}) {
      assertTrue(Files.exists(folder.resolve("rtl").resolve(place).resolve("LayerNorm.v")), place);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"layernorm", "softmax"})
  void oneUnitWithLoadableTablesServesEveryLayer(String unit) {
    servesEveryLayer(unit);
  }

  @Tag("sweep")
  @ParameterizedTest
  @ValueSource(strings = {"gelu", "requantize", "context", "matmul"})
  void oneLargerUnitWithLoadableTablesServesEveryLayer(String unit) {
    servesEveryLayer(unit);
  }

  private void servesEveryLayer(String unit) {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    CliRun run = CliRun.of("verify", unit, "--model", model, "--set", "tables=loadable", "--seeds", "1", "--rows", "4");
    assertEquals(0, run.exit(), run.out() + run.err());
    int layers = unit.equals("layernorm") ? 13 : 6;
    assertEquals(layers, run.out().lines().filter(l -> l.contains(" elements, 0 mismatches, ")).count(), run.out());
    assertTrue(run.out().contains("one unit for " + layers + " layers, loaded " + 3 * layers + " times between rows: "));
    assertTrue(run.out().endsWith(" elements, 0 mismatches\n"), run.out());
  }

  @Test
  void aWideStreamsConversionsShareAUnitToo() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    CliRun run = CliRun.of("verify", "ptf", "--model", wide(), "--set", "tables=loadable", "--seeds", "1", "--rows", "4");
    assertEquals(0, run.exit(), run.out() + run.err());
    assertTrue(run.out().contains("one unit for 13 layers, loaded 39 times between rows: "), run.out());
    assertTrue(run.out().endsWith(" elements, 0 mismatches\n"), run.out());
  }

  private static String wide() {
    String wide = folder.resolve("wide.safetensors").toString();
    CliRun quantised = CliRun.of("quantize", "--checkpoint", "embedded", "--calibration", "embedded", "--limit", "8",
        "--recipe", "wide", "--out", wide);
    assertEquals(0, quantised.exit(), quantised.err());
    return wide;
  }

  @Tag("sweep")
  @Test
  void theOtherUnitsComputeAWideModelsLayers() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    String wide = wide();
    CliRun norms = CliRun.of("verify", "layernorm", "--model", wide, "--set", "tables=loadable", "--seeds", "1", "--rows",
        "4");
    assertEquals(0, norms.exit(), norms.out() + norms.err());
    for (String unit : new String[] {"head", "embedding"}) {
      CliRun one = CliRun.of("verify", unit, "--model", wide, "--seeds", "1", "--rows", "4", "--set", "lanes=8");
      assertEquals(0, one.exit(), one.out() + one.err());
    }
    CliRun add = CliRun.of("verify", "requantize", "--model", wide, "--set", "codes=mlp-add", "--place", "blocks.2.out",
        "--seeds", "1", "--rows", "4");
    assertTrue(add.out().startsWith("blocks.2.out: 1536 elements, 0 mismatches, "), add.out() + add.err());
  }

  @Test
  void oneUnitIsGeneratedWithTheConstantsOfEveryLayer() throws Exception {
    Path out = folder.resolve("shared");
    CliRun run = CliRun.of("generate", "layernorm", "--model", model, "--set", "tables=loadable", "--out", out.toString());
    assertEquals(0, run.exit(), run.err());
    assertTrue(Files.readString(out.resolve("LayerNorm.v")).contains("load_data"));
    List<String> lines = Files.readAllLines(out.resolve("blocks.0.norm1.csv"));
    assertEquals("load_table,load_lane,load_word,load_data", lines.get(0));
    // Three tables of a word per channel, zero point and epsilon.
    assertEquals(1 + 3 * 64 + 2, lines.size());
    CliRun ip = CliRun.of("ip", "softmax", "--model", model, "--set", "tables=loadable", "--out",
        folder.resolve("ip").toString());
    assertEquals(0, ip.exit(), ip.err());
    assertEquals("vit2rtl: ip: the model has 6 such layers, and baked tables hold one; name it with --place, or make one"
        + " unit for all of them with --set tables=loadable\n",
        CliRun.of("ip", "softmax", "--model", model, "--out", folder.resolve("ip").toString()).err());
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
