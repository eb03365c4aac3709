package vit2rtl.units.softmax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.golden.softmax.ZeroState;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.units.BlockRun;

/** Every exponential of a layer with every sum of a row that can hold it, ties among them. */
class LogCodeTest {
  private static final int SUM_LAG = LogCode.STAGES.until(LogCode.SUM_STAGE);

  private static final int MOST_BESIDE = 2_000;

  private record Pair(long sum, long e) {}

  @BeforeAll
  static void needsTheTools() {
    BlockRun.needTheSimulator();
  }

  @ParameterizedTest
  @CsvSource({"TWO, 0.25, 4, 6", "TWO, 1.0, 8, 30", "TWO, 0.7, 5, 40", "TWO, 0.25, 4, 3", "TWO, 0.3, 4, 2", "SQRT_TWO, 0.25, 4, 6", "SQRT_TWO, 1.0, 5, 30"})
  void isTheCodeOfTheDefinition(LogBase base, double scale, int bits, int length) {
    SoftmaxParams params = new SoftmaxParams(IExp.ofScale(scale, 4, 4), bits, base, ZeroState.EXTRA_BIT);
    SoftmaxConfig config = SoftmaxConfig.of(params, length, 1);
    List<Pair> pairs = pairs(params, config.maxSum());
    pairs.addAll(beside(params, config));
    Design<LogCode> design = Hdl.design(() -> new LogCode(config));
    LogCode dut = design.top();
    int sumBits = LogCode.sumBits(config);
    int lost = sumBits - 1 - dut.sumFraction.width();
    try (Simulation sim = Simulator.open(design.rtl())) {
      sim.poke(dut.advance, 1);
      BlockRun.all(sim, LogCode.STAGES.cycles(), pairs.size() + SUM_LAG, i -> {
        if (i < pairs.size()) {
          Pair pair = pairs.get(i);
          sim.poke(dut.position, position(pair.e()));
          sim.poke(dut.mantissa, shift(pair.e(), config.format().mantissaBits() - 1 - position(pair.e())));
          sim.poke(dut.sumPosition, position(pair.sum()));
        }
        if (i >= SUM_LAG) {
          long sum = pairs.get(i - SUM_LAG).sum();
          long whole = sum << sumBits - 1 - position(sum);
          sim.poke(dut.sumFraction, shift(whole, -lost) & (1L << dut.sumFraction.width()) - 1);
          dut.sumSticky.ifPresent(bit -> sim.poke(bit, (whole & (1L << lost) - 1) != 0 ? 1 : 0));
        }
      }, i -> {
        if (i < pairs.size()) {
          Pair pair = pairs.get(i);
          assertEquals(params.encode(step(base, pair.sum(), pair.e())), sim.peek(dut.code), pair.toString());
        }
      });
    }
  }

  private static List<Pair> pairs(SoftmaxParams params, long maxSum) {
    List<Pair> pairs = new ArrayList<>();
    for (long e : Arrays.stream(params.exp().table()).distinct().toArray()) {
      for (long sum = Math.max(e, params.exp().of(0)); sum <= maxSum; sum++) {
        pairs.add(new Pair(sum, e));
      }
    }
    return pairs;
  }

  /** Sums next to what halves of an exponential come to, of any exponential that is loaded: thresholds are such. */
  private static List<Pair> beside(SoftmaxParams params, SoftmaxConfig config) {
    List<Pair> pairs = new ArrayList<>();
    for (long e = Math.max(1, params.exp().of(0) - MOST_BESIDE); e <= params.exp().of(0); e++) {
      for (long half = e * 2; config.format().holds(e) && half <= e * 8; half += e) {
        for (long sum = half - 1 >> 1; sum <= half / 2 + 1; sum++) {
          if (sum >= e && sum <= config.maxSum()) {
            pairs.add(new Pair(sum, e));
          }
        }
      }
    }
    return pairs;
  }

  private static int position(long value) {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
  }

  private static long shift(long value, int left) {
    return left >= 0 ? value << left : value >> -left;
  }

  /** The definition, with a division. */
  private static int step(LogBase base, long sum, long e) {
    if (base == LogBase.SQRT_TWO) {
      int passed = 0;
      for (int octave = 0; octave < 40; octave++) {
        passed += 16 * sum >= 19 * e << octave ? 1 : 0;
        passed += 16 * sum >= 27 * e << octave ? 1 : 0;
      }
      return passed;
    }
    long ratio = sum / e;
    long twice = 2 * (sum % e);
    ratio += twice > e || twice == e && ratio % 2 == 1 ? 1 : 0;
    int floor = position(ratio);
    return floor + (floor > 0 && ratio - (1L << floor) >= 1L << floor - 1 ? 1 : 0);
  }
}
