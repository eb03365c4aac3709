package vit2rtl.bench.accelerator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vit2rtl.accelerator.cycles.CycleModel;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.bench.accelerator.AcceleratorBench.Outcome;
import vit2rtl.bench.accelerator.AcceleratorBench.Stalls;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.wave.FailureWaves;
import vit2rtl.units.Settings;

/**
 * A synthetic model and the accelerator for it.
 *
 * @param seed     of the model's weights and of its images
 * @param sizes    sizes of the model
 * @param recipe   how it is quantised
 * @param settings of the accelerator, such as {@code macs=8 lanes=2}
 */
record NetworkCase(long seed, SyntheticVit.Sizes sizes, Recipe recipe, String settings) {
  /** Waves of failures that are wanted cost a second model. */
  static final SimOptions OPTIONS = SimOptions.defaults().withFailureWaves(FailureWaves.none());

  static NetworkCase of(int image, int patch, int channels, int width, int depth, int heads, int mlp, int classes,
      int leading, boolean qkvBias, String settings) {
    return new NetworkCase(7, new SyntheticVit.Sizes(image, patch, channels, width, depth, heads, mlp, classes, leading,
        qkvBias), Recipe.WIDE, settings);
  }

  NetworkCase with(Recipe other) {
    return new NetworkCase(seed, sizes, other, settings);
  }

  QuantizedVit model() {
    return model(seed);
  }

  /** A model of these sizes with other weights. */
  QuantizedVit model(long other) {
    return Quantizer.quantize(new SyntheticVit(other, sizes).checkpoint(), images(other + 1, 4),
        QuantizeOptions.of(recipe), done -> { });
  }

  AcceleratorBench bench(QuantizedVit model) {
    Map<String, String> set = Stream.of(settings.split(" ")).collect(Collectors.toMap(
        s -> s.substring(0, s.indexOf('=')), s -> s.substring(s.indexOf('=') + 1)));
    return new AcceleratorBench(NetworkSettings.config(model, Settings.of("network", NetworkSettings.ALL, set)));
  }

  private Images images(long from, int count) {
    return SyntheticVit.images(from, count, sizes.channels(), sizes.image());
  }

  List<Image> some(int count) {
    Images images = images(seed + 100, count);
    return IntStream.range(0, count).mapToObj(images::image).toList();
  }

  /** Images back to back without stalls, in the predicted cycles, then with stalls; every tensor equal. */
  void check(int images) {
    QuantizedVit model = model();
    AcceleratorBench bench = bench(model);
    try (Simulation simulation = Simulator.open(bench.design(), OPTIONS)) {
      Outcome free = bench.run(simulation, model, some(images), Stalls.NONE);
      assertEquals(Optional.empty(), free.first(), toString());
      long predicted = new CycleModel(ProgramBuilder.build(bench.config(), model)).run(images);
      assertEquals(predicted, free.cycles(), "cycles of " + this);
      Outcome stalled = bench.run(simulation, model, some(images), Stalls.random(seed));
      assertEquals(Optional.empty(), stalled.first(), "with stalls: " + this);
      assertEquals(free.elements(), stalled.elements());
    }
  }
}
