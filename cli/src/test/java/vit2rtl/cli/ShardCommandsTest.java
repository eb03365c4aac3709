package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.golden.models.EmbeddedModel;
import vit2rtl.golden.network.ModelFile;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.sim.tool.Tools;

/** Commands in shards say what they say in one run. */
class ShardCommandsTest {
  @TempDir
  static Path models;
  private static String model;

  @TempDir
  Path folder;

  @BeforeAll
  static void quantize() {
    model = models.resolve("m.safetensors").toString();
    ModelFile.write(Quantizer.quantize(EmbeddedModel.checkpoint(), EmbeddedModel.calibrationImages().first(8),
        QuantizeOptions.of(Recipe.WIDE), done -> { }), Path.of(model));
  }

  /** The same without what a clock measured, and without the path that one process took. */
  private static String timeless(String out) {
    return out.replaceAll("\\d+\\.\\d images/s(, path [^\\n]*)?", "").replaceAll("cycles/s +\\d+", "")
        .replaceAll(" +\\d+\\.\\d(?=\\R)", "");
  }

  private static ObjectNode timeless(Path json) throws IOException {
    ObjectNode root = (ObjectNode) new ObjectMapper().readTree(json.toFile());
    root.findParents("seconds").forEach(node -> ((ObjectNode) node).remove(List.of("seconds", "imagesPerSecond")));
    root.remove("cyclesPerSecond");
    return root;
  }

  private static CliRun run(List<String> command, String... more) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(more));
    return CliRun.of(all.toArray(String[]::new));
  }

  /** Files of shards, the last one first. */
  private List<String> shards(List<String> command, int of) {
    List<String> files = new ArrayList<>();
    for (int i = of; i >= 1; i--) {
      String file = folder.resolve(i + ".vshard").toString();
      CliRun shard = run(command, "--shard", i + "/" + of, "--out", file);
      assertEquals(0, shard.exit(), shard.err());
      assertTrue(shard.out().startsWith("shard " + i + "/" + of + ", "), shard.out());
      files.add(file);
    }
    return files;
  }

  private static CliRun merge(List<String> files, String... more) {
    return run(List.of("merge"), Stream.concat(files.stream(), Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void evalHasTheSameDigestTableAndJson() throws IOException {
    List<String> command = List.of("eval", "--model", model, "--checkpoint", "embedded", "--limit", "6", "--digest");
    Path json = folder.resolve("one.json");
    Path csv = folder.resolve("one.csv");
    CliRun one = run(command, "--json", json.toString(), "--predictions", csv.toString());
    assertEquals(0, one.exit(), one.err());
    List<String> files = shards(command, 3);
    Path mergedJson = folder.resolve("merged.json");
    Path mergedCsv = folder.resolve("merged.csv");
    CliRun merged = merge(files, "--json", mergedJson.toString(), "--predictions", mergedCsv.toString());
    assertEquals(0, merged.exit(), merged.err());
    assertEquals(timeless(one.out()), timeless(merged.out()));
    assertTrue(merged.out().contains("digest: "), merged.out());
    assertEquals(timeless(json), timeless(mergedJson));
    assertEquals(Files.readString(csv), Files.readString(mergedCsv));

    CliRun again = run(command, "--shard", "2/3", "--out", files.get(1));
    assertTrue(again.out().contains("is there already"), again.out());
    CliRun other = run(List.of("eval", "--model", model, "--limit", "5"), "--shard", "2/3", "--out", files.get(1));
    assertEquals(2, other.exit());
    assertEquals("vit2rtl: " + files.get(1) + " is there and of other work or another build; name another file or delete it",
        other.err().lines().findFirst().orElse(""));
    CliRun missing = merge(files.subList(0, 2));
    assertEquals(2, missing.exit());
    assertEquals("vit2rtl: shards are missing: of 6 units there are no results of 0 to 1, which are --shard 1/3; run them"
        + " and merge all files", missing.err().lines().findFirst().orElse(""));
  }

  @Test
  void aStoppedEvalGoesOnAndSkipsBrokenImages() throws IOException {
    Path images = Files.createDirectories(folder.resolve("images"));
    for (int i = 0; i < 5; i++) {
      BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
      image.getRaster().setSample(i, i, 0, 200);
      ImageIO.write(image, "png", images.resolve("i" + i + ".png").toFile());
    }
    Files.write(images.resolve("i2.png"), new byte[] {1, 2, 3});
    List<String> command = List.of("eval", "--model", model, "--data", images.toString(), "--digest");
    CliRun one = run(command);
    String kept = folder.resolve("kept").toString();
    CliRun cut = run(command, "--resume", kept, "--shards", "5");
    assertEquals(0, cut.exit(), cut.err());
    assertEquals(timeless(one.out()), timeless(cut.out()));
    assertTrue(cut.said().contains("skipped: i2.png: "), cut.said());
    Files.delete(Path.of(kept, "units-3-4.vshard"));
    CliRun resumed = run(command, "--resume", kept, "--shards", "5");
    assertEquals(timeless(one.out()), timeless(resumed.out()));
    assertTrue(resumed.said().contains("4 of 5 units are there already"), resumed.said());
  }

  @Test
  void verifySaysTheSame() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    // The unit that ModelLayersTest builds, too.
    List<String> command = List.of("verify", "layernorm", "--model", model, "--set", "tables=loadable", "--seeds", "1",
        "--rows", "4", "--replays", folder.resolve("replays").toString());
    CliRun one = run(command);
    assertEquals(0, one.exit(), one.err());
    CliRun merged = merge(shards(command, 2));
    assertEquals(0, merged.exit(), merged.err());
    assertEquals(one.out(), merged.out());
  }

  @Test
  @Tag("sweep")
  void compareAndTheWholeNetworkSayTheSame() throws IOException {
    for (List<String> command : List.of(
        List.of("compare", "--checkpoint", "embedded", "--calibration-limit", "4", "--limit", "6"),
        List.of("verify", "network", "--model", model, "--images", "3", "--replays", folder.resolve("r").toString()))) {
      Path json = folder.resolve("one.json");
      CliRun one = run(command, "--json", json.toString());
      assertEquals(0, one.exit(), one.err());
      Path mergedJson = folder.resolve("merged.json");
      List<String> files = shards(command, 2);
      CliRun merged = merge(files, "--json", mergedJson.toString());
      assertEquals(0, merged.exit(), merged.err());
      assertEquals(timeless(one.out()), timeless(merged.out()));
      assertEquals(timeless(json), timeless(mergedJson));
      for (String file : files) {
        Files.delete(Path.of(file));
      }
    }
  }

  @Test
  void refusesInOneSentence() {
    assertEquals("--shard 1/2 needs a file for its results: --out F.vshard", error("--shard", "1/2"));
    assertEquals("--out o.vshard keeps the results of a shard; name it with --shard I/N", error("--out", "o.vshard"));
    assertEquals("--shard 3/2; allowed: 1/2 to 2/2", error("--shard", "3/2", "--out", "o.vshard"));
    assertEquals("--shard half; allowed: I/N, such as 1/8 to 8/8", error("--shard", "half", "--out", "o.vshard"));
    assertEquals("--shard does one part here; leave --master, --resume and --shards out", error("--shard", "1/2", "--out",
        "o.vshard", "--resume", "kept"));
    assertEquals("--shards 4; allowed: 1 or more, with --master or --resume", error("--shards", "4"));
    assertEquals("--spark a=b belongs to --master, which is missing", error("--spark", "a=b"));
    assertEquals("--master needs the module scale, which is not on the class path; ./vit2rtl builds it on first use,"
        + " elsewhere add it: mvn -Pscale -pl scale -am package", error("--master", "local[2]"));
    CliRun traced = CliRun.of("verify", "layernorm", "--trace", folder.resolve("t.fst").toString(), "--resume",
        folder.resolve("k").toString());
    assertEquals("vit2rtl: verify: --coverage, --rtl and --trace are of one process; leave them out, or --shard, --resume"
        + " and --master", traced.err().lines().findFirst().orElse(""));
    CliRun network = CliRun.of("verify", "network", "--trace", folder.resolve("t.fst").toString(), "--resume",
        folder.resolve("k").toString());
    assertEquals("vit2rtl: verify network: --trace is of one process; leave it out, or --shard, --resume and --master",
        network.err().lines().findFirst().orElse(""));
    // What one run refuses, a part of it does, too.
    CliRun placed = CliRun.of("verify", "layernorm", "--place", "norm", "--shard", "1/2", "--out",
        folder.resolve("p.vshard").toString());
    assertEquals("vit2rtl: --place norm names a layer of a model; give the model with --model",
        placed.err().lines().findFirst().orElse(""));
    Path text = folder.resolve("none.vshard");
    assertEquals("vit2rtl: there is no file " + text, CliRun.of("merge", text.toString()).err().lines().findFirst()
        .orElse(""));
  }

  private static String error(String... fleet) {
    CliRun run = run(List.of("eval", "--model", model, "--limit", "2"), fleet);
    assertEquals(2, run.exit(), run.err());
    return run.err().lines().findFirst().orElse("").replaceFirst("^vit2rtl: ", "");
  }
}
