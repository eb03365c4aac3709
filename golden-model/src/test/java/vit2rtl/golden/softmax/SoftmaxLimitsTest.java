package vit2rtl.golden.softmax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.golden.InputException;

/** The integer exponential and the codes at the ends of what is allowed, against the formulas in unlimited integers. */
@Execution(ExecutionMode.CONCURRENT)
class SoftmaxLimitsTest {

  private static String refused(Runnable action) {
    return assertThrows(InputException.class, action::run).getMessage();
  }

  @ParameterizedTest
  @CsvSource({"3, 30, -7, 3, 28, '3 bits; allowed: 4 to 8'", "9, 30, -7, 3, 28, '9 bits; allowed: 4 to 8'",
      "8, 0, -7, 3, 28, 'n is 0; allowed: 1 to 30'", "8, 31, -7, 3, 28, 'n is 31; allowed: 1 to 30'",
      "8, 30, 0, 3, 28, 'x0 = 0, b = 3, c = 28'", "8, 30, -7, -1, 28, 'x0 = -7, b = -1, c = 28'",
      "8, 30, -7, 3, 0, 'x0 = -7, b = 3, c = 0'"})
  void constantsBeyondTheirEndsAreRefused(int bits, int n, long x0, long b, long c, String said) {
    String message = refused(() -> new IExp(0.1, bits, n, x0, b, c));
    assertTrue(message.contains(said), message);
  }

  @Test
  void aScaleOfZeroIsNamedAsSuch() {
    assertTrue(refused(() -> IExp.ofScale(0, 8, 30)).contains("score scale is 0.0; allowed: above 0"));
  }

  @ParameterizedTest
  @CsvSource({"4, 1, -1, 0, 1", "8, 30, -1000, 2000, 1000000", "8, 1, -1, 0, 1"})
  void constantsAtTheirEndsAreTaken(int bits, int n, long x0, long b, long c) {
    assertEquals(1 << bits, new IExp(0.1, bits, n, x0, b, c).table().length);
  }

  /** Bits of c, the halvings that are reached and 12 for 4096 exponentials. */
  @Test
  void aRowOfExponentialsHasSixtyTwoBits() {
    assertEquals(20, new IExp(0.1, 8, 20, -1, 0, (1L << 30) - 1).reach());
    String message = refused(() -> new IExp(0.1, 8, 20, -1, 0, 1L << 30));
    assertTrue(message.contains("needs 63 bits; allowed: 62"), message);
    assertEquals(7, new IExp(0.1, 4, 30, -2, 0, 1L << 30).reach());
    refused(() -> new IExp(0.1, 8, 30, -5, 0, 1L << 20));
  }

  /** ρ runs from 0 down to x0 + 1, so with b = 4 and x0 = −4 the least z is (−2 + 4)·−2 + c = c − 4. */
  @Test
  void thePolynomialIsPositiveAtEveryDistance() {
    assertEquals(1, new IExp(0.1, 4, 1, -4, 4, 5).of(2) >> 1);
    String message = refused(() -> new IExp(0.1, 4, 1, -4, 4, 4));
    assertTrue(message.contains("not positive at distance 2;"), message);
    String last = refused(() -> new IExp(0.1, 4, 1, -16, 14, 14));
    assertTrue(last.contains("not positive at distance 2;"), last);
    refused(() -> new IExp(0.1, 4, 1, -15, 15, 56));
  }

  @ParameterizedTest
  @CsvSource({"0.1, 8, 30", "0.5, 8, 30", "0.004, 8, 30", "1.67, 4, 30", "0.1, 6, 3", "5e-8, 8, 30", "0.05, 5, 1"})
  void theExponentialIsItsFormula(double scale, int bits, int n) {
    IExp exp = IExp.ofScale(scale, bits, n);
    long x0 = (long) Math.floor(-0.6931 / scale);
    assertEquals(x0, exp.x0());
    assertEquals((long) Math.floor(0.96963238 / 0.35815147 / scale), exp.b());
    assertEquals((long) Math.floor(1 / 0.35815147 / (scale * scale)), exp.c(), 1.0);
    long halvings = Math.min(n, ((1L << bits) - 1) / -x0);
    assertEquals(halvings, exp.reach());
    assertEquals(n - halvings, exp.droppedBits());
    long[] table = exp.table();
    assertEquals(1 << bits, table.length);
    for (int distance = 0; distance < table.length; distance++) {
      long d = Math.max(-distance, n * x0);
      long p = d / x0;
      BigInteger rho = BigInteger.valueOf(d - p * x0);
      BigInteger z = rho.add(BigInteger.valueOf(exp.b())).multiply(rho).add(BigInteger.valueOf(exp.c()));
      assertEquals(z.shiftLeft((int) (halvings - p)), BigInteger.valueOf(exp.of(distance)), "distance " + distance);
      assertEquals(exp.of(distance), table[distance]);
    }
  }

  @Test
  void theReferenceHasEightBitsAndThirtyHalvings() {
    assertEquals(IExp.ofScale(0.1, 8, 30), IExp.ofScale(0.1));
    SoftmaxParams params = SoftmaxParams.reference(0.1, 4);
    assertEquals(new SoftmaxParams(IExp.ofScale(0.1), 4, LogBase.TWO, ZeroState.EXTRA_BIT), params);
    assertSame(params, new LogIntSoftmax(params).params());
  }

  @ParameterizedTest
  @CsvSource({"EXTRA_BIT, 5, 16, true", "TOP_CODE, 4, 15, true", "CLIP, 4, 15, false"})
  void zerosHaveTheirCode(ZeroState zero, int field, int most, boolean isZero) {
    SoftmaxParams params = new SoftmaxParams(IExp.ofScale(0.1), 4, LogBase.TWO, zero);
    assertEquals(field, params.fieldBits());
    assertEquals(most, params.maxCode());
    assertEquals(isZero, params.isZero(most));
    assertFalse(params.isZero(most - 1));
    assertEquals(most, params.encode(most + 1));
    assertEquals(most - 1, params.encode(most - 1));
  }

  @ParameterizedTest
  @CsvSource({"3", "9"})
  void codesHaveFourToEightBits(int bits) {
    assertTrue(refused(() -> SoftmaxParams.reference(0.1, bits)).contains(bits + " bits; allowed: 4 to 8"));
    assertEquals(16, SoftmaxParams.reference(0.1, 4).maxCode());
    assertEquals(256, SoftmaxParams.reference(0.1, 8).maxCode());
  }

  @ParameterizedTest
  @CsvSource({"4, 0", "4, -1", "4, 3", "8194, 4097"})
  void rowsAreWholeAndOfUpTo4096(int scores, int length) {
    LogIntSoftmax softmax = new LogIntSoftmax(SoftmaxParams.reference(0.1, 4));
    assertTrue(refused(() -> softmax.apply(new int[scores], length)).startsWith("softmax: " + scores + " scores in rows"));
    assertEquals(8192, softmax.apply(new int[8192], 4096).length);
  }

  @ParameterizedTest
  @CsvSource({"-1, 3", "16, 3", "16, 4"})
  void scoresOutsideAreNamedByTheirPlace(int score, int at) {
    LogIntSoftmax softmax = new LogIntSoftmax(
        new SoftmaxParams(IExp.ofScale(0.1, 4, 30), 4, LogBase.TWO, ZeroState.CLIP));
    int[] q = {15, 0, 3, 0, 0, 0};
    q[at] = score;
    assertEquals("softmax: score " + score + " at row 1, element " + (at - 3) + " is outside 0 to 15",
        refused(() -> softmax.apply(q, 3)));
  }

  @Test
  void theSumIsThatOfTheRowsExponentials() {
    LogIntSoftmax softmax = new LogIntSoftmax(SoftmaxParams.reference(0.1, 4));
    IExp exp = IExp.ofScale(0.1);
    assertEquals(exp.of(0) + exp.of(3) + exp.of(9), softmax.sum(new int[] {200, 7, 10, 1}, 1, 3));
    assertEquals(exp.of(0) + exp.of(193), softmax.sum(new int[] {200, 7, 10, 1}, 0, 2));
  }

  /** Both ways to a code, with and without a division, on both sides of the sum where one takes over, at every tie. */
  @ParameterizedTest
  @CsvSource({"TWO", "SQRT_TWO"})
  void codesChangeExactlyAtTheirThresholds(LogBase base) {
    LogIntSoftmax softmax = new LogIntSoftmax(new SoftmaxParams(IExp.ofScale(0.1), 8, base, ZeroState.CLIP));
    for (int bits = 54; bits <= 60; bits++) {
      for (long e = (1L << bits - 20) - 3; e <= (1L << bits - 20) + 3; e++) {
        for (long sixteenths = 16; sixteenths < 16 << 18; sixteenths = sixteenths * 9 / 8 + 1) {
          for (long off = -1; off <= 1; off++) {
            long sum = sixteenths * e / 16 + off;
            if (sum >= e) {
              assertEquals(code(base, sum, e), softmax.step(sum, e), sum + " / " + e);
            }
          }
        }
      }
    }
    // Of the ties to even one alone decides a code.
    assertEquals(code(base, 5L << 56, 2L << 56), softmax.step(5L << 56, 2L << 56));
    for (long e = 1; e < 40; e++) {
      for (long sum = e; sum < 40 * e; sum++) {
        assertEquals(code(base, sum, e), softmax.step(sum, e), sum + " / " + e);
        assertEquals(code(base, sum << 50, e << 50), softmax.step(sum << 50, e << 50), sum + " / " + e + " times 2^50");
      }
    }
  }

  private static int code(LogBase base, long sum, long e) {
    BigInteger s = BigInteger.valueOf(sum);
    BigInteger d = BigInteger.valueOf(e);
    if (base == LogBase.SQRT_TWO) {
      int code = 0;
      for (int octave = 0; octave < 62; octave++) {
        for (int t : new int[] {19, 27}) {
          code += s.shiftLeft(4).compareTo(d.multiply(BigInteger.valueOf(t)).shiftLeft(octave)) >= 0 ? 1 : 0;
        }
      }
      return code;
    }
    BigInteger[] ratio = s.divideAndRemainder(d);
    int half = ratio[1].shiftLeft(1).compareTo(d);
    BigInteger rho = half > 0 || half == 0 && ratio[0].testBit(0) ? ratio[0].add(BigInteger.ONE) : ratio[0];
    int k = rho.bitLength() - 1;
    return rho.shiftLeft(1).compareTo(BigInteger.valueOf(3).shiftLeft(k)) >= 0 ? k + 1 : k;
  }
}
