package vit2rtl.fpga.board;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.unit.Stimulus;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;
import vit2rtl.units.softmax.SoftmaxKind;

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
    UnitBench bench = RealRows.headBench();
    int[] rows = RealRows.head().rows();
    assertTrue(rows.length / bench.rowLength() >= 100);
    FpgaUnit unit = new FpgaUnit(bench.config());
    try (SimulatedBoard board = power("ice40-hx8k-breakout", new BoardConfig(List.of(unit), FAST, TIMEOUT))) {
      BoardHost host = new BoardHost(board);
      BoardDescription.Unit there = host.describe().unit("softmax");
      assertEquals(new BoardDescription.Unit(1, "softmax", IntRange.unsigned(8), IntRange.unsigned(5), 50, 50,
          unit.fingerprint()), there);
      assertArrayEquals(bench.golden(rows), host.run(there, rows, done -> { }));
      assertEquals(0, host.repeats());
    }
  }

  @Test
  void layerNormOnTheHx8k() {
    UnitBench bench = RealRows.normBench();
    int[] rows = RealRows.norm().rows();
    assertTrue(rows.length / bench.rowLength() >= 100);
    FpgaUnit unit = new FpgaUnit(bench.config());
    try (SimulatedBoard board = power("ice40-hx8k-breakout", new BoardConfig(List.of(unit), FAST, TIMEOUT))) {
      BoardHost host = new BoardHost(board);
      int[] out = host.run(host.describe().unit("layernorm"), rows, done -> { });
      assertArrayEquals(bench.golden(rows), out);
      assertEquals(0, host.repeats());
    }
  }

  @Test
  void bothUnitsOnTheUp5kAtTheirRealBaudRate() {
    UnitBench norm = RealRows.normBench();
    UnitBench softmax = RealRows.headBench();
    Board icebreaker = Board.named("ice40-up5k-icebreaker");
    BoardConfig config = icebreaker.config(
        List.of(new FpgaUnit(norm.config()), new FpgaUnit(softmax.config())));
    assertEquals(24, config.divisor());
    int[] normRows = Arrays.copyOf(RealRows.norm().rows(), 3 * norm.rowLength());
    int[] scores = Arrays.copyOf(RealRows.head().rows(), 3 * softmax.rowLength());
    try (SimulatedBoard board = power(icebreaker.name(), config)) {
      BoardHost host = new BoardHost(board);
      BoardDescription there = host.describe();
      for (int turn = 0; turn < 2; turn++) {
        assertArrayEquals(norm.golden(normRows),
            host.run(there.unit("layernorm"), normRows, done -> { }));
        assertArrayEquals(softmax.golden(scores), host.run(there.unit("softmax"), scores, done -> { }));
      }
      assertEquals(0, host.repeats());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ulx3s", "arty-a7-100t"})
  void aSmallUnitOnTheBoardsThatCannotBePlacedHere(String name) {
    SoftmaxKind kind = new SoftmaxKind();
    UnitBench bench = new UnitBench(kind.config(Settings.of(kind, Map.of("length", "8", "lanes", "1"))));
    int[] rows = Stimulus.rows(bench, 100, new Random(5));
    BoardConfig config = new BoardConfig(List.of(new FpgaUnit(bench.config())), FAST, TIMEOUT);
    try (SimulatedBoard board = power(name, config)) {
      BoardHost host = new BoardHost(board);
      assertArrayEquals(bench.golden(rows),
          host.run(host.describe().unit("softmax"), rows, done -> { }));
    }
  }

  /** Elements of two bytes and signed results, beside a unit with elements of one byte. */
  @Test
  void elementsOfTwoBytes() {
    UnitBench ptf = bench("ptf", "channels", "sign", "signed");
    UnitBench softmax = bench("softmax", "length", "bits", "4");
    BoardConfig config = new BoardConfig(
        List.of(new FpgaUnit(ptf.config()), new FpgaUnit(softmax.config())), FAST, TIMEOUT);
    try (SimulatedBoard board = power("ice40-hx8k-breakout", config)) {
      BoardHost host = new BoardHost(board);
      for (UnitBench bench : List.of(ptf, softmax, ptf)) {
        int[] rows = Stimulus.rows(bench, 12, new Random(6));
        assertArrayEquals(bench.golden(rows),
            host.run(host.describe().unit(bench.config().kind().name()), rows, done -> { }));
      }
      assertEquals(0, host.repeats());
      assertEquals("element 0 for the board's ptf is 32768; allowed: -32768 to 32767", assertThrows(InputException.class,
          () -> host.run(host.describe().unit("ptf"), new int[] {32768, 0, 0, 0, 0, 0, 0}, done -> { })).getMessage());
    }
  }

  private static UnitBench bench(String name, String length, String setting, String value) {
    UnitKind kind = UnitKinds.named(name);
    return new UnitBench(kind.config(Settings.of(kind, Map.of(length, "7", "lanes", "1", setting, value))));
  }
}
