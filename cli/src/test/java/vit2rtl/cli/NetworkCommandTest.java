package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.bench.accelerator.NetworkSettings;
import vit2rtl.cli.arguments.NetworkArguments;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.network.ModelFile;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.units.Settings;

/** The commands of the whole network on a model of two tokens. */
class NetworkCommandTest {
  private static final SyntheticVit.Sizes SIZES = new SyntheticVit.Sizes(2, 2, 1, 5, 2, 1, 6, 1, 1, true);

  @TempDir
  static Path folder;
  private static Path model;

  @BeforeAll
  static void quantise() {
    model = folder.resolve("tiny.safetensors");
    ModelFile.write(Quantizer.quantize(new SyntheticVit(7, SIZES).checkpoint(), SyntheticVit.images(8, 4, 1, 2),
        QuantizeOptions.of(Recipe.WIDE), done -> { }), model);
  }

  private static CliRun network(String command, String... more) {
    String[] all = new String[4 + more.length];
    System.arraycopy(new String[] {command, "network", "--model", model.toString()}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    return CliRun.of(all);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      macs=0                | network: macs=0; allowed: 1 to 16384
      macs=many             | network: macs=many; allowed: 1 to 16384
      columns=3             | network: columns=3 with macs=64; allowed: a divisor of macs, or both columns and inner
      columns=3 inner=2 macs=8 | network: macs=8 with columns=3 and inner=2, which make 6; leave macs out
      inner=0               | network: inner=0; allowed: 1 or more
      columns=4 inner=6 lanes=4 | network: lanes=4 with columns=4 and inner=6; allowed: a power of two that divides both
      macs=8 lanes=3        | network: lanes=3; allowed: powers of two to 64
      columns=3 inner=3 lanes=1 products=packed | network: products=packed with columns=3; allowed: an even number
      columns=3 inner=3 lanes=1 products=dual | network: products=dual with columns=3; allowed: an even number
      macs=8 norm-multipliers=logic | network: norm-multipliers=logic; allowed: dsp, serial, shared
      columns=4 inner=4 attention=serial | network: attention=serial with lanes=4, softmax-lanes=1 and context-lanes=5; allowed: one of each
      macs=8 products=half   | network: products=half; allowed: plain, packed, dual
      macs=8 groups=3       | network: groups=3; allowed: 1 to 2
      macs=8 context-lanes=6 | network: context-lanes=6 with lanes=2 and heads of 5 elements; allowed: 5, or a smaller
      """)
  void settingsThatDoNotFitAreRefused(String settings, String sentence) {
    CliRun run = network("plan", ("--set " + settings).split(" "));
    assertEquals(2, run.exit(), run.err());
    assertTrue(run.err().startsWith("vit2rtl: " + sentence), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void planSaysWhatThereIs() throws IOException {
    Path json = folder.resolve("plan.json");
    Path timeline = folder.resolve("timeline.json");
    CliRun run = network("plan", "--set", "macs=1", "groups=1", "--json", json.toString(), "--timeline",
        timeline.toString());
    assertEquals(0, run.exit(), run.err());
    JsonNode plan = new ObjectMapper().readTree(json.toFile());
    for (String key : new String[] {"cyclesPerImage", "multiplierUse", "imagesPerSecond", "bytesPerImage", "layers"}) {
      assertTrue(plan.has(key), key);
    }
    assertEquals(12, plan.get("layers").size());
    assertEquals(1e8 / plan.get("cyclesPerImage").asDouble(), plan.get("imagesPerSecond").asDouble(), 1e-6);
    assertTrue(new ObjectMapper().readTree(timeline.toFile()).get("traceEvents").size() > 100);
    assertTrue(run.out().contains("recommended: "), run.out());
    for (JsonNode layer : plan.get("layers")) {
      long waits = 0;
      for (JsonNode cycles : layer.get("waits")) {
        waits += cycles.asLong();
      }
      assertEquals(layer.get("waiting").asLong(), waits, layer.toString());
    }
    Path picture = folder.resolve("timeline.svg");
    assertEquals(0, network("plan", "--set", "macs=1", "groups=1", "--timeline", picture.toString()).exit());
    assertTrue(Files.readString(picture).contains(">attention</text>"));
  }

  @Test
  void sweepHasARowPerSetting() {
    CliRun run = network("plan", "--sweep", "macs=1,4,256");
    assertEquals(0, run.exit(), run.err());
    assertEquals(4, run.out().lines().count(), run.out());
  }

  @Test
  void multipliersThatNeverWorkAreAllowedAndSaid() {
    Settings settings = NetworkArguments.settings(Map.of("macs", "256"));
    AcceleratorConfig config = NetworkSettings.config(ModelFile.read(model), settings);
    assertTrue(NetworkSettings.idle(config).orElseThrow()
        .startsWith("of 256 multipliers (16 columns of 16) the network can use at most 36 at a time"));
  }

  @Test
  void ipWritesEverythingAndSaysTheRate() throws IOException {
    Path out = folder.resolve("ip");
    CliRun run = network("ip", "--set", "macs=1", "groups=1", "--bus", "64", "--memory", "60,0.5", "--out", out.toString());
    assertEquals(0, run.exit(), run.err());
    String command = " --model tiny.safetensors --bus 64 --burst 16 --outstanding 8 --address-bits 40";
    for (String file : new String[] {"hdl/vit2rtl_network.v", "driver/v2r.c", "driver/vit2rtl_network.py", "package.tcl"}) {
      assertTrue(Files.readString(out.resolve(file)).contains(command), file);
    }
    assertTrue(Files.size(out.resolve("model.bin")) > 64);
    long[] cycles = run.out().lines().filter(line -> line.matches("\\d+ cycles per image.*"))
        .mapToLong(line -> Long.parseLong(line.substring(0, line.indexOf(' ')))).toArray();
    assertEquals(2, cycles.length, run.out());
    assertTrue(cycles[0] < cycles[1], run.out());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      --bus 32          | ip network: a bus of 32 bits; allowed: 64 or 128
      --burst 3         | ip network: bursts of 3 beats; allowed: powers of two to 256
      --memory 60       | --memory 60; allowed: a latency from 1 to 100000 cycles, a comma, and from 0.001 to 1000 bytes a
      --memory 60,many  | --memory 60,many; allowed: a latency from 1 to 100000 cycles, a comma, and from 0.001 to 1000
      """)
  void busesThatCannotBeAreRefused(String options, String sentence) {
    CliRun run = network("ip", (options + " --out " + folder.resolve("refused")).split(" "));
    assertEquals(2, run.exit(), run.err());
    assertTrue(run.err().startsWith("vit2rtl: " + sentence), run.err());
    assertFalse(Files.exists(folder.resolve("refused")));
  }

  @Test
  void generateWritesTextAndConstants() throws IOException {
    Path out = folder.resolve("rtl");
    CliRun run = network("generate", "--set", "macs=1", "groups=1", "--out", out.toString());
    assertEquals(0, run.exit(), run.err());
    String text = Files.readString(out.resolve("Accelerator.v"));
    assertTrue(text.contains("module Accelerator ("));
    assertFalse(run.out().contains("tap_"), "no taps among the ports: " + run.out());
    assertEquals("V2RMODEL", new String(Files.readAllBytes(out.resolve("model.bin")), 0, 8));
  }

  @Test
  void generateWithARomHasNoConstantsPort() throws IOException {
    Path out = folder.resolve("rom");
    CliRun run = network("generate", "--set", "macs=1", "groups=1", "--constants", "rom", "--out", out.toString());
    assertEquals(0, run.exit(), run.err());
    assertFalse(run.out().contains("constants_data"), run.out());
    String text = Files.readString(out.resolve("Accelerator.v"));
    assertTrue(text.contains("module RomSource ("));
    assertTrue(text.lines().limit(3).anyMatch(line -> line.contains(" --constants rom")), "a header that repeats the text");
  }

  @Test
  void inspectNamesEveryPartInTextAndPicture() throws IOException {
    Path out = folder.resolve("diagrams");
    CliRun run = network("inspect", "--set", "macs=1", "groups=1", "--out", out.toString());
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().contains("  norm_stage (NormStage)"), run.out());
    String picture = Files.readString(out.resolve("Accelerator.svg"));
    for (String part : new String[] {"norm_stage", "drain", "norm_jobs", "hidden_memory"}) {
      assertTrue(picture.contains(">" + part + "<"), part);
    }
    assertTrue(Files.exists(out.resolve("EngineColumn.svg")));
  }

  @Test
  void synthWithoutATargetIsRefused() {
    CliRun run = network("synth", "--set", "macs=1", "groups=1");
    assertEquals(2, run.exit(), run.err());
    assertTrue(run.err().startsWith("vit2rtl: synth needs --target TARGET: "), run.err());
  }

  @Test
  void aNegativeDepthIsRefused() {
    CliRun run = network("synth", "--target", "ecp5", "--lut-memories", "-5");
    assertEquals(2, run.exit(), run.err());
    assertEquals("vit2rtl: synth network: --lut-memories -5; allowed: 0 or more words\n", run.err());
  }

  @Test
  void verifyComparesEveryTensor() throws IOException {
    Path json = folder.resolve("verify.json");
    CliRun run = network("verify", "--set", "macs=1", "groups=1", "--data", images().toString(), "--json",
        json.toString());
    assertEquals(0, run.exit(), run.out() + run.err());
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertEquals(2, figures.get("images").asInt());
    assertEquals(0, figures.get("mismatches").asInt());
    assertTrue(figures.get("elements").asLong() > 1000);
    assertEquals(figures.get("predictedCycles"), figures.get("cyclesPerImage"));
    assertTrue(figures.get("firstDifference").isNull());
  }

  /** The constants that generate wrote are those that the model gives. */
  @Test
  void verifyTakesAFileOfConstants() throws IOException {
    CliRun own = verify(model, constants());
    assertEquals(0, own.exit(), own.out() + own.err());
  }

  /** Another model's are found out. */
  @Tag("sweep")
  @Test
  void verifyFindsConstantsOfAnotherModel() throws IOException {
    Path file = constants();
    CliRun others = verify(withAnotherWeight(), file);
    assertEquals(1, others.exit(), others.out() + others.err());
    assertTrue(others.out().contains("first difference: image 0, tensor logits.acc, row 0"), others.out());
    assertTrue(others.out().contains(" --model-bin " + file), others.out());
  }

  /** What generate writes for one multiplier. */
  private static Path constants() {
    Path out = folder.resolve("constants");
    if (!Files.exists(out)) {
      assertEquals(0, network("generate", "--set", "macs=1", "groups=1", "--out", out.toString()).exit());
    }
    return out.resolve("model.bin");
  }

  /** The model with one other weight of the head. */
  private static Path withAnotherWeight() throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(model)).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) file.getLong(0);
    JsonNode weights = new ObjectMapper().readTree(file.array(), 8, header).get("head.weight");
    assertEquals("I8", weights.get("dtype").asText());
    int at = 8 + header + weights.get("data_offsets").get(0).asInt();
    file.put(at, (byte) (file.get(at) ^ 16));
    return Files.write(folder.resolve("other.safetensors"), file.array());
  }

  /** Bytes of a model.bin that is cut, changed, newer, or none at all. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      -1  | 0  | it was cut off or damaged; write it anew
      0   | 70 | it was changed or damaged; write it anew
      0   | 8  | of the model.bin format; this vit2rtl reads version 1
      0   | 0  | is not a model.bin: it does not begin with 'V2RMODEL'
      """)
  void aDamagedFileOfConstantsIsRefused(int longer, int flipped, String sentence) throws IOException {
    byte[] bytes = Files.readAllBytes(constants());
    bytes[flipped] ^= longer == 0 ? 4 : 0;
    Path file = Files.write(folder.resolve("bad.bin"), Arrays.copyOf(bytes, bytes.length + longer));
    CliRun run = verify(model, file);
    assertEquals(2, run.exit(), run.out() + run.err());
    assertTrue(run.err().startsWith("vit2rtl: " + file) && run.err().contains(sentence), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  private static CliRun verify(Path model, Path constants) throws IOException {
    return CliRun.of("verify", "network", "--model", model.toString(), "--set", "macs=1", "groups=1", "--data",
        images().toString(), "--model-bin", constants.toString(), "--replays", folder.resolve("replays").toString());
  }

  /** Three images of 2x2 pixels as an IDX file. */
  private static Path images() throws IOException {
    ByteBuffer idx = ByteBuffer.allocate(16 + 12).putInt(0x803).putInt(3).putInt(2).putInt(2);
    for (int i = 0; i < 3; i++) {
      Image image = SyntheticVit.images(40 + i, 1, 1, 2).image(0);
      idx.put(image.pixels());
    }
    return Files.write(folder.resolve("images-idx3-ubyte"), idx.array());
  }
}
