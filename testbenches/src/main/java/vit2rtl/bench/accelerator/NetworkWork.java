package vit2rtl.bench.accelerator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.PortableImages;
import vit2rtl.golden.fleet.Sha256;
import vit2rtl.golden.fleet.Work;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.work.ModelBytes;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.wave.FailureWaves;
import vit2rtl.units.Settings;

/**
 * Images through the whole network in simulated hardware. A unit is as many images as {@link NetworkVerification} sends
 * back to back, without stalls and then with as many random ones as were asked for.
 *
 * @param model       the model
 * @param set         settings of the accelerator
 * @param images      the images
 * @param together    how many make a unit, {@link NetworkVerification#imagesPerRun}
 * @param seeds       runs with random stalls
 * @param constants   stream of constants to send; empty for those of the model
 * @param speed       effort of the compiler
 * @param description what the command reports besides
 */
public record NetworkWork(ModelBytes model, LinkedHashMap<String, String> set, PortableImages images, int together,
    int seeds, byte[] constants, SimOptions.Speed speed, String description) implements Work {
  public static final String KIND = "verify network";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<String> inputs() {
    return List.of(model.digest(), set.toString(), images.digest(), String.valueOf(together), String.valueOf(seeds),
        new Sha256().bytes(constants).hex());
  }

  @Override
  public int units() {
    return (images.size() + together - 1) / together;
  }

  @Override
  public Runner open() {
    QuantizedVit vit = model.vit();
    AcceleratorConfig config = NetworkSettings.config(vit, Settings.of("network", NetworkSettings.ALL, set));
    AcceleratorBench bench = new AcceleratorBench(config);
    return unit -> run(bench, vit, unit);
  }

  private byte[] run(AcceleratorBench bench, QuantizedVit vit, int unit) {
    int from = unit * together;
    List<Image> some = IntStream.range(from, Math.min(images.size(), from + together)).mapToObj(images::image).toList();
    // Waves would stay on the worker; the replay file makes them anywhere.
    SimOptions options = SimOptions.defaults().withSpeed(speed).withFailureWaves(FailureWaves.none());
    NetworkVerification verification = constants.length == 0 ? new NetworkVerification(bench, vit, options)
        : NetworkVerification.withConstants(bench, vit, options, constants);
    try {
      Path folder = Files.createTempDirectory("vit2rtl-network");
      NetworkTotals totals = verification.run(some, seeds, folder, done -> { });
      byte[] replay = {};
      if (totals.replay().isPresent()) {
        replay = Files.readAllBytes(totals.replay().get());
        Files.delete(totals.replay().get());
      }
      Files.delete(folder);
      return NetworkUnit.of(totals, from, replay).bytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
