package vit2rtl.units.softmax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.units.BlockRun;
import vit2rtl.units.Rows;

/** Greatest score and sum of exponentials of rows that follow each other, with pauses and with values in padding. */
class RowReductionsTest {
  private static final int ROWS = 60;

  @BeforeAll
  static void needsTheTools() {
    BlockRun.needTheSimulator();
  }

  /** Rows of random elements below a bound; padding has values, too, which must not count. */
  private static int[][] rows(Rows shape, int bound) {
    Random random = new Random(shape.length());
    int[][] rows = new int[ROWS][];
    Arrays.setAll(rows, i -> random.ints((long) shape.beats() * shape.lanes(), 0, bound).toArray());
    return rows;
  }

  private static void run(Simulation sim, Rows shape, int cycles, int[][] rows, Bool valid, Bool last, Vec<UInt> lanes,
      IntConsumer rowIsDone, Bool done) {
    // One empty cycle behind every third beat.
    int slots = ROWS * shape.beats() * 4 / 3;
    BlockRun.all(sim, cycles, slots, slot -> {
      int beat = beat(slot);
      boolean present = slot % 4 != 3 && beat < ROWS * shape.beats();
      sim.poke(valid, present ? 1 : 0);
      sim.poke(last, beat % shape.beats() == shape.beats() - 1 ? 1 : 0);
      for (int lane = 0; lane < shape.lanes() && present; lane++) {
        sim.poke(lanes.get(lane), rows[beat / shape.beats()][beat % shape.beats() * shape.lanes() + lane]);
      }
    }, slot -> {
      int beat = beat(slot);
      boolean ends = slot % 4 != 3 && beat < ROWS * shape.beats() && beat % shape.beats() == shape.beats() - 1;
      assertEquals(ends ? 1 : 0, sim.peek(done), "done of slot " + slot);
      if (ends) {
        rowIsDone.accept(beat / shape.beats());
      }
    });
  }

  private static int beat(int slot) {
    return slot / 4 * 3 + slot % 4;
  }

  @ParameterizedTest
  @CsvSource({"7, 1", "1, 1", "9, 2", "8, 4", "5, 7", "20, 5"})
  void theGreatestScore(int length, int lanes) {
    Rows shape = new Rows(length, lanes);
    int[][] rows = rows(shape, 64);
    Design<RowMaximum> design = Hdl.design(() -> new RowMaximum(shape, 6));
    RowMaximum dut = design.top();
    try (Simulation sim = Simulator.open(design.rtl())) {
      run(sim, shape, RowMaximum.stages(shape).cycles(), rows, dut.valid, dut.last, dut.scores,
          row -> assertEquals(Arrays.stream(rows[row], 0, length).max().orElseThrow(), sim.peek(dut.maximum)),
          dut.done);
    }
  }

  @ParameterizedTest
  @CsvSource({"7, 1", "1, 1", "9, 2", "8, 4", "5, 7", "20, 5"})
  void theSumOfExponentials(int length, int lanes) {
    SoftmaxConfig config = SoftmaxConfig.of(SoftmaxParams.reference(0.5, 4), length, lanes);
    Rows shape = config.rows();
    int[][] rows = rows(shape, (int) Math.min(1 << 20, config.format().max() + 1));
    Design<ExponentialSum> design = Hdl.design(() -> new ExponentialSum(config));
    ExponentialSum dut = design.top();
    try (Simulation sim = Simulator.open(design.rtl())) {
      run(sim, shape, ExponentialSum.stages(shape).cycles(), rows, dut.valid, dut.last, dut.exponentials,
          row -> assertEquals(Arrays.stream(rows[row], 0, length).asLongStream().sum(), sim.peek(dut.sum)), dut.done);
    }
  }
}
