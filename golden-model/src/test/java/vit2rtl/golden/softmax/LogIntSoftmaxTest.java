package vit2rtl.golden.softmax;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.golden.InputException;

class LogIntSoftmaxTest {

  /** The definition once more, on decimals wide enough to be exact where it matters. */
  @Test
  void fullStepsRoundTheQuotientHalfToEvenThenAtTheLinearMiddle() {
    LogIntSoftmax softmax = new LogIntSoftmax(SoftmaxParams.reference(0.1, 4));
    Random random = new Random(3);
    for (int i = 0; i < 200_000; i++) {
      long e = 1 + (random.nextLong() >>> (2 + random.nextInt(50))) / 2;
      long sum = i % 4 == 0 && e < 1L << 55
          ? e + e / 2 * random.nextInt(20)
          : e + (random.nextLong() >>> (2 + random.nextInt(50)));
      if (sum < e || sum >= 1L << 62) {
        continue;
      }
      BigDecimal rho = new BigDecimal(sum).divide(new BigDecimal(e), new MathContext(60))
          .setScale(0, RoundingMode.HALF_EVEN);
      int k = rho.toBigInteger().bitLength() - 1;
      BigDecimal middle = BigDecimal.valueOf(3).multiply(BigDecimal.valueOf(2).pow(k));
      if (rho.multiply(BigDecimal.valueOf(2)).compareTo(middle) >= 0) {
        k++;
      }
      assertEquals(k, softmax.step(sum, e), sum + " / " + e);
    }
  }

  @Test
  void halfStepsCountTheThresholds() {
    LogIntSoftmax softmax = new LogIntSoftmax(
        new SoftmaxParams(IExp.ofScale(0.1), 5, LogBase.SQRT_TWO, ZeroState.CLIP));
    Random random = new Random(4);
    for (int i = 0; i < 200_000; i++) {
      long e = 1 + (random.nextLong() >>> (20 + random.nextInt(40)));
      long sum = i % 3 == 0
          ? e * (19 + 8L * random.nextInt(2)) / 16 << random.nextInt(4)
          : e + (random.nextLong() >>> (10 + random.nextInt(50)));
      if (sum < e) {
        continue;
      }
      int expected = 0;
      BigInteger sixteenSums = BigInteger.valueOf(sum).shiftLeft(4);
      for (int t : new int[] {19, 27}) {
        BigInteger threshold = BigInteger.valueOf(e).multiply(BigInteger.valueOf(t));
        for (; sixteenSums.compareTo(threshold) >= 0; threshold = threshold.shiftLeft(1)) {
          expected++;
        }
      }
      assertEquals(expected, softmax.step(sum, e), sum + " / " + e);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {5e-8, 1e-6, 1e-4, 0.004, 0.02, 0.07, 0.09, 0.1, 0.25, 0.5, 0.7, 1.0, 1.5, 1.67})
  void halfStepCodesFollowTheFloatSoftmax(double scale) {
    LogIntSoftmax softmax = new LogIntSoftmax(
        new SoftmaxParams(IExp.ofScale(scale), 6, LogBase.SQRT_TWO, ZeroState.CLIP));
    Random random = new Random(5);
    int n = 50;
    int[] q = random.ints(20 * n, 0, 256).toArray();
    int[] code = softmax.apply(q, n);
    for (int row = 0; row < q.length; row += n) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += Math.exp(scale * q[row + i]);
      }
      for (int i = 0; i < n; i++) {
        double exact = 2 * Math.log(sum / Math.exp(scale * q[row + i])) / Math.log(2);
        if (exact < 40) {
          // Half a step for the rounding, a little for the polynomial, and x0, which is ln 2 floored to the grid of s.
          double tolerance = 0.7 + 1.5 * scale * exact;
          assertTrue(Math.abs(exact - code[row + i]) <= tolerance, exact + " / " + code[row + i]);
        }
      }
    }
  }

  /** Exponentials that rise, fall and repeat: shares of the sum of those that the distances choose. */
  @Test
  void anyExponentials() {
    SoftmaxParams params = new SoftmaxParams(IExp.ofScale(0.5, 4, 3), 4, LogBase.SQRT_TWO, ZeroState.EXTRA_BIT);
    Random random = new Random(6);
    for (int i = 0; i < 2_000; i++) {
      long[] e = random.longs(16, 1, 1L << 1 + random.nextInt(40)).toArray();
      int[] q = random.ints(5, 0, 16).toArray();
      int greatest = Arrays.stream(q).max().orElseThrow();
      BigDecimal sum = Arrays.stream(q).mapToObj(score -> BigDecimal.valueOf(e[greatest - score]))
          .reduce(BigDecimal.ZERO, BigDecimal::add);
      int[] expected = Arrays.stream(q).map(score -> {
        int steps = 0;
        BigDecimal sixteenths = sum.multiply(BigDecimal.valueOf(16));
        while (sixteenths.compareTo(BigDecimal.valueOf(steps % 2 == 0 ? 19 : 27)
            .multiply(BigDecimal.valueOf(2).pow(steps / 2)).multiply(BigDecimal.valueOf(e[greatest - score]))) >= 0) {
          steps++;
        }
        return Math.min(16, steps);
      }).toArray();
      assertArrayEquals(expected, new LogIntSoftmax(params, e).apply(q, 5), Arrays.toString(e) + Arrays.toString(q));
    }
  }

  @Test
  void refusesOtherExponentials() {
    SoftmaxParams params = new SoftmaxParams(IExp.ofScale(0.5, 4, 3), 4, LogBase.TWO, ZeroState.CLIP);
    long[] table = params.exp().table();
    assertEquals("softmax: 15 exponentials for scores of 4 bits; needed: 16, one for each distance",
        assertThrows(InputException.class, () -> new LogIntSoftmax(params, Arrays.copyOf(table, 15))).getMessage());
    for (long wrong : new long[] {0, -1, 1L << 50}) {
      long[] other = table.clone();
      other[3] = wrong;
      assertEquals("softmax: the exponential of distance 3 is " + wrong + "; allowed: 1 to " + ((1L << 50) - 1),
          assertThrows(InputException.class, () -> new LogIntSoftmax(params, other)).getMessage());
    }
  }

  @Test
  void aRowOfOneIsCertain() {
    LogIntSoftmax softmax = new LogIntSoftmax(SoftmaxParams.reference(0.05, 4));
    assertArrayEquals(new int[] {0, 0, 0}, softmax.apply(new int[] {0, 7, 255}, 1));
  }

  @Test
  void zeroStates() {
    int[] q = {255, 0};
    IExp exp = IExp.ofScale(0.5);
    assertArrayEquals(new int[] {0, 16},
        new LogIntSoftmax(new SoftmaxParams(exp, 4, LogBase.TWO, ZeroState.EXTRA_BIT)).apply(q, 2));
    assertArrayEquals(new int[] {0, 15},
        new LogIntSoftmax(new SoftmaxParams(exp, 4, LogBase.TWO, ZeroState.TOP_CODE)).apply(q, 2));
    assertArrayEquals(new int[] {0, 15},
        new LogIntSoftmax(new SoftmaxParams(exp, 4, LogBase.TWO, ZeroState.CLIP)).apply(q, 2));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1.68, 100, 4.9e-8, 1e-300})
  void refusesScalesWhereTheDefinitionBreaks(double scale) {
    InputException error = assertThrows(InputException.class, () -> IExp.ofScale(scale));
    assertTrue(error.getMessage().contains("score scale") && error.getMessage().contains("1.67")
        || error.getMessage().contains("5e-8"), error.getMessage());
  }
}
