package vit2rtl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.bench.unit.Stimulus;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.layernorm.LayerNormCompiler;
import vit2rtl.golden.layernorm.LayerNormFloat;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.golden.softmax.ZeroState;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.dut.Dut;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.units.MultiplierStyle;
import vit2rtl.units.Rows;
import vit2rtl.units.Settings;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;
import vit2rtl.units.layernorm.LayerNormConfig;
import vit2rtl.units.layernorm.LayerNormFormat;
import vit2rtl.units.ptf.PtfConfig;
import vit2rtl.units.softmax.ExpFormat;
import vit2rtl.units.softmax.SoftmaxConfig;

/** Units with loadable tables compute their first layer, are loaded with another, and compute that. */
class ReloadTest {
  private static final int CHANNELS = 10;
  private static final int LANES = 4;
  private static final int LAYERS = 40;

  @Test
  void layerNorm() {
    LayerNormParams first = layerNorm(1);
    LayerNormParams second = layerNorm(2);
    LayerNormFormat format = LayerNormFormat.of(List.of(first, second));
    UnitBench bench = layerNormBench(first, format);
    UnitBench other = layerNormBench(second, format);
    int[] rows = new Random(3).ints(40 * CHANNELS, 0, 256).toArray();
    try (Simulation simulation = Simulator.open(bench.design(), SimOptions.defaults())) {
      assertTrue(compare(bench, simulation, rows));
      assertFalse(compare(other, simulation, rows), "the second layer before it is loaded");
      for (int c = 0; c < CHANNELS; c++) {
        load(simulation, 0, c % LANES, c / LANES, second.alpha()[c]);
        load(simulation, 1, c % LANES, c / LANES, second.gain()[c]);
        load(simulation, 2, c % LANES, c / LANES, second.offset()[c]);
      }
      load(simulation, 3, 0, 0, second.zeroPoint());
      load(simulation, 4, 0, 0, second.epsilon());
      assertTrue(compare(other, simulation, rows));
    }
  }

  @Test
  void residualToPtf() {
    ResidualToPtfParams first = ptf(1, 4, 100);
    ResidualToPtfParams second = ptf(2, 7, 131);
    UnitBench bench = new UnitBench(new PtfConfig(first, LANES, TableSource.LOADABLE, 4, 10, 1));
    UnitBench other = new UnitBench(new PtfConfig(second, LANES, TableSource.LOADABLE, 4, 10, 1));
    int[] rows = new Random(3).ints(40 * CHANNELS, -1 << 15, 1 << 15).toArray();
    try (Simulation simulation = Simulator.open(bench.design(), SimOptions.defaults())) {
      assertTrue(compare(bench, simulation, rows));
      for (int c = 0; c < CHANNELS; c++) {
        load(simulation, 0, c % LANES, c / LANES, second.shift() + second.alpha()[c] - 4);
      }
      load(simulation, 1, 0, 0, 2 * second.zeroPoint() + 1);
      assertTrue(compare(other, simulation, rows));
    }
  }

  @Test
  void softmax() {
    // Both words of a distance, from the exponentials themselves.
    SoftmaxParams first = new SoftmaxParams(IExp.ofScale(0.03), 4, LogBase.TWO, ZeroState.EXTRA_BIT);
    SoftmaxParams second = new SoftmaxParams(IExp.ofScale(0.11), 4, LogBase.TWO, ZeroState.EXTRA_BIT);
    ExpFormat format = ExpFormat.of(List.of(first, second));
    UnitBench bench = new UnitBench(new SoftmaxConfig(first, new Rows(CHANNELS, LANES),
        SoftmaxConfig.ExpStyle.TABLE, TableSource.LOADABLE, format));
    UnitBench other = with(bench, second);
    int[] rows = new Random(3).ints(40 * CHANNELS, 0, 256).toArray();
    try (Simulation simulation = Simulator.open(bench.design(), SimOptions.defaults())) {
      assertTrue(compare(bench, simulation, rows));
      assertFalse(compare(other, simulation, rows), "the second layer before it is loaded");
      long[] table = second.exp().table();
      for (int distance = 0; distance < table.length; distance++) {
        int position = 63 - Long.numberOfLeadingZeros(table[distance]);
        long mantissa = table[distance] << 63 - position >>> 64 - format.mantissaBits();
        load(simulation, 0, distance, table[distance]);
        load(simulation, 1, distance, (long) position << format.mantissaBits() | mantissa);
      }
      assertTrue(compare(other, simulation, rows));
      bench.load(simulation);
      assertTrue(compare(bench, simulation, rows), "the first one again");
    }
  }

  /** Any constants, one cycle before the first row, and what was in the unit before says nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"layernorm channels=5 bits=4", "softmax length=13 score-bits=4", "ptf channels=5", "gelu channels=5 input-bits=5",
      "requantize channels=5", "matmul inner=5 columns=3 out-lanes=2 bits=3", "head inner=5 classes=3 out-lanes=2 bits=3",
      "embedding inner=5 width=3 patches=5 out-lanes=2 bits=3", "context tokens=5 width=3 value-lanes=2 value-bits=3"})
  void constantsThatAreDrawn(String line) {
    String[] words = line.split("[ =]");
    Map<String, String> set = new TreeMap<>(Map.of("lanes", "2", "tables", "loadable"));
    for (int i = 1; i < words.length; i += 2) {
      set.put(words[i], words[i + 1]);
    }
    UnitKind kind = UnitKinds.named(words[0]);
    UnitBench unit = new UnitBench(kind.config(Settings.of(kind, set)));
    try (Simulation simulation = Simulator.open(unit.design(), SimOptions.defaults())) {
      simulation.reset();
      for (int i = 0; i < LAYERS; i++) {
        Random random = new Random(i);
        UnitBench layer = unit.drawn(random).orElseThrow();
        layer.loadWithNoise(simulation, random);
        assertEquals(Optional.empty(), layer.compare(simulation, Stimulus.rows(layer, 30, random), StallPattern.none(),
            StallPattern.none()).first(), "layer " + i);
      }
    }
    set.put("tables", "baked");
    assertEquals(Optional.empty(), new UnitBench(kind.config(Settings.of(kind, set))).drawn(new Random(1)));
  }

  /** Units ask for it, as a word may be read a cycle before its beat; that it is missing shows in few results. */
  @Test
  void aCycleWithoutALoadIsBehindTheLastOne() {
    UnitKind kind = UnitKinds.named("ptf");
    UnitBench unit = new UnitBench(kind.config(Settings.of(kind, Map.of("channels", "3", "tables", "loadable"))));
    for (int seed = 0; seed < 20; seed++) {
      Map<String, Long> pins = new TreeMap<>();
      List<Long> cycles = new ArrayList<>();
      unit.loadWithNoise((Dut) Proxy.newProxyInstance(Dut.class.getClassLoader(), new Class<?>[] {Dut.class}, (dut, call, with) -> {
        if (call.getName().equals("poke")) {
          pins.put((String) with[0], (Long) with[1]);
        } else {
          cycles.add(pins.get("load_valid"));
        }
        return null;
      }), new Random(seed));
      assertTrue(cycles.contains(1L) && cycles.get(cycles.size() - 1) == 0, cycles::toString);
    }
  }

  /** Layers whose fraction bits differ share a unit, and compute what each would compute alone. */
  @Test
  void layersOfDifferentFractionBits() {
    List<LayerNormParams> layers = List.of(layerNorm(1, 29), layerNorm(2, 33), layerNorm(3, 9), layerNorm(4, 31));
    UnitBench unit = layerNormBench(layers.get(0), LayerNormFormat.of(layers.subList(0, 2)).union(
        LayerNormFormat.of(layers.subList(3, 4))));
    assertEquals("LayerNorm: gains of one loadable unit need 42 bits at 33 fraction bits; allowed: at most 32, as the"
            + " layers' output scales differ too much: give them units of their own",
        assertThrows(InputException.class, () -> LayerNormFormat.of(layers)).getMessage());
    try (Simulation simulation = Simulator.open(unit.design(), SimOptions.defaults())) {
      Reloading reloading = Reloading.run(simulation, List.of(new Reloading.Layer("a", unit),
          new Reloading.Layer("b", with(unit, layers.get(1))), new Reloading.Layer("d", with(unit, layers.get(3)))),
          30, new Random(5), (bench, rows, random) -> random.ints(rows * CHANNELS, 0, 256).toArray());
      assertEquals(0, reloading.mismatches(), reloading.toString());
      assertEquals(30, reloading.loads());
    }
  }

  /** What the standard loadable unit promises: any zero point, factors to 3, gamma/scale from 1/4 to below 256. */
  @Test
  void theStandardUnitTakesAnyLayerWithinItsLimits() {
    UnitKind kind = UnitKinds.named("layernorm");
    UnitBench unit = new UnitBench(kind.config(
        Settings.of(kind, Map.of("channels", String.valueOf(CHANNELS), "lanes", "2", "tables", "loadable"))));
    Random random = new Random(9);
    List<Reloading.Layer> layers = new ArrayList<>();
    for (double greatest : new double[] {0.25, 0.7, 1, 8, 100, 255.9}) {
      for (int zeroPoint : new int[] {0, 77, 255}) {
        layers.add(new Reloading.Layer(greatest + " " + zeroPoint,
            with(unit, LayerNormCompiler.compile(floats(greatest, zeroPoint, 0.01, random)))));
      }
    }
    layers.add(new Reloading.Layer("0", with(unit, LayerNormCompiler.compile(floats(0, 5, 0.01, random)))));
    try (Simulation simulation = Simulator.open(unit.design(), SimOptions.defaults())) {
      Reloading reloading = Reloading.run(simulation, layers, 60, random, Stimulus::rows);
      assertEquals(0, reloading.mismatches(), reloading.toString());
    }
    assertTrue(assertThrows(InputException.class,
        () -> with(unit, LayerNormCompiler.compile(floats(300, 5, 0.01, random)))).getMessage().matches(
        "LayerNorm: a layer with gain at 36 fraction bits -?\\d+ does not fit the unit with loadable tables, which takes"
            + " -67108863 to 67108863; make the unit for this layer"));
    assertEquals("LayerNorm: a layer with fraction bits that matter 40 does not fit the unit with loadable tables, which"
            + " takes 0 to 36; make the unit for this layer", assertThrows(InputException.class,
        () -> with(unit, LayerNormCompiler.compile(floats(0.011, 5, 0.01, random)))).getMessage());
    assertTrue(assertThrows(InputException.class,
        () -> with(unit, LayerNormCompiler.compile(floats(1, 5, 1e-8, random)))).getMessage()
        .startsWith("LayerNorm: a layer with epsilon "));
  }

  private static LayerNormFloat floats(double greatest, int zeroPoint, double scale, Random random) {
    double[] gamma = random.doubles(CHANNELS, -greatest, Math.nextUp(greatest)).toArray();
    gamma[3] = greatest;
    return new LayerNormFloat(CodeFormat.UINT8, scale, zeroPoint, random.ints(CHANNELS, 0, 4).toArray(), gamma,
        random.doubles(CHANNELS, -300, 300).toArray(), 1e-6, CodeFormat.UINT8, 1, 128);
  }

  @Test
  void theStandardSoftmaxTakesEveryScaleFromItsFinestOn() {
    UnitKind kind = UnitKinds.named("softmax");
    UnitBench unit = new UnitBench(kind.config(Settings.of(kind, Map.of("length", "21", "tables", "loadable"))));
    List<Reloading.Layer> layers = new ArrayList<>();
    for (double scale = 1.0 / 64; scale < 1.67; scale *= 1.13) {
      SoftmaxParams layer = new SoftmaxParams(IExp.ofScale(scale), 4, LogBase.TWO, ZeroState.EXTRA_BIT);
      layers.add(new Reloading.Layer(String.valueOf(scale), with(unit, layer)));
    }
    try (Simulation simulation = Simulator.open(unit.design(), SimOptions.defaults())) {
      Reloading reloading = Reloading.run(simulation, layers, 60, new Random(4), Stimulus::rows);
      assertEquals(0, reloading.mismatches(), reloading.toString());
    }
    assertTrue(assertThrows(InputException.class, () -> with(unit, new SoftmaxParams(IExp.ofScale(0.01), 4,
        LogBase.TWO, ZeroState.EXTRA_BIT))).getMessage().matches("softmax: a layer of score scale 0.01 has exponentials up"
        + " to \\d+ with 15 significant bits; the unit with loadable tables takes up to \\d+ with 14: make the unit for"
        + " this layer"));
  }

  private static UnitBench with(UnitBench unit, LayerNormParams layer) {
    return unit.withLayer(((LayerNormConfig) unit.config()).withParams(layer));
  }

  private static UnitBench with(UnitBench unit, SoftmaxParams layer) {
    return unit.withLayer(((SoftmaxConfig) unit.config()).withParams(layer));
  }

  /** What cannot be loaded must be the same. */
  @Test
  void layersOfAnotherShapeAreRefused() {
    LayerNormParams layer = layerNorm(1);
    LayerNormConfig unit = (LayerNormConfig) layerNormBench(layer, LayerNormFormat.of(layer)).config();
    LayerNormParams other = new LayerNormParams(layer.input(), layer.zeroPoint(), new int[] {1, 2}, layer.epsilon(),
        CodeFormat.unsigned(4), new int[] {1, 2}, new long[] {1, 2}, layer.fraction());
    assertEquals("LayerNorm: layers of one loadable unit differ: 10 channels, uint8 to uint8 codes and 2 channels, uint8"
        + " to uint4 codes; only layers of one shape can share a unit",
        assertThrows(InputException.class, () -> unit.withParams(other)).getMessage());
  }

  private static boolean compare(UnitBench bench, Simulation simulation, int[] rows) {
    return bench.compare(simulation, rows, new StallPattern.Random(1, 20), new StallPattern.Random(2, 20)).equal();
  }

  private static void load(Simulation simulation, int table, int lane, int word, long data) {
    simulation.poke("load_lane", lane);
    load(simulation, table, word, data);
  }

  private static void load(Simulation simulation, int table, int word, long data) {
    Map.of("load_valid", 1L, "load_table", (long) table, "load_word", (long) word, "load_data", data)
        .forEach(simulation::poke);
    simulation.step();
    simulation.poke("load_valid", 0);
  }

  private static UnitBench layerNormBench(LayerNormParams params, LayerNormFormat format) {
    return new UnitBench(
        new LayerNormConfig(params, LANES, MultiplierStyle.DSP, TableSource.LOADABLE, format));
  }

  private static LayerNormParams layerNorm(int seed) {
    return layerNorm(seed, 29);
  }

  private static LayerNormParams layerNorm(int seed, int fraction) {
    Random random = new Random(seed);
    int[] alpha = random.ints(CHANNELS, 0, 4).toArray();
    int[] gain = random.ints(CHANNELS, -90000, 90000).toArray();
    long[] offset = random.longs(CHANNELS, 300_000, 700_000).toArray();
    return new LayerNormParams(CodeFormat.UINT8, 100 + seed, alpha, 1000L * seed, CodeFormat.UINT8, gain, offset,
        fraction);
  }

  private static ResidualToPtfParams ptf(int seed, int shift, int zeroPoint) {
    int[] alpha = new Random(seed).ints(CHANNELS, 0, 4).toArray();
    return new ResidualToPtfParams(16, shift, alpha, zeroPoint, CodeFormat.UINT8);
  }
}
