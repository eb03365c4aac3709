package vit2rtl.bench.accelerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.golden.checkpoint.CheckpointReader;
import vit2rtl.units.Settings;
import vit2rtl.golden.data.Datasets;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.data.Purpose;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.models.EmbeddedModel;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.golden.vit.VitCheckpoint;
import vit2rtl.sim.SimOptions;

/** Random networks and accelerators, the embedded model, and ViT-Tiny: hours. */
@Tag("sweep")
class NetworkSweepTest {
  private static final int MODELS = 64;
  /** Products of an image that a simulation of a minute allows. */
  private static final long MOST_PRODUCTS = 60_000_000;

  @TempDir
  Path replays;

  static Stream<NetworkCase> cases() {
    return IntStream.range(0, MODELS).mapToObj(NetworkSweepTest::random);
  }

  /** Drawn anew until its work is bounded. */
  private static NetworkCase random(int seed) {
    Random random = new Random(seed);
    while (true) {
      int heads = 1 + random.nextInt(8);
      int width = heads * (1 + random.nextInt(Math.max(1, 192 / heads)));
      int grid = 1 + random.nextInt(random.nextInt(4) == 0 ? 17 : 6);
      int patch = 1 + random.nextInt(5);
      int leading = 1 + random.nextInt(2);
      int mlp = 1 + random.nextInt(3 * width);
      int depth = 1 + random.nextInt(4);
      int classes = 1 + random.nextInt(random.nextInt(4) == 0 ? 1000 : 30);
      long tokens = (long) grid * grid + leading;
      long products = depth * tokens * width * (4L * width + 2L * mlp + tokens);
      if (width >= 8 && tokens >= 2 && tokens <= 300 && products < MOST_PRODUCTS) {
        SyntheticVit.Sizes sizes = new SyntheticVit.Sizes(grid * patch, patch, random.nextBoolean() ? 3 : 1, width,
            depth, heads, mlp, classes, leading, random.nextBoolean());
        Recipe recipe = seed % 3 == 0 ? Recipe.FQVIT : Recipe.WIDE;
        return new NetworkCase(seed, sizes, recipe,
            economy(random, recipe, settings(random, products, (int) tokens, width / heads)));
      }
    }
  }

  private static String settings(Random random, long products, int tokens, int head) {
    int lanes = 1 << random.nextInt(3);
    while (lanes > head) {
      lanes /= 2;
    }
    int columns;
    int inner;
    do {
      columns = lanes * (1 + random.nextInt(24 / lanes));
      inner = lanes * (1 + random.nextInt(32 / lanes));
    } while (columns * inner < 2 || columns * inner > 512 || products / (columns * inner) > 3_000_000);
    return "columns=" + columns + " inner=" + inner + " lanes=" + lanes + " softmax-lanes=" + (1 << random.nextInt(4))
        + " groups=" + (1 + random.nextInt(Math.min(4, tokens)));
  }

  /** What is saved at the cost of speed, in half of the networks; memories with one port are for operands of 8 bits. */
  private static String economy(Random random, Recipe recipe, String settings) {
    if (random.nextBoolean()) {
      return settings;
    }
    boolean least = settings.contains(" lanes=1 ") && recipe == Recipe.WIDE && random.nextBoolean();
    return (least ? settings.replaceAll("softmax-lanes=\\d+", "softmax-lanes=1") + " context-lanes=1 attention=serial"
        : settings) + (random.nextBoolean() ? " jobs=direct" : "")
        + (random.nextBoolean() ? least ? " norm-multipliers=shared" : " norm-multipliers=serial" : "")
        + (random.nextBoolean() ? " shifts=model" : "")
        + (random.nextBoolean() && recipe == Recipe.WIDE ? " memories=single-port" : "");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void randomNetworks(NetworkCase network) {
    network.check(2);
  }

  @Test
  void theEmbeddedModelOn256Images() {
    QuantizedVit model = Quantizer.quantize(EmbeddedModel.checkpoint(), EmbeddedModel.calibrationImages(),
        QuantizeOptions.of(Recipe.WIDE), done -> { });
    verify(model, Map.of("macs", "64"), EmbeddedModel.testImages(), 256);
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 1024})
  void vitTiny(int multipliers) {
    Path shared = Path.of(System.getProperty("vit2rtl.root", ".."), "../shared");
    Path checkpoint = shared.resolve("models/vit_tiny_patch16_224.safetensors");
    Path data = shared.resolve("data/imagenet_val1300");
    assumeTrue(Files.exists(checkpoint) && Files.exists(data), "ViT-Tiny is not beside this checkout");
    VitCheckpoint network = CheckpointReader.open(checkpoint);
    Images images = Datasets.open(data, network.shape().imageFormat(), Purpose.EVALUATION, 16, notice -> { });
    QuantizedVit model = Quantizer.quantize(network, images, QuantizeOptions.of(Recipe.WIDE), done -> { });
    verify(model, Map.of("macs", String.valueOf(multipliers)), images, 2);
  }

  private void verify(QuantizedVit model, Map<String, String> set, Images images, int count) {
    AcceleratorBench bench = new AcceleratorBench(
        NetworkSettings.config(model, Settings.of("network", NetworkSettings.ALL, set)));
    List<Image> some = IntStream.range(0, count).mapToObj(images::image).toList();
    NetworkTotals totals = new NetworkVerification(bench, model,
        SimOptions.defaults().withSpeed(SimOptions.Speed.FAST_RUN)).run(some, 0, replays, done -> { });
    assertEquals(Optional.empty(), totals.first());
    assertEquals(count, totals.images());
    assertEquals(totals.predicted(), totals.cycles());
  }
}
