package vit2rtl.bench.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.golden.softmax.ZeroState;
import vit2rtl.units.context.ContextConfig;

/** Attention·V by shifts: every element and, without stalls, the cycle of every beat. */
class ContextUnitTest {

  @ParameterizedTest
  @CsvSource({
      // bits, base, zero, tokens, width, code lanes, lanes, out lanes
      "5, SQRT_TWO, TOP_CODE,  50, 32, 1, 32, 1",
      "5, SQRT_TWO, TOP_CODE,  50, 32, 2,  8, 2",
      "4, TWO,      EXTRA_BIT, 17, 20, 4,  8, 4",
      "4, SQRT_TWO, CLIP,      13,  5, 2,  2, 1",
      "8, TWO,      CLIP,       3, 12, 1,  4, 1",
      "6, SQRT_TWO, EXTRA_BIT,  1,  1, 1,  1, 1",
      "8, SQRT_TWO, TOP_CODE,   1,  9, 4,  4, 2",
      "5, TWO,      TOP_CODE,   2,  7, 2,  7, 4",
      "5, SQRT_TWO, TOP_CODE,   5, 24, 4,  6, 1"})
  void equalsItsGoldenFunctionInTheStatedCycles(int bits, LogBase base, ZeroState zero, int tokens, int width,
      int codeLanes, int lanes, int outLanes) {
    SoftmaxParams params = new SoftmaxParams(IExp.ofScale(0.1), bits, base, zero);
    new ContextRun(new ContextConfig(params, tokens, width, codeLanes, lanes, outLanes, new IntRange(-128, 127)))
        .verify(tokens, 21);
  }

  @Test
  void refusesWhatItsPassesCannotDeliver() {
    assertEquals("attention·V: 3 accumulators per output beat and 4 lanes; allowed: a divisor of the lanes, or fewer"
        + " than them where they hold all 8 elements", refusal(8, 4, 3));
    assertEquals("attention·V: 9 lanes for values of 8 elements; allowed: 1 to 8", refusal(8, 9, 1));
  }

  private static String refusal(int width, int lanes, int outLanes) {
    SoftmaxParams params = new SoftmaxParams(IExp.ofScale(0.1), 5, LogBase.SQRT_TWO, ZeroState.TOP_CODE);
    return assertThrows(InputException.class,
        () -> new ContextConfig(params, 7, width, 1, lanes, outLanes, IntRange.signed(8))).getMessage();
  }
}
