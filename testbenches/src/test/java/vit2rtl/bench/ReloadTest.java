package vit2rtl.bench;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.StallPattern;
import vit2rtl.units.MultiplierStyle;
import vit2rtl.units.TableSource;
import vit2rtl.units.layernorm.LayerNormConfig;
import vit2rtl.units.layernorm.LayerNormFormat;
import vit2rtl.units.ptf.PtfConfig;

/** Units with loadable tables compute their first layer, are loaded with another, and compute that. */
class ReloadTest {
  private static final int CHANNELS = 10;
  private static final int LANES = 4;

  @Test
  void layerNorm() {
    LayerNormParams first = layerNorm(1);
    LayerNormParams second = layerNorm(2);
    LayerNormFormat format = LayerNormFormat.of(List.of(first, second));
    LayerNormBench bench = layerNormBench(first, format);
    LayerNormBench other = layerNormBench(second, format);
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
      load(simulation, 3, 0, 1, second.epsilon());
      assertTrue(compare(other, simulation, rows));
    }
  }

  @Test
  void residualToPtf() {
    ResidualToPtfParams first = ptf(1, 4, 100);
    ResidualToPtfParams second = ptf(2, 7, 131);
    PtfBench bench = new PtfBench(new PtfConfig(first, LANES, TableSource.LOADABLE, 4, 10));
    PtfBench other = new PtfBench(new PtfConfig(second, LANES, TableSource.LOADABLE, 4, 10));
    int[] rows = new Random(3).ints(40 * CHANNELS, -1 << 15, 1 << 15).toArray();
    try (Simulation simulation = Simulator.open(bench.design(), SimOptions.defaults())) {
      assertTrue(compare(bench, simulation, rows));
      for (int c = 0; c < CHANNELS; c++) {
        load(simulation, 0, c % LANES, c / LANES, second.shift() + second.alpha()[c] - 4);
      }
      load(simulation, 1, 0, 0, second.zeroPoint());
      assertTrue(compare(other, simulation, rows));
    }
  }

  private static boolean compare(UnitBench bench, Simulation simulation, int[] rows) {
    return bench.compare(simulation, rows, new StallPattern.Random(1, 20), new StallPattern.Random(2, 20)).equal();
  }

  private static void load(Simulation simulation, int table, int lane, int beat, long data) {
    Map.of("load_valid", 1L, "load_table", (long) table, "load_lane", (long) lane, "load_beat", (long) beat,
        "load_data", data).forEach(simulation::poke);
    simulation.step();
    simulation.poke("load_valid", 0);
  }

  private static LayerNormBench layerNormBench(LayerNormParams params, LayerNormFormat format) {
    return new LayerNormBench(
        new LayerNormConfig(params, LANES, MultiplierStyle.DSP, TableSource.LOADABLE, format));
  }

  private static LayerNormParams layerNorm(int seed) {
    Random random = new Random(seed);
    int[] alpha = random.ints(CHANNELS, 0, 4).toArray();
    int[] gain = random.ints(CHANNELS, -90000, 90000).toArray();
    long[] offset = random.longs(CHANNELS, 300_000, 700_000).toArray();
    return new LayerNormParams(CodeFormat.UINT8, 100 + seed, alpha, 1000L * seed, CodeFormat.UINT8, gain, offset, 29);
  }

  private static ResidualToPtfParams ptf(int seed, int shift, int zeroPoint) {
    int[] alpha = new Random(seed).ints(CHANNELS, 0, 4).toArray();
    return new ResidualToPtfParams(16, shift, alpha, zeroPoint, CodeFormat.UINT8);
  }
}
