package vit2rtl.fpga.axi.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Formats;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.bench.accelerator.NetworkSettings;
import vit2rtl.bench.accelerator.NetworkStreams;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.units.Settings;

/**
 * A model, its IP, images, and the logits that must come out.
 *
 * @param model   the model
 * @param program what the accelerator is told
 * @param ip      the IP
 * @param images  images
 * @param logits  what the golden model says of each
 */
record NetworkFixture(QuantizedVit model, Program program, NetworkIp ip, List<Image> images, List<int[]> logits) {
  private static final int SIDE = 8;

  /** Made once for all tests. */
  private static final class Tiny {
    private static final NetworkFixture MADE = make();
  }

  /** Three channels, 17 tokens, 5 classes: a few thousand cycles an image. */
  static NetworkFixture tiny() {
    return Tiny.MADE;
  }

  /** The tiny model with other weights: another model that its accelerator may take. */
  static QuantizedVit model(long seed) {
    SyntheticVit.Sizes sizes = new SyntheticVit.Sizes(SIDE, 2, 3, 8, 2, 2, 12, 5, 1, true);
    return Quantizer.quantize(new SyntheticVit(seed, sizes).checkpoint(), SyntheticVit.images(8, 4, 3, SIDE),
        QuantizeOptions.of(Recipe.WIDE), done -> { });
  }

  private static NetworkFixture make() {
    QuantizedVit model = model(7);
    QuantizedVit other = model(7001);
    Images source = SyntheticVit.images(100, 4, 3, SIDE);
    return of(List.of(model, other), "columns=4 inner=6 lanes=2", new ReadBus(8, 8, 4, 40),
        IntStream.range(0, source.size()).mapToObj(source::image).toList());
  }

  /** The first model, on an accelerator that takes the others too. */
  static NetworkFixture of(List<QuantizedVit> models, String settings, ReadBus bus, List<Image> images) {
    Map<String, String> set = Stream.of(settings.split(" ")).collect(Collectors.toMap(
        s -> s.substring(0, s.indexOf('=')), s -> s.substring(s.indexOf('=') + 1)));
    QuantizedVit model = models.get(0);
    AcceleratorConfig own = NetworkSettings.config(model, Settings.of("network", NetworkSettings.ALL, set));
    AcceleratorConfig config = new AcceleratorConfig(own.shape(), Formats.of(models), own.columns(), own.inner(), own.lanes(),
        own.softmaxLanes(), own.contextLanes(), own.groups(), own.taps(), own.products(), own.economy(),
        own.ways());
    Program program = ProgramBuilder.build(config, model);
    IntegerVit golden = new IntegerVit(model);
    return new NetworkFixture(model, program, NetworkIp.of(NetworkIpConfig.of(program, bus)), images,
        images.stream().map(golden::logits).toList());
  }

  /** An image as a video stream. */
  List<NetworkBus.Pixel> video(int image) {
    Image of = images.get(image);
    List<NetworkBus.Pixel> pixels = new ArrayList<>();
    for (int y = 0; y < of.height(); y++) {
      for (int x = 0; x < of.width(); x++) {
        int data = 0;
        for (int c = of.channels() - 1; c >= 0; c--) {
          data = data << 8 | of.at(c, y, x) & 0xFF;
        }
        pixels.add(new NetworkBus.Pixel(data, x == 0 && y == 0, x == of.width() - 1));
      }
    }
    return pixels;
  }

  /** An image's bytes by row, column, channel. */
  byte[] bytes(int image) {
    int[] pixels = NetworkStreams.pixels(program.config().shape(), List.of(images.get(image)));
    byte[] bytes = new byte[pixels.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) pixels[i];
    }
    return bytes;
  }

  /** An image as a packet. */
  List<NetworkBus.Pixel> packet(int image) {
    List<NetworkBus.Pixel> pixels = video(image);
    return IntStream.range(0, pixels.size()).mapToObj(i -> new NetworkBus.Pixel(pixels.get(i).data(), false,
        i == pixels.size() - 1)).toList();
  }
}
