package vit2rtl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.bench.network.NetworkSites;
import vit2rtl.bench.network.Site;
import vit2rtl.bench.unit.Stimulus;
import vit2rtl.golden.InputException;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.models.EmbeddedModel;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.StreamDriver;
import vit2rtl.sim.StreamMonitor;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** Units that hold the constants of several layers: rows of different layers follow each other without a gap. */
class LayersTest {
  private static final IntegerVit NETWORK = network();

  private static IntegerVit network() {
    var checkpoint = EmbeddedModel.checkpoint();
    var images = EmbeddedModel.calibrationImages(checkpoint.shape().imageFormat()).first(8);
    return new IntegerVit(Quantizer.quantize(checkpoint, images, QuantizeOptions.of(Recipe.WIDE), done -> { }));
  }

  /** The layers of a model in one unit. */
  private static List<UnitConfig> layers(String name, int lanes, int layers) {
    UnitKind kind = UnitKinds.named(name);
    QuantizedVit model = NETWORK.model();
    return List.copyOf(kind.layers(model, Settings.of(kind, Map.of("tables", "loadable", "layers",
        String.valueOf(layers), "lanes", String.valueOf(lanes)))).values());
  }

  private static void assertFullRate(Comparison run, UnitConfig unit, int rows) {
    assertEquals(0, run.mismatches(), run.toString());
    assertEquals((long) rows * unit.rows().beats(), run.outCycles(), "one beat in every cycle");
    assertEquals(unit.latency(), run.latency());
  }

  /** The model's layers at other widths. */
  @ParameterizedTest
  @CsvSource({"layernorm, 3", "ptf, 5"})
  void rowsOfAnyLayersFollowEachOther(String name, int lanes) {
    followEachOther(new Interleaving(layers(name, lanes, 16)));
  }

  @Tag("sweep")
  @Test
  void rowsOfAnySoftmaxFollowEachOther() {
    followEachOther(new Interleaving(layers("softmax", 3, 16)));
  }

  /** Rows of one beat, three layers. */
  @ParameterizedTest
  @CsvSource({"layernorm, channels, seed, 1, 2, 3", "softmax, length, scale, 0.02, 0.1, 0.5",
      "ptf, channels, seed, 1, 2, 3"})
  void rowsOfOneBeatFollowEachOther(String name, String length, String setting, String a, String b, String c) {
    UnitKind kind = UnitKinds.named(name);
    followEachOther(new Interleaving(Stream.of(a, b, c).map(value -> kind.config(Settings.of(kind, Map.of(length, "2",
        "tables", "loadable", "layers", "3", setting, value)))).toList()));
  }

  /** Random layers, so that a row's neighbours are of any. */
  private static void followEachOther(Interleaving unit) {
    Random random = new Random(3);
    int length = unit.layers().get(0).rows().length();
    List<Interleaving.Row> rows = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      int layer = random.nextInt(unit.layers().size());
      int[] made = Stimulus.rows(unit.layers().get(layer), 9, random);
      rows.add(new Interleaving.Row(layer, Arrays.copyOfRange(made, i % 9 * length, (i % 9 + 1) * length)));
    }
    try (Simulation simulation = Simulator.open(unit.design(), SimOptions.defaults())) {
      for (int layer = 0; layer < unit.layers().size(); layer++) {
        unit.load(simulation, layer);
      }
      assertFullRate(unit.compare(simulation, rows, StallPattern.none(), StallPattern.none()),
          unit.layers().get(0), rows.size());
      for (int seed = 1; seed < 3; seed++) {
        assertEquals(0, unit.compare(simulation, rows, new StallPattern.Random(seed, 30),
            new StallPattern.Bursts(seed + 9, 60)).mismatches());
      }
    }
  }

  /** All 13 LayerNorms, and all 12 softmaxes (6 layers of 2 heads), of the embedded model, on the rows of an image. */
  @ParameterizedTest
  @ValueSource(strings = {"layernorm", "softmax"})
  void theEmbeddedModelRowByRowThroughOneUnit(String name) {
    var images = EmbeddedModel.calibrationImages(NETWORK.model().shape().imageFormat()).first(8);
    List<Site> sites = NetworkSites.of(NETWORK, images, 2, done -> { }).stream()
        .filter(site -> site.unit().equals(name)).toList();
    List<UnitConfig> once = layers(name, 2, 16);
    List<UnitConfig> each = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      each.add(once.get(i * once.size() / sites.size()));
    }
    assertEquals(name.equals("softmax") ? 12 : 13, each.size());
    Interleaving unit = new Interleaving(each);
    List<Interleaving.Row> rows =
        Interleaving.inTurn(sites.stream().map(Site::rows).toList(), each.get(0).rows().length());
    try (Simulation simulation = Simulator.open(unit.design(), SimOptions.defaults())) {
      for (int layer = 0; layer < each.size(); layer++) {
        unit.load(simulation, layer);
      }
      assertFullRate(unit.compare(simulation, rows, StallPattern.none(), StallPattern.none()), each.get(0),
          rows.size());
      assertEquals(0, unit.compare(simulation, rows, new StallPattern.Random(5, 25), new StallPattern.Random(6, 30))
          .mismatches());
    }
  }

  /** While rows of one layer pass, the next layer's constants are written; then its rows follow at once. */
  @ParameterizedTest
  @ValueSource(strings = {"layernorm", "softmax", "ptf"})
  void theNextLayerIsLoadedWhileTheUnitWorks(String name) {
    Interleaving unit = new Interleaving(layers(name, 2, 2));
    List<UnitConfig> layers = unit.layers();
    int length = layers.get(0).rows().length();
    try (Simulation simulation = Simulator.open(unit.design(), SimOptions.defaults())) {
      StreamDriver driver = StreamDriver.on(simulation, "in", new StallPattern.Random(1, 10));
      StreamMonitor monitor = StreamMonitor.on(simulation, "out", length, new StallPattern.Random(2, 10));
      int layersUsed = 4;
      List<int[]> expected = new ArrayList<>();
      for (int layer = 0; layer < layersUsed; layer++) {
        // The bank that the rows before the last ones used is free once those are out.
        while (layer > 1 && monitor.rows().size() < expected.size() - 8) {
          simulation.step();
        }
        int bank = layer % 2;
        UnitBench.load(simulation, layers.get(layer).loading(bank));
        int[] rows = Stimulus.rows(layers.get(layer), 8, new Random(layer));
        for (int row = 0; row < 8; row++) {
          int[] elements = Arrays.copyOfRange(rows, row * length, (row + 1) * length);
          driver.send(Arrays.stream(unit.job(List.of(new Interleaving.Row(bank, elements)), StallPattern.none(),
              StallPattern.none()).sources().get(0).data()).asLongStream().toArray());
          expected.add(layers.get(layer).golden().apply(elements));
        }
      }
      while (monitor.rows().size() < expected.size()) {
        simulation.step();
      }
      for (int row = 0; row < expected.size(); row++) {
        assertEquals(Arrays.toString(expected.get(row)),
            Arrays.toString(Arrays.stream(monitor.rows().get(row)).mapToInt(value -> (int) value).toArray()), "row " + row);
      }
    }
  }

  @Test
  void bakedTablesHoldOneLayer() {
    UnitKind kind = UnitKinds.named("ptf");
    assertEquals("ptf: layers=2 with tables=baked; allowed: 1 to 64 with tables=loadable, 1 with tables=baked",
        assertThrows(InputException.class, () -> kind.config(Settings.of(kind, Map.of("layers", "2")))).getMessage());
    assertTrue(kind.config(Settings.of(kind, Map.of("layers", "2", "tables", "loadable"))).layers() == 2);
  }
}
