package vit2rtl.bench.requantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.bench.Reloading;
import vit2rtl.bench.UnitBench;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.ops.WideAdd;
import vit2rtl.hdl.Hdl;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamResult;
import vit2rtl.sim.dut.StreamSink;
import vit2rtl.sim.dut.StreamSource;
import vit2rtl.units.Rows;
import vit2rtl.units.TableSource;
import vit2rtl.units.requantize.RequantizeConfig;
import vit2rtl.units.requantize.RequantizeConfig.Addend;
import vit2rtl.units.requantize.RequantizeFormat;

/** What the settings of the command line do not reach: residuals, shifts of every size, layers loaded in turn. */
class RequantizeUnitTest {
  private static final IntRange WIDE = IntRange.signed(18);

  @ParameterizedTest
  @CsvSource({"24, 3, BAKED", "7, 1, LOADABLE"})
  void addsToTheResidualStream(int channels, int lanes, TableSource tables) {
    Random random = new Random(channels);
    Requantizer layer = layer(channels, 16, 29, 0, WIDE, random);
    RequantizeConfig config = RequantizeConfig.of(layer, new Rows(channels, lanes), IntRange.signed(25),
        Addend.RESIDUAL, tables);
    int rows = 60;
    int[] sums = random.ints((long) rows * channels, -(1 << 24), 1 << 24).toArray();
    int[] stream = random.ints((long) rows * channels, (int) WIDE.min(), (int) WIDE.max() + 1).toArray();
    try (Simulation simulation = Simulator.open(Hdl.elaborate(config::create))) {
      for (List<StallPattern> stalls : List.of(
          List.<StallPattern>of(StallPattern.none(), StallPattern.none(), StallPattern.none()),
          List.<StallPattern>of(new StallPattern.Random(1, 30), new StallPattern.Random(2, 50),
              new StallPattern.Random(3, 20)))) {
        StreamResult run = simulation.stream(new StreamJob(
            List.of(new StreamSource("in", sums, channels, stalls.get(0)),
                new StreamSource("residual", stream, channels, stalls.get(1))),
            List.of(new StreamSink("out", rows, channels, stalls.get(2)))));
        assertArrayEquals(new WideAdd(layer).apply(stream, sums), run.data());
        if (stalls.get(0).equals(StallPattern.none())) {
          assertEquals(config.latency(), run.latency());
          assertEquals(rows * config.rows().beats(),
              run.received().get(0).lastCycle() - run.received().get(0).firstCycle() + 1);
        }
      }
    }
  }

  /** Every shift from 0 to 47 with the greatest products, and no product at all. */
  @Test
  void shiftsFromNoneToTheGreatest() {
    int channels = Requantizer.MAX_SHIFT + 1;
    int[] shift = new int[channels];
    int[] multiplier = new int[channels];
    for (int c = 0; c < channels; c++) {
      shift[c] = c;
      multiplier[c] = c % 7 == 3 ? 0 : c % 2 == 0 ? 65535 : 32768;
    }
    RequantizeConfig config = RequantizeConfig.of(
        new Requantizer(multiplier, shift, -3, new IntRange(-100_000_000, 2_000_000_000)), new Rows(channels, 4),
        IntRange.INT32, Addend.ZERO_POINT, TableSource.BAKED);
    UnitBench bench = new UnitBench(config);
    Random random = new Random(4);
    int[] in = random.ints(50L * channels).map(a -> switch (a & 3) {
      case 0 -> Integer.MIN_VALUE;
      case 1 -> Integer.MAX_VALUE;
      case 2 -> a >> 20;
      default -> a;
    }).toArray();
    try (Simulation simulation = Simulator.open(bench.design())) {
      assertEquals(0, bench.compare(simulation, in, StallPattern.none(), new StallPattern.Random(1, 20)).mismatches());
    }
  }

  @Test
  void layersOfOneShapeShareAUnit() {
    Random random = new Random(5);
    Requantizer first = layer(10, 14, 20, 7, IntRange.signed(8), random);
    Requantizer second = layer(10, 11, 24, -128, IntRange.signed(8), random);
    RequantizeConfig config = RequantizeConfig.of(first, new Rows(10, 3), IntRange.signed(20), Addend.ZERO_POINT,
        TableSource.LOADABLE);
    RequantizeFormat both = config.format().union(RequantizeFormat.of(second, IntRange.signed(20)));
    RequantizeConfig shared = config.withFormat(both);
    UnitBench unit = new UnitBench(shared);
    try (Simulation simulation = Simulator.open(unit.design(), SimOptions.defaults())) {
      Reloading reloading = Reloading.run(simulation,
          List.of(new Reloading.Layer("first", unit), new Reloading.Layer("second", unit.withLayer(shared.withLayer(second)))), 10, random,
          (bench, rows, r) -> r.ints(10L * rows, -(1 << 19), 1 << 19).toArray());
      assertEquals(0, reloading.mismatches(), reloading.toString());
    }
    assertEquals("requantise: the unit's shifts are " + both.minShift() + " to " + both.maxShift() + "; the layer needs "
        + "40 to 40", assertThrows(InputException.class,
            () -> shared.withLayer(layer(10, 40, 40, 0, IntRange.signed(8), random))).getMessage());
    assertEquals("requantise: layers of one loadable unit differ in channels or codes: only layers of one shape can"
        + " share a unit", assertThrows(InputException.class,
            () -> shared.withLayer(layer(9, 14, 14, 0, IntRange.signed(8), random))).getMessage());
  }

  private static Requantizer layer(int channels, int minShift, int maxShift, int zeroPoint, IntRange codes,
      Random random) {
    return new Requantizer(random.ints(channels, 0, 1 << 16).toArray(),
        random.ints(channels, minShift, maxShift + 1).toArray(), zeroPoint, codes);
  }
}
