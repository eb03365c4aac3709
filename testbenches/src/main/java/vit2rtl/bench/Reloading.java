package vit2rtl.bench;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.dut.StallPattern;

/**
 * Layers of one unit with loadable tables in turn: a layer is drawn and loaded, a few rows go through under random
 * stalls, the next layer is drawn.
 *
 * @param elements   elements compared
 * @param mismatches those that differ
 * @param loads      how often a layer was loaded
 * @param first      the first mismatch, with the layer it happened in
 */
public record Reloading(long elements, long mismatches, int loads, Optional<String> first) {

  /** A layer of the unit, by name. */
  public record Layer(String name, UnitBench bench) {}

  /** Makes rows for a layer. */
  @FunctionalInterface
  public interface Rows {
    int[] make(UnitBench bench, int rows, Random random);
  }

  /** Loads {@code loads} times, never the same layer twice in a row where there are several. */
  public static Reloading run(Simulation simulation, List<Layer> layers, int loads, Random random, Rows rows) {
    long elements = 0;
    long mismatches = 0;
    Optional<String> first = Optional.empty();
    int at = random.nextInt(layers.size());
    for (int i = 0; i < loads; i++) {
      at = (at + (layers.size() == 1 ? 0 : random.nextInt(1, layers.size()))) % layers.size();
      Layer layer = layers.get(at);
      int[] in = rows.make(layer.bench(), random.nextInt(1, 5), random);
      Comparison run = load(simulation, layer.bench(), in, i);
      elements += run.elements();
      mismatches += run.mismatches();
      if (first.isEmpty()) {
        first = run.first().map(m -> layer.name() + ": " + m);
      }
    }
    return new Reloading(elements, mismatches, loads, first);
  }

  /**
   * Loads a layer, in any order, some of it after other data, and sends rows under random stalls with anything on the pins that
   * say nothing.
   *
   * @param seed of all that is random in it
   */
  static Comparison load(Simulation simulation, UnitBench layer, int[] in, long seed) {
    layer.loadWithNoise(simulation, new Random(seed));
    return Comparison.of(layer.golden(in), simulation.stream(layer.jobWithNoise(in, new StallPattern.Random(2 * seed, 30),
        new StallPattern.Random(2 * seed + 1, 40))), layer.resultLength());
  }
}
