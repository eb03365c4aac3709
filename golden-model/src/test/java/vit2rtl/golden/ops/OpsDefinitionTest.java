package vit2rtl.golden.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.softmax.IExp;

/** Requantiser, sums on power-of-two grids, means and uniform softmax: their formulas in unlimited integers, their ends. */
@Execution(ExecutionMode.CONCURRENT)
class OpsDefinitionTest {
  private static final IntRange S8 = IntRange.signed(8);

  private static String refused(Supplier<?> made) {
    return assertThrows(InputException.class, made::get).getMessage();
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }

  /** ⌊(x + 2^(s−1))/2^s⌋, x where s is 0. */
  private static BigInteger halfUp(BigInteger x, int shift) {
    return shift == 0 ? x : x.add(BigInteger.ONE.shiftLeft(shift - 1)).shiftRight(shift);
  }

  private static int saturated(BigInteger value, long min, long max) {
    return value.max(big(min)).min(big(max)).intValueExact();
  }

  @Test
  void requantisersFollowTheirFormula() {
    int[] multiplier = {0, 1, 65535, 40000, 32768, 3};
    int[] shift = {0, 0, 47, 16, 1, 2};
    Requantizer requantizer = new Requantizer(multiplier, shift, 5, S8);
    assertEquals(6, requantizer.channels());
    Random random = new Random(1);
    int[] a = new int[600];
    int[] expected = new int[a.length];
    int[] blocks = new int[a.length + 7];
    for (int i = 0; i < a.length; i++) {
      int c = i % 6;
      a[i] = i < 6 ? Integer.MIN_VALUE : i < 12 ? Integer.MAX_VALUE : random.nextInt() >> random.nextInt(32);
      BigInteger scaled = halfUp(big(a[i]).multiply(big(multiplier[c])), shift[c]);
      assertEquals(scaled, big(requantizer.rescale(a[i], c)));
      expected[i] = saturated(scaled.add(big(5)), -128, 127);
      blocks[7 + c * 100 + i / 6] = a[i];
    }
    assertArrayEquals(expected, requantizer.columns(a));
    requantizer.blocks(blocks, 7, 100);
    for (int i = 0; i < a.length; i++) {
      assertEquals(expected[i], blocks[7 + i % 6 * 100 + i / 6]);
    }
    for (int i = 0; i < 7; i++) {
      assertEquals(0, blocks[i]);
    }
  }

  @Test
  void requantisersSayWhatTheyReach() {
    Requantizer requantizer = new Requantizer(new int[] {3, 50}, new int[] {1, 0}, -2, S8);
    assertEquals(new IntRange(-2 - 15, -2 + 17), requantizer.reach(new IntRange(-10, 11), 0));
    assertEquals(new IntRange(-502, 548), requantizer.reach(new IntRange(-10, 11)));
    int[] inPlace = {4, 1};
    requantizer.blocks(inPlace, 1);
    assertArrayEquals(new int[] {4, 48}, inPlace);
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "65536, 0", "1, -1", "1, 48"})
  void requantisersBeyondAreRefused(int multiplier, int shift) {
    String message = refused(() -> new Requantizer(new int[] {1, multiplier}, new int[] {0, shift}, 0, S8));
    assertTrue(message.contains("multiplier " + multiplier + " and shift " + shift + " for channel 1"), message);
    assertEquals(2, new Requantizer(new int[] {0, 65535}, new int[] {0, 47}, 0, IntRange.INT32).channels());
  }

  @Test
  void requantisersHaveAPairForEachChannel() {
    assertTrue(refused(() -> new Requantizer(new int[1], new int[2], 0, S8)).contains("1 multipliers and 2 shifts"));
    assertTrue(refused(() -> new Requantizer(new int[0], new int[0], 0, S8)).contains("0 multipliers"));
    assertTrue(refused(() -> new Requantizer(new int[1], new int[1], 0, IntRange.signed(33))).contains("output range"));
  }

  private static PtfAdd add(int aAlpha, int aFactor, int bFactor, int shift, int alpha) {
    return new PtfAdd(new PtfAdd.Operand(3, new int[] {0, aAlpha}), aFactor, -4, bFactor, shift, new int[] {alpha, 0}, 7,
        CodeFormat.UINT8);
  }

  @ParameterizedTest
  @CsvSource({"7, 65535, 65535, 20, 3", "2, 9000, 12345, 12, 0", "0, 1, 1, 0, 0", "0, 65535, 0, 40, 7", "1, 300, 200, 9, 1"})
  void ptfSumsFollowTheirFormula(int aAlpha, int aFactor, int bFactor, int shift, int alpha) {
    PtfAdd add = add(aAlpha, aFactor, bFactor, shift, alpha);
    Random random = new Random(2);
    int[] a = random.ints(400, 0, 256).toArray();
    int[] b = random.ints(400, -128, 128).toArray();
    int[] expected = new int[a.length];
    for (int i = 0; i < a.length; i++) {
      BigInteger x = big(a[i] - 3).shiftLeft(i % 2 == 0 ? 0 : aAlpha).multiply(big(aFactor))
          .add(big(b[i] + 4).multiply(big(bFactor)));
      expected[i] = saturated(halfUp(x, shift + (i % 2 == 0 ? alpha : 0)).add(big(7)), 0, 255);
    }
    assertArrayEquals(expected, add.apply(a, b));
  }

  @ParameterizedTest
  @CsvSource({"0, -1, 0, 0, 0", "0, 65536, 0, 0, 0", "0, 0, -1, 0, 0", "0, 0, 65536, 0, 0", "0, 0, 0, -1, 0",
      "0, 0, 0, 41, 0", "-1, 0, 0, 0, 0", "8, 0, 0, 0, 0", "0, 0, 0, 0, -1", "0, 0, 0, 0, 8"})
  void ptfSumsBeyondAreRefused(int aAlpha, int aFactor, int bFactor, int shift, int alpha) {
    assertTrue(refused(() -> add(aAlpha, aFactor, bFactor, shift, alpha)).startsWith("a PTF sum has factor"));
  }

  @Test
  void ptfSumsHaveFactorsForEachChannel() {
    assertEquals("a PTF sum has 1 and 2 channels", refused(() -> new PtfAdd(new PtfAdd.Operand(0, new int[1]), 0, 0, 0, 0,
        new int[2], 0, CodeFormat.UINT8)));
  }

  @Test
  void meansSumTheTokensTheyName() {
    Requantizer codes = new Requantizer(new int[3], new int[3], 0, S8);
    TokenMean mean = new TokenMean(1, 2, IntRange.unsigned(8), 10, codes);
    assertArrayEquals(new int[] {4 + 7 - 20, 5 + 8 - 20, 6 + 9 - 20},
        mean.sums(new int[] {100, 100, 100, 4, 5, 6, 7, 8, 9, 100, 100, 100}));
    assertEquals(new IntRange(-20, 490), mean.accumulator());
    assertEquals(new IntRange(-510, 0), new TokenMean(0, 2, IntRange.unsigned(8), 255, codes).accumulator());
    assertEquals(new IntRange(0, 510), new TokenMean(0, 2, IntRange.unsigned(8), 0, codes).accumulator());
  }

  @Test
  void meansBeyondAreRefused() {
    Requantizer codes = new Requantizer(new int[1], new int[1], 0, S8);
    assertTrue(refused(() -> new TokenMean(-1, 1, S8, 0, codes)).startsWith("a mean of 1 tokens from token -1"));
    assertTrue(refused(() -> new TokenMean(0, 0, S8, 0, codes)).startsWith("a mean of 0 tokens from token 0"));
    assertEquals(1 << 24, new TokenMean(0, 1 << 24, S8, 0, codes).count());
    String message = refused(() -> new TokenMean(0, (1 << 24) + 1, S8, 0, codes));
    assertTrue(message.contains("the sum of 16777217 tokens' codes can reach"), message);
  }

  @ParameterizedTest
  @CsvSource({"8, 255", "8, 256", "4, 15", "5, 20"})
  void uniformCodesAreTheShareRoundedHalfUp(int bits, int levels) {
    IExp exp = IExp.ofScale(0.2);
    UniformIntSoftmax softmax = new UniformIntSoftmax(new AttentionWeights.Uniform(exp, bits, levels));
    int[] q = new Random(3).ints(60, 0, 256).toArray();
    for (int length : new int[] {1, 2, 5, 60}) {
      int[] codes = softmax.apply(q, length);
      for (int row = 0; row < q.length; row += length) {
        int max = 0;
        for (int i = row; i < row + length; i++) {
          max = Math.max(max, q[i]);
        }
        BigInteger sum = BigInteger.ZERO;
        for (int i = row; i < row + length; i++) {
          sum = sum.add(big(exp.of(max - q[i])));
        }
        for (int i = row; i < row + length; i++) {
          BigInteger share = big(2L * levels).multiply(big(exp.of(max - q[i]))).add(sum).divide(sum.shiftLeft(1));
          assertEquals(saturated(share, 0, (1 << bits) - 1), codes[i], "element " + i + " in rows of " + length);
        }
      }
    }
  }
}
