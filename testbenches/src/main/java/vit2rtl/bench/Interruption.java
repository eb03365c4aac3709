package vit2rtl.bench;

import java.util.Optional;
import java.util.Random;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Reset;
import vit2rtl.sim.dut.Dut;
import vit2rtl.sim.dut.StallPattern;

/**
 * Resets in the middle of rows: rows that a reset cuts off in a random cycle, then rows that must come as if nothing had
 * been. A simulator of four values also sees whether something that nobody has set reaches a valid output.
 */
public final class Interruption {
  /** Last longer than the longest cut. */
  private static final int ROWS = 4;
  /** Out of so many times as many. */
  private static final int KINDS = 4;
  private static final int LONGEST_RESET = 3;
  /** Cycles after which a run that has not ended never will. */
  private static final long PATIENCE = 200_000;

  /** Makes rows. */
  @FunctionalInterface
  public interface Rows {
    int[] make(int rows, Random random);
  }

  private Interruption() {}

  /**
   * So many resets; the first difference, as a sentence, ends it.
   *
   * @param dut a running model with the bench's constants; behind a reset they are {@linkplain UnitBench#loadAfterReset
   *            loaded again} where they have to be, and sometimes where they need not
   */
  public static Optional<String> run(UnitBench bench, Dut dut, int resets, Random random, Rows rows) {
    int group = bench.config().group().rows();
    int longest = bench.statedLatency() + 2 * group * bench.config().rows().beats();
    for (int number = 0; number < resets; number++) {
      int cut = 1 + random.nextInt(longest);
      int[] lost = any(bench, rows, random);
      Optional<Mismatch> early = Comparison.ofWhatCame(bench.golden(lost), dut.stream(bench.jobWithNoise(lost,
          new StallPattern.Random(random.nextLong(), 20), new StallPattern.Random(random.nextLong(), 20)).cutAfter(cut)),
          bench.resultLength()).first();
      if (early.isPresent()) {
        return Optional.of("in a run that a reset cuts off in cycle " + cut + ": " + early.get());
      }
      int cycles = 1 + random.nextInt(LONGEST_RESET);
      reset(dut, cycles);
      bench.loadAfterReset(dut, random);
      int[] in = any(bench, rows, random);
      Comparison whole = Comparison.of(bench.golden(in), dut.stream(bench.jobWithNoise(in,
          pauses(random, 30), pauses(random, 40)).within(PATIENCE)), bench.resultLength());
      if (!whole.equal()) {
        return Optional.of("after a reset of " + cycles + " cycles in cycle " + cut + " of a run: "
            + whole.first().orElseThrow());
      }
    }
    return Optional.empty();
  }

  private static StallPattern pauses(Random random, int percent) {
    return random.nextBoolean() ? StallPattern.none() : new StallPattern.Random(random.nextLong(), percent);
  }

  /** A few of more rows, so that any kind of row is the first. */
  private static int[] any(UnitBench bench, Rows rows, Random random) {
    int few = ROWS * bench.config().group().rows();
    return bench.part(rows.make(KINDS * few, random), few, random);
  }

  private static void reset(Dut dut, int cycles) {
    for (ClockPort clock : dut.design().clocks()) {
      dut.poke(clock.reset(), clock.resetLevel() == Reset.Level.HIGH ? 1 : 0);
    }
    dut.step(cycles);
    for (ClockPort clock : dut.design().clocks()) {
      dut.poke(clock.reset(), clock.resetLevel() == Reset.Level.HIGH ? 0 : 1);
    }
    // What a source still shows of the row that was cut off must not be taken while constants are loaded.
    dut.design().streams().stream().filter(stream -> stream.direction() == Direction.IN)
        .forEach(stream -> dut.poke(stream.valid(), 0));
    // What is offered while constants are loaded must wait, or nobody sees that it should not have been.
    dut.design().streams().stream().filter(stream -> stream.direction() == Direction.OUT)
        .forEach(stream -> dut.poke(stream.ready(), 0));
    dut.eval();
  }
}
