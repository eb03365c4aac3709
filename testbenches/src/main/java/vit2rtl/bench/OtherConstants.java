package vit2rtl.bench;

import java.util.Optional;
import java.util.Random;
import vit2rtl.sim.Simulation;

/**
 * Constants of other layers in a unit with loadable tables, drawn from all that the unit can be loaded with. Behind the last of
 * them the bench's own are loaded again. Of units with very many constants there are fewer such layers, or none.
 */
final class OtherConstants {
  private static final int LAYERS = 4;
  private static final int ROWS = 5;
  /** Elements that are loaded altogether, at most. */
  private static final int LOADS = 100_000;

  private OtherConstants() {}

  /**
   * The first difference, as a sentence; nothing where there is none, or nothing to load.
   *
   * @param simulation a running model that no row is inside of
   * @param rows       of which some are sent, beside those that are critical with what is drawn
   */
  static Optional<String> run(UnitBench bench, Simulation simulation, Random random, int[] rows) {
    int layers = Math.min(LAYERS, LOADS / Math.max(1, bench.loading().size()));
    for (int number = 1; number <= layers; number++) {
      Optional<UnitBench> drawn = bench.drawn(random);
      if (drawn.isEmpty()) {
        return Optional.empty();
      }
      UnitBench layer = drawn.get();
      int[] in = bench.part(rows, ROWS, random);
      System.arraycopy(layer.config().critical(random), 0, in, 0, layer.config().rowElements());
      Comparison run = Reloading.load(simulation, layer, in, random.nextLong());
      if (!run.equal()) {
        return Optional.of("with other constants, the " + number + " of " + layers + " that are drawn: "
            + run.first().orElseThrow());
      }
    }
    if (layers > 0) {
      bench.load(simulation);
    }
    return Optional.empty();
  }
}
