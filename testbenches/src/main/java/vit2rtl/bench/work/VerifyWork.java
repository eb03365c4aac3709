package vit2rtl.bench.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import vit2rtl.bench.Reloading;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.Verification;
import vit2rtl.bench.unit.Stimulus;
import vit2rtl.golden.fleet.Work;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.units.UnitConfig;

/**
 * Random and corner-case streams through the layers of a unit. A unit of work is one seed of one layer on a fresh model,
 * layer after layer; where all layers share one unit with loadable tables, one more loads them in turn between rows.
 *
 * @param source      the unit
 * @param names       of its layers, in order
 * @param firstSeed   the first seed
 * @param seeds       seeds of each layer
 * @param rows        rows of a seed, where no file brings them
 * @param sharing     whether one unit serves all layers
 * @param description what the command reports besides
 */
public record VerifyWork(UnitSource source, List<String> names, long firstSeed, int seeds, int rows, Sharing sharing,
    String description) implements Work {
  private static final int RELOADS_PER_LAYER = 3;
  public static final String KIND = "verify";

  /** Whether every layer has a unit of its own, or is loaded into one. */
  public enum Sharing { OWN_UNITS, ONE_UNIT }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<String> inputs() {
    List<String> all = new ArrayList<>(source.inputs());
    all.addAll(List.of(names.toString(), String.valueOf(firstSeed), String.valueOf(seeds), String.valueOf(rows),
        sharing.name()));
    return all;
  }

  /** Refused where there are more than an int counts. */
  @Override
  public int units() {
    return Math.addExact(Math.multiplyExact(names.size(), seeds), sharing == Sharing.ONE_UNIT ? 1 : 0);
  }

  @Override
  public Runner open() {
    Map<String, UnitConfig> configs = source.configs();
    Function<Random, int[]> given = source.rows().<Function<Random, int[]>>map(rows -> random -> rows).orElse(null);
    Benches benches = new Benches(configs, sharing);
    return unit -> {
      if (unit == names.size() * seeds) {
        return reload(benches);
      }
      UnitBench bench = benches.of(names.get(unit / seeds));
      return SeedResult.run(bench, firstSeed + unit % seeds,
          random -> given == null ? Stimulus.rows(bench, rows, random) : given.apply(random)).bytes();
    };
  }

  private byte[] reload(Benches benches) {
    List<Reloading.Layer> layers = names.stream().map(name -> new Reloading.Layer(name, benches.of(name))).toList();
    try (Simulation simulation = Simulator.open(layers.get(0).bench().design(), SimOptions.defaults())) {
      return ReloadResult.bytes(Reloading.run(simulation, layers, RELOADS_PER_LAYER * layers.size(), new Random(firstSeed),
          Stimulus::rows));
    }
  }

  /** Benches of layers as they are asked for: a worker elaborates no others. */
  private static final class Benches {
    private final Map<String, UnitConfig> configs;
    private final Sharing sharing;
    private final Map<String, UnitBench> made = new ConcurrentHashMap<>();

    Benches(Map<String, UnitConfig> configs, Sharing sharing) {
      this.configs = configs;
      this.sharing = sharing;
    }

    UnitBench of(String name) {
      return sharing == Sharing.OWN_UNITS ? made.computeIfAbsent(name, layer -> new UnitBench(configs.get(layer)))
          : made.computeIfAbsent("", any -> new UnitBench(configs.get(name))).withLayer(configs.get(name));
    }
  }
}
