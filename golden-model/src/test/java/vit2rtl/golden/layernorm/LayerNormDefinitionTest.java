package vit2rtl.golden.layernorm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;

/** Every code of LayerNorm against its formulas in unlimited integers, one after the other. */
@Execution(ExecutionMode.CONCURRENT)
class LayerNormDefinitionTest {
  private static final BigInteger TWO = BigInteger.TWO;

  @ParameterizedTest
  @CsvSource({"1, 0, 18, 3", "2, 5, 30, 3", "3, 1, 1, 0", "5, 1000000, 12, 7", "8, 0, 13, 7", "17, 1, 40, 4",
      "64, 1152921504606846976, 25, 7", "256, 123456789, 24, 7"})
  void everyCodeIsThatOfTheFormulas(int channels, long epsilon, int fraction, int maxAlpha) {
    Random random = new Random(channels);
    int bits = Math.min(fraction, 12);
    long offsetLimit = (1L << 52) - 1 >> fraction - bits;
    int[] gain = random.ints(channels, -LayerNormParams.MAX_GAIN, LayerNormParams.MAX_GAIN + 1).toArray();
    long[] offset = random.longs(channels, -Math.min(offsetLimit, 200L << bits), Math.min(offsetLimit, 200L << bits))
        .toArray();
    LayerNormParams params = new LayerNormParams(CodeFormat.UINT8, 117, random.ints(channels, 0, maxAlpha + 1).toArray(),
        epsilon, CodeFormat.INT8, gain, offset, fraction);
    LayerNorm norm = new LayerNorm(params);
    assertSame(params, norm.params());
    int rows = 60;
    int[] q = random.ints(rows * channels, 0, 256).toArray();
    // Rows of little variance, and of none.
    for (int i = 0; i < 20 * channels; i++) {
      q[i] = 116 + random.nextInt(3);
    }
    Arrays.fill(q, 0, channels, 117);
    int[] y = norm.apply(q);
    assertEquals(q.length, y.length);
    for (int row = 0; row < rows; row++) {
      assertArrayEquals(row(params, Arrays.copyOfRange(q, row * channels, (row + 1) * channels)),
          Arrays.copyOfRange(y, row * channels, (row + 1) * channels), "row " + row);
    }
  }

  private static int[] row(LayerNormParams params, int[] q) {
    BigInteger count = BigInteger.valueOf(q.length);
    BigInteger[] x = new BigInteger[q.length];
    BigInteger sum = BigInteger.ZERO;
    BigInteger squares = BigInteger.ZERO;
    for (int c = 0; c < q.length; c++) {
      x[c] = BigInteger.valueOf(q[c] - params.zeroPoint()).multiply(TWO.pow(params.alpha()[c]));
      sum = sum.add(x[c]);
      squares = squares.add(x[c].pow(2));
    }
    BigInteger u = count.multiply(squares).subtract(sum.pow(2)).add(BigInteger.valueOf(params.epsilon()));
    int e = -10;
    while (u.signum() > 0 && scaled(u, -2 * e).compareTo(TWO.pow(20)) >= 0) {
      e++;
    }
    BigInteger r = u.signum() == 0 ? BigInteger.ZERO
        : BigInteger.valueOf(ReciprocalRoot.of(scaled(u, -2 * e).intValueExact()));
    int[] y = new int[q.length];
    for (int c = 0; c < q.length; c++) {
      BigInteger deviation = count.multiply(x[c]).subtract(sum);
      BigInteger z = scaled(scaled(deviation, 8 - e).multiply(r), -16);
      BigInteger offset = BigInteger.valueOf(params.offset()[c])
          .multiply(TWO.pow(params.fraction() - Math.min(12, params.fraction())));
      BigInteger code = scaled(z.multiply(BigInteger.valueOf(params.gain()[c])).add(offset), -params.fraction());
      y[c] = code.max(BigInteger.valueOf(-128)).min(BigInteger.valueOf(127)).intValueExact();
    }
    return y;
  }

  /** ⌊v·2^left⌋. */
  private static BigInteger scaled(BigInteger v, int left) {
    return v.shiftLeft(left);
  }

  /** u < 4^e·2^20, so e grows by one at 4^k·2^20. */
  @Test
  void theExponentGrowsAtPowersOfFour() {
    assertEquals(0, LayerNorm.exponent(0));
    for (int k = -9; k <= 20; k++) {
      long edge = 1L << 20 + 2 * k;
      assertEquals(k + 1, LayerNorm.exponent(edge), "at 4^" + k + "·2^20");
      assertEquals(k, LayerNorm.exponent(edge - 1), "below 4^" + k + "·2^20");
    }
  }

  @Test
  void statisticsAreExactAtTheGreatestRow() {
    int[] x = new int[4096];
    Arrays.fill(x, 0, 2048, 255 << 7);
    Arrays.fill(x, 2048, 4096, -255 << 7);
    x[0] = -32640;
    RowStatistics found = RowStatistics.of(x);
    assertEquals(-65280, found.sum());
    assertEquals(4096L * 32640 * 32640, found.squares());
    assertEquals(4096 * found.squares() - 65280L * 65280, found.variance());
  }

  @ParameterizedTest
  @CsvSource({"-1, 1, 0", "256, 0, 1", "-1, 0, 0", "256, 1, 1"})
  void codesOutsideAreNamedByTheirPlace(int code, int row, int channel) {
    LayerNorm norm = new LayerNorm(new LayerNormParams(CodeFormat.UINT8, 0, new int[2], 0, CodeFormat.UINT8, new int[2],
        new long[2], 1));
    int[] q = {0, 255, 255, 0};
    norm.apply(q);
    q[2 * row + channel] = code;
    assertEquals("LayerNorm: code " + code + " at row " + row + ", channel " + channel + " is outside uint8 (0 to 255)",
        assertThrows(InputException.class, () -> norm.apply(q)).getMessage());
  }
}
