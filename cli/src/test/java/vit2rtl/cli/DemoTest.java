package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.models.EmbeddedModel;
import vit2rtl.sim.tool.Tools;

@Execution(ExecutionMode.CONCURRENT)
class DemoTest {
  @TempDir
  Path folder;

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  /** Pixels to logits in hardware, and the page that shows it in a browser. */
  @Test
  void classifiesImagesInHardwareAndComparesEveryTensor() throws IOException {
    CliRun run = demo("--calibration", few(), "--limit", "16", "--images", "2");
    assertEquals(0, run.exit(), run.out() + run.err());
    JsonNode report = new ObjectMapper().readTree(folder.resolve("report.json").toFile());
    JsonNode network = report.path("network");
    assertEquals(2, network.path("images").asInt());
    // Without stalls and with them: what two runs of two images have of 634,020 integers each.
    assertEquals(4 * 634_020, report.path("elements").asLong());
    assertTrue(run.out().contains("2,536,080 elements, 0 mismatches: the hardware computes"), run.out());
    assertEquals(network.path("predictedCycles"), network.path("cyclesPerImage"));
    assertEquals(report.path("elements").asLong(), sum(report.path("places"), "elements"));
    assertEquals(32, network.path("layers").size());
    for (JsonNode layer : network.path("layers")) {
      assertEquals(layer.path("waiting").asLong(), sum(layer.path("waits"), null), layer.toString());
    }
    assertEquals("ankle boot", network.path("classified").get(0).path("className").asText());
    assertTrue(run.out().contains("the integer network agrees with the float network on "), run.out());
    assertTrue(Files.readString(folder.resolve("rtl/Accelerator.v")).matches("(?s)// [^\n]+\nmodule Accelerator \\(.*"));
    assertEquals("V2RMODEL", new String(Files.readAllBytes(folder.resolve("rtl/model.bin")), 0, 8, StandardCharsets.US_ASCII));
    // Two images, timelines of an image and of its first block, three pictures of calibration.
    PageCheck.check(folder.resolve("report.html"), 2, 5, folder.resolve("browser"));
  }

  private static long sum(JsonNode list, String key) {
    long sum = 0;
    for (JsonNode item : list) {
      sum += (key == null ? item : item.path(key)).asLong();
    }
    return sum;
  }

  @Tag("sweep")
  @Test
  void aFaultInAUnitOfTheWholeNetworkIsNamedByItsFirstTensor() throws IOException {
    Path checkpoint = new RandomVit(4, 2, 1, 8, 1, 2, 12, 5, 1, true).write(folder.resolve("small.safetensors"));
    ByteBuffer idx = ByteBuffer.allocate(16 + 64).putInt(0x803).putInt(4).putInt(4).putInt(4);
    for (int i = 0; i < 64; i++) {
      idx.put((byte) (i * 37));
    }
    String images = Files.write(folder.resolve("images-idx3-ubyte"), idx.array()).toString();
    CliRun run = demo("--checkpoint", checkpoint.toString(), "--calibration", images, "--data", images, "--macs", "8",
        "--images", "1", "--fault", "norm");
    assertEquals(1, run.exit(), run.out() + run.err());
    assertTrue(after(run, "first difference: ").startsWith("image 0, tensor blocks.0.norm1, row 0, column 0: expected "),
        run.out());
    Path waves = Path.of(after(run, "waves: "));
    assertTrue(Files.exists(waves) && waves.startsWith(folder.resolve("failures")), waves.toString());
    CliRun repeated = CliRun.of("replay", after(run, "repeat: ./vit2rtl replay "));
    assertEquals(1, repeated.exit(), repeated.out() + repeated.err());
    assertTrue(repeated.out().startsWith("Accelerator: fails as recorded: "), repeated.out());
    PageCheck.check(folder.resolve("report.html"), 1, 5, folder.resolve("browser"));
  }

  @Test
  void unitByUnitComparesEveryElementAndReports() throws IOException {
    CliRun run = demo("--calibration", few(), "--limit", "3", "--places", "norm|blocks\\.5\\.attn.*");
    assertEquals(0, run.exit(), run.out() + run.err());
    // Twice (freely and stalled) 3 images: the class token's 64 channels, and 50 rows of 50 scores for each of two heads.
    long elements = 2 * 3 * (64 + 2 * 50 * 50);
    assertTrue(run.out().contains(String.format("%,d elements, 0 mismatches: the hardware computes", elements)),
        run.out());
    assertTrue(run.out().contains("the integer network agrees with the float network on "), run.out());
    JsonNode report = new ObjectMapper().readTree(folder.resolve("report.json").toFile());
    assertEquals(elements, report.path("elements").asLong());
    assertEquals(3, report.path("places").size());
    assertEquals("simulation", report.path("source").asText());
    assertTrue(Files.readString(folder.resolve("rtl/norm.v")).matches("(?s)// [^\n]+\nmodule LayerNorm \\(.*"));
    String page = Files.readString(folder.resolve("report.html"));
    assertTrue(page.contains("the hardware computes what the golden model computes"));
    // Three pictures of calibration, a waveform of each of the two units.
    PageCheck.check(folder.resolve("report.html"), 0, 5, folder.resolve("browser"));
  }

  @Test
  void aFaultFailsWithWhereAndHowToRepeat() throws IOException {
    CliRun run = demo("--calibration", few(), "--limit", "2", "--places", "norm", "--fault", "norm");
    assertEquals(1, run.exit());
    assertTrue(run.out().contains("first mismatch at element 0 (row 0, column 0): expected "), run.out());
    assertTrue(run.out().contains("out_data_0 "), run.out());
    assertTrue(run.out().contains("does not compute what the golden model computes"), run.out());
    Path waves = Path.of(after(run, "waves: "));
    assertTrue(Files.exists(waves) && waves.startsWith(folder.resolve("failures")), waves.toString());
    String file = after(run, "repeat: ./vit2rtl replay ");
    assertEquals(folder.resolve("failures/norm.vitreplay").toString(), file);
    CliRun repeated = CliRun.of("replay", file);
    assertEquals(1, repeated.exit(), repeated.out() + repeated.err());
    assertTrue(repeated.out().contains("first mismatch at element 0 (row 0, column 0): expected "), repeated.out());
    assertTrue(Files.readString(folder.resolve("rtl/norm.v")).contains(") ^ 1;"), "what was simulated");
    String replay = run.out().lines().filter(line -> line.startsWith("without the fault: ./vit2rtl ")).findFirst().orElseThrow()
        .replace("without the fault: ./vit2rtl ", "").replace("failure.fst", folder.resolve("failure.fst").toString());
    CliRun again = CliRun.of(replay.split(" "));
    assertEquals(0, again.exit(), "the unit without the fault: " + again.out() + again.err());
    assertTrue(Files.exists(folder.resolve("failure.fst")));
  }

  /** As few images as a calibration can do with: the demo's own 256 take longer than its simulation. */
  private String few() throws IOException {
    Images some = EmbeddedModel.calibrationImages().first(8);
    ByteBuffer idx = ByteBuffer.allocate(16 + 8 * 28 * 28).putInt(0x803).putInt(8).putInt(28).putInt(28);
    for (int i = 0; i < 8; i++) {
      idx.put(some.image(i).pixels());
    }
    return Files.write(folder.resolve("few-idx3-ubyte"), idx.array()).toString();
  }

  private static String after(CliRun run, String words) {
    return run.out().lines().filter(line -> line.startsWith(words)).findFirst().orElseThrow().substring(words.length());
  }

  @Test
  void unknownPlacesAreRefusedWithTheKnownOnes() throws IOException {
    CliRun run = demo("--calibration", few(), "--limit", "1", "--places", "nowhere");
    assertEquals(2, run.exit());
    assertTrue(run.err().startsWith("vit2rtl: demo: no place matches 'nowhere'; there are [blocks.0.norm1.in, "), run.err());
  }

  @Test
  void sizesThatDoNotFitAreRefusedAtOnce() {
    assertEquals("vit2rtl: network: macs=0; allowed: 1 to 16384", demo("--macs", "0").err().strip());
    assertEquals("vit2rtl: demo: --images 0; allowed: 1 or more", demo("--images", "0").err().strip());
  }

  private CliRun demo(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "demo";
    all[1] = "--out";
    all[2] = folder.toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return CliRun.of(all);
  }
}
