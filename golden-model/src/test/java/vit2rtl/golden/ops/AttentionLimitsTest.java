package vit2rtl.golden.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static vit2rtl.golden.ops.OperatorParts.S8;
import static vit2rtl.golden.ops.OperatorParts.U8;
import static vit2rtl.golden.ops.OperatorParts.plain;
import static vit2rtl.golden.ops.OperatorParts.refused;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.golden.softmax.ZeroState;
import vit2rtl.golden.swin.Windows;

/** What attention may be made of, at both ends, what it can reach, and what its codes weigh. */
@Execution(ExecutionMode.CONCURRENT)
class AttentionLimitsTest {
  @ParameterizedTest
  @CsvSource({"3, 5", "9, 5", "8, 0", "8, 2048"})
  void uniformCodesBeyondAreRefused(int bits, int levels) {
    IExp exp = IExp.ofScale(0.1);
    assertTrue(refused(() -> new AttentionWeights.Uniform(exp, bits, levels))
        .startsWith("uniform attention has " + bits + " bits and " + levels + " levels"));
  }

  @ParameterizedTest
  @CsvSource({"4, 1", "8, 2047"})
  void uniformCodesAtTheirEndsAreTaken(int bits, int levels) {
    AttentionWeights weights = new AttentionWeights.Uniform(IExp.ofScale(0.1), bits, levels);
    assertEquals((1 << bits) - 1, ((AttentionWeights.Uniform) weights).maxCode());
    assertEquals(IExp.ofScale(0.1), weights.exp());
    SoftmaxParams log = SoftmaxParams.reference(0.2, 4);
    assertSame(log.exp(), new AttentionWeights.Log(log).exp());
  }

  private static AttentionParams attention(int heads, int width, IntRange codes, int zero, AttentionWeights weights) {
    return new AttentionParams(heads, width, codes, zero, plain(heads, U8), weights, plain(heads * width, S8));
  }

  private static AttentionWeights log(ZeroState zero, LogBase base) {
    return new AttentionWeights.Log(new SoftmaxParams(IExp.ofScale(0.1), 4, base, zero));
  }

  @Test
  void attentionHasItsRequantisersAndCodes() {
    AttentionWeights log = log(ZeroState.CLIP, LogBase.TWO);
    assertTrue(refused(() -> new AttentionParams(2, 3, S8, 0, plain(1, U8), log, plain(6, S8))).contains("for 1 heads"));
    assertTrue(refused(() -> new AttentionParams(2, 3, S8, 0, plain(2, U8), log, plain(5, S8))).contains("5 elements"));
    assertTrue(refused(() -> attention(1, 1, IntRange.signed(9), 0, log)).contains("has codes -256 to 255"));
    assertTrue(refused(() -> attention(1, 1, S8, 128, log)).contains("zero point 128"));
    assertTrue(refused(() -> attention(1, 1, S8, -129, log)).contains("zero point -129"));
    AttentionParams params = attention(2, 3, U8, 200, log);
    assertEquals(new IntRange(-200, 55), params.centred());
    assertEquals(new IntRange(-3 * 200 * 55, 3 * 200 * 200), params.scoreAccumulator());
    assertEquals(new IntRange(0, 2 * 255 * 255), attention(1, 2, U8, 0, log).scoreAccumulator());
    assertEquals(new IntRange(-128 * 127, 128 * 128), attention(1, 1, S8, 0, log).scoreAccumulator());
  }

  /** 8 bits of codes, F = 15 where the greatest code is a weight, 14 where it means zero. */
  @Test
  void attentionSaysWhatItReaches() {
    Attention clip = new Attention(attention(2, 3, S8, 0, log(ZeroState.CLIP, LogBase.TWO)), 5, IntProducts.scalar());
    long weights = (9L << 15 >> 2) + 5;
    assertEquals(new IntRange(-128 * weights, 127 * weights), clip.contextAccumulator());
    assertEquals(new IntRange(0, 15), clip.attentionCodes());
    assertEquals(5, clip.rowLength());
    assertEquals(10, clip.rows());
    assertEquals(clip.params().scoreAccumulator(), clip.scoreAccumulator());
    Attention root = new Attention(attention(1, 1, S8, 0, log(ZeroState.EXTRA_BIT, LogBase.SQRT_TWO)), 5,
        IntProducts.scalar());
    long half = 7L << 7 >> 2;
    assertEquals(new IntRange(-256 * half, 254 * half), root.contextAccumulator());
    assertEquals(new IntRange(0, 16), root.attentionCodes());
    Attention uniform = new Attention(attention(1, 1, S8, 0, new AttentionWeights.Uniform(IExp.ofScale(0.1), 8, 300)), 6,
        IntProducts.scalar());
    assertEquals(new IntRange(-128 * 304, 127 * 304), uniform.contextAccumulator());
    assertEquals(new IntRange(0, 255), uniform.attentionCodes());
    Attention one = new Attention(attention(1, 1, U8, 0, new AttentionWeights.Uniform(IExp.ofScale(0.1), 4, 300)), 2,
        IntProducts.scalar());
    assertEquals(new IntRange(0, 255 * 30), one.contextAccumulator());
  }

  @Test
  void biasesWidenTheScores() {
    AttentionWeights log = log(ZeroState.EXTRA_BIT, LogBase.TWO);
    Windows windows = new Windows(4, 2, 0);
    int[] bias = new int[9];
    bias[0] = -1000;
    bias[8] = 50;
    Attention attention = new Attention(attention(1, 1, S8, 0, log), new WindowParams(windows, bias), IntProducts.scalar());
    assertEquals(new IntRange(-128 * 127 - 1000, 128 * 128 + 50), attention.scoreAccumulator());
    assertEquals(16, attention.rows());
    Arrays.fill(bias, 7);
    assertEquals(new IntRange(-128 * 127, 128 * 128 + 7),
        new Attention(attention(1, 1, S8, 0, log), new WindowParams(windows, bias), IntProducts.scalar()).scoreAccumulator());
    bias[0] = Integer.MAX_VALUE;
    assertTrue(refused(() -> new Attention(attention(1, 1, S8, 0, log), new WindowParams(windows, bias),
        IntProducts.scalar())).startsWith("attention: the Q.K accumulator can reach"));
    assertTrue(refused(() -> new Attention(attention(2, 1, S8, 0, log), new WindowParams(windows, new int[9]),
        IntProducts.scalar())).contains("attention of 2 heads has relative positions of 1"));
    assertTrue(refused(() -> new WindowParams(windows, new int[10])).contains("have 10 biases; needed: 9"));
    assertTrue(refused(() -> new WindowParams(windows, new int[0])).contains("have 0 biases"));
  }

  @ParameterizedTest
  @CsvSource({"TWO, EXTRA_BIT, 4, 15", "TWO, CLIP, 4, 15", "TWO, TOP_CODE, 4, 14", "TWO, EXTRA_BIT, 8, 20",
      "SQRT_TWO, EXTRA_BIT, 4, 7", "SQRT_TWO, TOP_CODE, 4, 7", "SQRT_TWO, CLIP, 6, 20"})
  void weightsArePowersDownToTheLastFraction(LogBase base, ZeroState zero, int bits, int fraction) {
    SoftmaxParams params = new SoftmaxParams(IExp.ofScale(0.1), bits, base, zero);
    assertEquals(fraction, ShiftAccumulate.fraction(params));
    ShiftAccumulate shift = new ShiftAccumulate(params, IntProducts.scalar());
    assertEquals(fraction, shift.fraction());
    for (int code = 0; code <= params.maxCode(); code++) {
      int halvings = base == LogBase.TWO ? code : code / 2;
      assertEquals(params.isZero(code) || halvings > fraction ? 0 : 1 << fraction - halvings,
          ShiftAccumulate.weight(params, code), "code " + code);
      assertEquals(base == LogBase.SQRT_TWO && code % 2 == 1, ShiftAccumulate.isOdd(params, code));
    }
    long share = base == LogBase.TWO ? (9L << fraction) / 4 : (7L << fraction) / 4;
    int last = base == LogBase.TWO ? params.maxCode() : params.maxCode() / 2;
    long more = zero == ZeroState.CLIP ? 10L << Math.max(0, fraction - last) : 0;
    assertEquals(share + more, shift.weights(10));
    assertEquals(new IntRange(-3 * (share + more), 2 * (share + more)), shift.sum(10, new IntRange(-3, 2)));
    assertEquals(new IntRange(0, 2 * (share + more)), shift.sum(10, new IntRange(1, 2)));
    assertEquals(new IntRange(-3 * (share + more), 0), shift.sum(10, new IntRange(-3, -1)));
    int times = base == LogBase.TWO ? 1 : 2;
    assertEquals(new IntRange(-3 * times * (share + more), 2 * times * (share + more)),
        shift.accumulator(10, new IntRange(-3, 2)));
  }

  /** The odd sum times 46341/2^16, rounded half up, joins the even one. */
  @Test
  void halfStepsAreRoundedOnce() {
    SoftmaxParams params = new SoftmaxParams(IExp.ofScale(0.1), 4, LogBase.SQRT_TWO, ZeroState.EXTRA_BIT);
    ShiftAccumulate shift = new ShiftAccumulate(params, IntProducts.scalar());
    int[] codes = {0, 1, 2, 3, 15, 14, 16, 13};
    int[] values = {1, -2, 30, 40, -50, 60, 70, -80};
    int[] found = shift.apply(codes, values, 2);
    assertEquals(4, found.length);
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 2; column++) {
        long even = 0;
        long odd = 0;
        for (int j = 0; j < 4; j++) {
          int code = codes[row * 4 + j];
          long term = code == 16 ? 0 : (long) values[2 * j + column] << 7 - code / 2;
          even += code % 2 == 0 ? term : 0;
          odd += code % 2 == 1 ? term : 0;
        }
        assertEquals(even + Math.floorDiv(odd * 46341 + 32768, 65536L), found[2 * row + column]);
      }
    }
  }

  /** Keys that a query does not see need a code for zero, where there are such keys, and logarithms. */
  @Test
  void shiftedWindowsNeedACodeForZero() {
    WindowParams shifted = new WindowParams(new Windows(4, 2, 1), new int[9]);
    WindowParams still = new WindowParams(new Windows(4, 2, 0), new int[9]);
    AttentionParams clip = attention(1, 1, S8, 0, log(ZeroState.CLIP, LogBase.TWO));
    assertTrue(refused(() -> new Attention(clip, shifted, IntProducts.scalar()))
        .startsWith("attention in shifted windows has no code for the keys"));
    assertEquals(16, new Attention(clip, still, IntProducts.scalar()).rows());
    for (AttentionWeights weights : new AttentionWeights[] {log(ZeroState.EXTRA_BIT, LogBase.TWO),
        new AttentionWeights.Uniform(IExp.ofScale(0.1), 8, 255)}) {
      assertEquals(16, new Attention(attention(1, 1, S8, 0, weights), shifted, IntProducts.scalar()).rows());
    }
  }

  /** Two tokens around the zero point 100: scores 50 and 0, then 0 and 0; a half is 128 of 255. */
  @Test
  void uniformCodesAreMultiplied() {
    AttentionWeights.Uniform weights = new AttentionWeights.Uniform(IExp.ofScale(0.1), 8, 255);
    AttentionParams params = new AttentionParams(1, 1, U8, 100, plain(1, U8), weights, plain(1, IntRange.INT32));
    int[] codes = new UniformIntSoftmax(weights).apply(new int[] {50, 0}, 2);
    Attention.Steps none = new Attention.Steps() {
      @Override
      public void scores(int[] accumulators, int[] found) {
        assertArrayEquals(new int[] {50, 0, 0, 0}, accumulators);
      }

      @Override
      public void codes(int[] found) {
        assertArrayEquals(new int[] {codes[0], codes[1], 128, 128}, found);
      }

      @Override
      public void context(int[] accumulators, int[] found) {
        assertArrayEquals(accumulators, found);
      }
    };
    assertArrayEquals(new int[] {-10 * codes[0] + 30 * codes[1], 20 * 128},
        new Attention(params, 2, IntProducts.scalar()).apply(new int[] {110, 105, 90, 100, 100, 130}, none));
  }
}
