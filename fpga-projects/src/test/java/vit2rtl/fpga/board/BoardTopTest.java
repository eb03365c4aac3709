package vit2rtl.fpga.board;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.bench.LayerNormBench;
import vit2rtl.bench.SoftmaxBench;
import vit2rtl.bench.unit.Settings;
import vit2rtl.bench.unit.SoftmaxFamily;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Tools;

/** Whole board tops, simulated through their UART pins alone, equal their golden models on real activations. */
class BoardTopTest {
  private static final int FAST = 4;
  private static final int TIMEOUT = 1 << 14;

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  private static SimulatedBoard power(String board, BoardConfig config) {
    return new SimulatedBoard(BoardDesign.of(Board.named(board), config), SimOptions.defaults(), 4L * TIMEOUT);
  }

  @Test
  void softmaxOnTheHx8k() {
    SoftmaxBench bench = RealRows.headBench();
    int[] rows = RealRows.head().rows();
    assertTrue(rows.length / bench.rowLength() >= 100);
    FpgaUnit unit = new FpgaUnit.Softmax(bench.config());
    try (SimulatedBoard board = power("ice40-hx8k-breakout", new BoardConfig(List.of(unit), FAST, TIMEOUT))) {
      BoardHost host = new BoardHost(board);
      BoardDescription.Unit there = host.describe().unit(FpgaUnit.Kind.SOFTMAX);
      assertEquals(new BoardDescription.Unit(1, FpgaUnit.Kind.SOFTMAX, 8, 5, 50, unit.fingerprint()), there);
      assertArrayEquals(bench.golden(rows), host.run(there, rows, done -> { }));
      assertEquals(0, host.repeats());
    }
  }

  @Test
  void layerNormOnTheHx8k() {
    LayerNormBench bench = RealRows.normBench();
    int[] rows = RealRows.norm().rows();
    assertTrue(rows.length / bench.rowLength() >= 100);
    FpgaUnit unit = new FpgaUnit.LayerNorm(bench.config());
    try (SimulatedBoard board = power("ice40-hx8k-breakout", new BoardConfig(List.of(unit), FAST, TIMEOUT))) {
      BoardHost host = new BoardHost(board);
      int[] out = host.run(host.describe().unit(FpgaUnit.Kind.LAYERNORM), rows, done -> { });
      assertArrayEquals(bench.golden(rows), out);
      assertEquals(0, host.repeats());
    }
  }

  @Test
  void bothUnitsOnTheUp5kAtTheirRealBaudRate() {
    LayerNormBench norm = RealRows.normBench();
    SoftmaxBench softmax = RealRows.headBench();
    Board icebreaker = Board.named("ice40-up5k-icebreaker");
    BoardConfig config = icebreaker.config(
        List.of(new FpgaUnit.LayerNorm(norm.config()), new FpgaUnit.Softmax(softmax.config())));
    assertEquals(24, config.divisor());
    int[] normRows = Arrays.copyOf(RealRows.norm().rows(), 3 * norm.rowLength());
    int[] scores = Arrays.copyOf(RealRows.head().rows(), 3 * softmax.rowLength());
    try (SimulatedBoard board = power(icebreaker.name(), config)) {
      BoardHost host = new BoardHost(board);
      BoardDescription there = host.describe();
      for (int turn = 0; turn < 2; turn++) {
        assertArrayEquals(norm.golden(normRows),
            host.run(there.unit(FpgaUnit.Kind.LAYERNORM), normRows, done -> { }));
        assertArrayEquals(softmax.golden(scores), host.run(there.unit(FpgaUnit.Kind.SOFTMAX), scores, done -> { }));
      }
      assertEquals(0, host.repeats());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ulx3s", "arty-a7-100t"})
  void aSmallUnitOnTheBoardsThatCannotBePlacedHere(String name) {
    SoftmaxFamily family = new SoftmaxFamily();
    SoftmaxBench bench = (SoftmaxBench) family.bench(Settings.of(family, Map.of("length", "8", "lanes", "1")));
    int[] rows = family.stimulus(bench, 100, new Random(5));
    BoardConfig config = new BoardConfig(List.of(new FpgaUnit.Softmax(bench.config())), FAST, TIMEOUT);
    try (SimulatedBoard board = power(name, config)) {
      BoardHost host = new BoardHost(board);
      assertArrayEquals(bench.golden(rows),
          host.run(host.describe().unit(FpgaUnit.Kind.SOFTMAX), rows, done -> { }));
    }
  }
}
