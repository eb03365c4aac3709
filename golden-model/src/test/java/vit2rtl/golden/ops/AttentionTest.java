package vit2rtl.golden.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.LogIntSoftmax;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.golden.softmax.ZeroState;

class AttentionTest {

  @ParameterizedTest
  @CsvSource({"4,TWO,EXTRA_BIT", "8,TWO,EXTRA_BIT", "5,SQRT_TWO,TOP_CODE", "4,SQRT_TWO,CLIP", "6,SQRT_TWO,EXTRA_BIT"})
  void shiftAccumulateIsTheSumOfPowers(int bits, LogBase base, ZeroState zero) {
    SoftmaxParams params = new SoftmaxParams(IExp.ofScale(0.1), bits, base, zero);
    Random random = new Random(bits);
    int n = 23;
    int width = 7;
    int[] scores = random.ints(5L * n, 0, 256).toArray();
    int[] codes = new LogIntSoftmax(params).apply(scores, n);
    int[] values = random.ints((long) n * width, -127, 128).toArray();
    IntProduct product = IntProducts.scalar();
    ShiftAccumulate shift = new ShiftAccumulate(params, product);
    int[] out = new int[5 * width];
    shift.apply(IntMatrix.of(codes, 5, n), product.pack(IntMatrix.of(values, n, width)), out, 0, width);
    for (int r = 0; r < 5; r++) {
      for (int c = 0; c < width; c++) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
          int code = codes[r * n + j];
          double exponent = base == LogBase.TWO ? code : code / 2.0;
          double term = params.isZero(code) ? 0 : values[j * width + c] * Math.pow(2, -exponent);
          sum += Math.floor(exponent) > shift.fraction() ? 0 : term;
        }
        // 1/√2 has 16 bits and is rounded once: half a unit and 2^-17 of a sum below 2^28.
        double error = Math.abs(sum * Math.pow(2, shift.fraction()) - out[r * width + c]);
        assertTrue(error <= (base == LogBase.TWO ? 1e-6 : 0.5 + Math.abs(sum) * Math.pow(2, shift.fraction() - 15)
            + Math.pow(2, shift.fraction()) * 127 / 32768), "error " + error);
        assertTrue(shift.accumulator(n, new IntRange(-127, 127)).contains(out[r * width + c]));
      }
    }
  }

  /** The claim behind the accumulator's width, on rows that stress the rounding. */
  @ParameterizedTest
  @CsvSource({"TWO", "SQRT_TWO"})
  void weightsOfARowStayBelowTheStatedSum(LogBase base) {
    SoftmaxParams params = new SoftmaxParams(IExp.ofScale(0.02), 8, base, ZeroState.EXTRA_BIT);
    LogIntSoftmax softmax = new LogIntSoftmax(params);
    Random random = new Random(5);
    double largest = 0;
    for (int i = 0; i < 20_000; i++) {
      int n = 1 + random.nextInt(12);
      int spread = 1 + random.nextInt(256);
      int[] codes = softmax.apply(random.ints(n, 0, spread).toArray(), n);
      double sum = 0;
      for (int code : codes) {
        sum += Math.pow(2, base == LogBase.TWO ? -code : -code / 2.0);
      }
      largest = Math.max(largest, sum);
    }
    assertTrue(largest < (base == LogBase.TWO ? 2.25 : 1.2) && largest > 1.1, "largest sum " + largest);
  }

  @Test
  void uniformCodesAreTheRoundedShare() {
    AttentionWeights.Uniform params = new AttentionWeights.Uniform(IExp.ofScale(0.05), 8, 300);
    long[] exp = params.exp().table();
    int[] scores = new Random(6).ints(40 * 9L, 100, 256).toArray();
    int[] codes = new UniformIntSoftmax(params).apply(scores, 9);
    for (int row = 0; row < scores.length; row += 9) {
      int max = Arrays.stream(scores, row, row + 9).max().orElseThrow();
      double sum = 0;
      for (int i = row; i < row + 9; i++) {
        sum += exp[max - scores[i]];
      }
      for (int i = row; i < row + 9; i++) {
        assertEquals(Math.min(255, Math.floor(300 * exp[max - scores[i]] / sum + 0.5)), codes[i]);
      }
    }
  }

  /** A row of equal scores spreads evenly: N = 4 gives codes of exactly 1/4 and the context is the mean of the values. */
  @Test
  void uniformRowsGiveTheMean() {
    SoftmaxParams softmax = new SoftmaxParams(IExp.ofScale(0.1), 4, LogBase.TWO, ZeroState.EXTRA_BIT);
    Requantizer one = new Requantizer(new int[] {1}, new int[] {0}, 0, IntRange.unsigned(8));
    int fraction = ShiftAccumulate.fraction(softmax);
    AttentionParams params = new AttentionParams(1, 1, IntRange.signed(8), 0, one, new AttentionWeights.Log(softmax),
        new Requantizer(new int[] {1}, new int[] {fraction}, 0, IntRange.signed(8)));
    int[] qkv = {0, 5, 40, 0, 9, 80, 0, -7, -20, 0, 1, 60};
    int[] context = new Attention(params, 4, IntProducts.best()).apply(qkv, new Attention.Steps() {
      @Override
      public void scores(int[] accumulators, int[] codes) {
        assertArrayEquals(new int[16], codes);
      }

      @Override
      public void codes(int[] codes) {
        assertTrue(Arrays.stream(codes).allMatch(code -> code == 2));
      }

      @Override
      public void context(int[] accumulators, int[] codes) {
        assertEquals(40 << fraction, accumulators[0]);
      }
    });
    assertArrayEquals(new int[] {40, 40, 40, 40}, context);
  }
}
