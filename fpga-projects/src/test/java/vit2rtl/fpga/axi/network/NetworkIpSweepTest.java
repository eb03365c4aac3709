package vit2rtl.fpga.axi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.accelerator.cycles.CycleModel;
import vit2rtl.accelerator.cycles.MemorySupply;
import vit2rtl.golden.checkpoint.CheckpointReader;
import vit2rtl.golden.data.Datasets;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.data.Purpose;
import vit2rtl.golden.models.EmbeddedModel;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.vit.VitCheckpoint;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.tool.Tools;

/** Real networks as IPs, real images: minutes. */
@Tag("sweep")
class NetworkIpSweepTest {
  private static QuantizedVit embedded;

  @BeforeAll
  static void quantize() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    embedded = Quantizer.quantize(EmbeddedModel.checkpoint(), EmbeddedModel.calibrationImages(),
        QuantizeOptions.of(Recipe.WIDE), done -> { });
  }

  /** A memory that keeps up, one that is slow, one that is far away. */
  @ParameterizedTest
  @CsvSource({"30, 16", "60, 2.5", "800, 16"})
  void theEmbeddedModel(int latency, double bytesPerCycle) {
    Images images = EmbeddedModel.testImages();
    check(NetworkFixture.of(List.of(embedded), "macs=64", ReadBus.STANDARD,
        IntStream.range(0, 3).mapToObj(images::image).toList()), latency, bytesPerCycle, 0);
  }

  /** Every side pauses. */
  @Test
  void theEmbeddedModelWithStalls() {
    Images images = EmbeddedModel.testImages();
    check(NetworkFixture.of(List.of(embedded), "macs=64", ReadBus.STANDARD,
        IntStream.range(10, 13).mapToObj(images::image).toList()), 30, 16, 40);
  }

  /** 1.8 GB/s at 200 MHz are 9 bytes a cycle; a memory that stalls, too. */
  @ParameterizedTest
  @CsvSource({"60, 12.8, 0", "60, 12.8, 30"})
  void vitTiny(int latency, double bytesPerCycle, int percent) {
    Path shared = Path.of(System.getProperty("vit2rtl.root", ".."), "../shared");
    Path checkpoint = shared.resolve("models/vit_tiny_patch16_224.safetensors");
    Path data = shared.resolve("data/imagenet_val1300");
    assumeTrue(Files.exists(checkpoint) && Files.exists(data), "ViT-Tiny is not beside this checkout");
    VitCheckpoint network = CheckpointReader.open(checkpoint);
    Images images = Datasets.open(data, network.shape().imageFormat(), Purpose.EVALUATION, 16, notice -> { });
    QuantizedVit model = Quantizer.quantize(network, images, QuantizeOptions.of(Recipe.WIDE), done -> { });
    check(NetworkFixture.of(List.of(model), "macs=1024", new ReadBus(16, 16, 16, 40),
        IntStream.range(0, percent == 0 ? 3 : 1).mapToObj(images::image).toList()), latency, bytesPerCycle, percent);
  }

  private static void check(NetworkFixture network, int latency, double bytesPerCycle, int percent) {
    int images = network.images().size();
    try (NetworkBus bus = NetworkIpTest.open(network, percent, NetworkBus.RUN, SimOptions.Speed.FAST_RUN)) {
      bus.memory.timing(latency, bytesPerCycle);
      for (int i = 0; i < images; i++) {
        bus.send(network.video(i));
      }
      bus.runUntilImages(images);
      NetworkIpTest.came(network, bus, IntStream.range(0, images).toArray());
      assertEquals(0, bus.read("ERROR"));
      if (percent == 0) {
        long found = bus.ends().get(images - 1) - bus.ends().get(images - 2);
        long predicted = cycles(network, latency, bytesPerCycle, images) - cycles(network, latency, bytesPerCycle, images - 1);
        System.out.printf("%s: latency %d, %s bytes a cycle: %d cycles an image; predicted %d%n",
            NetworkIpSweepTest.class.getSimpleName(), latency, bytesPerCycle, found, predicted);
        assertEquals(predicted, found, 0.02 * predicted);
      }
    }
  }

  private static long cycles(NetworkFixture network, int latency, double bytesPerCycle, int images) {
    ReadBus bus = network.ip().config().bus();
    return new CycleModel(network.program(), new MemorySupply(
        new MemorySupply.Timing(bus.bytes(), bus.burst(), bus.outstanding(), latency, bytesPerCycle),
        network.program().stream().length, network.program().config().inner())).run(images);
  }
}
