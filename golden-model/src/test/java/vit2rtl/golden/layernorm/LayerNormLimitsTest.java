package vit2rtl.golden.layernorm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;

/** What parameters of LayerNorm may be, at both ends; that they are values; and what compiling floats makes of them. */
@Execution(ExecutionMode.CONCURRENT)
class LayerNormLimitsTest {
  private static final CodeFormat U8 = CodeFormat.UINT8;

  private static String refused(Supplier<?> made) {
    return assertThrows(InputException.class, made::get).getMessage();
  }

  private static LayerNormParams params(int zeroPoint, int alpha, long epsilon, int gain, long offset, int fraction) {
    return new LayerNormParams(U8, zeroPoint, new int[] {0, alpha}, epsilon, U8, new int[] {gain, 0},
        new long[] {0, offset}, fraction);
  }

  @ParameterizedTest
  @CsvSource({"-1, 0, 0, 0, 0, 1, 'zero point is -1'", "256, 0, 0, 0, 0, 1, 'zero point is 256'",
      "0, -1, 0, 0, 0, 1, 'alpha of channel 1 is -1'", "0, 8, 0, 0, 0, 1, 'alpha of channel 1 is 8'",
      "0, 0, -1, 0, 0, 1, 'epsilon is -1'", "0, 0, 1152921504606846977, 0, 0, 1, 'epsilon is 1152921504606846977'",
      "0, 0, 0, 131072, 0, 1, 'gain of channel 0 is 131072'", "0, 0, 0, -131072, 0, 1, 'gain of channel 0 is -131072'",
      "0, 0, 0, 0, 4503599627370496, 12, 'offset of channel 1 is 4503599627370496'",
      "0, 0, 0, 0, -2251799813685248, 13, 'allowed: -2251799813685247 to 2251799813685247 with 13 fraction bits'",
      "0, 0, 0, 0, 0, 0, 'fraction bits is 0'", "0, 0, 0, 0, 0, 41, 'fraction bits is 41'"})
  void whatIsBeyondIsRefused(int zeroPoint, int alpha, long epsilon, int gain, long offset, int fraction, String said) {
    String message = refused(() -> params(zeroPoint, alpha, epsilon, gain, offset, fraction));
    assertTrue(message.startsWith("LayerNorm: ") && message.contains(said), message);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0, 131071, 4503599627370495, 12", "255, 7, 1152921504606846976, -131071, -4503599627370495, 1",
      "0, 0, 0, 0, 16777215, 40", "0, 0, 0, 0, 2251799813685247, 13"})
  void whatIsAtTheEndIsTaken(int zeroPoint, int alpha, long epsilon, int gain, long offset, int fraction) {
    LayerNormParams params = params(zeroPoint, alpha, epsilon, gain, offset, fraction);
    assertEquals(2, params.channels());
    assertEquals(alpha, params.maxAlpha());
    assertEquals(Math.min(12, fraction), params.offsetFraction());
    assertArrayEquals(new int[] {0, alpha}, params.alpha());
    assertArrayEquals(new int[] {gain, 0}, params.gain());
    assertArrayEquals(new long[] {0, offset}, params.offset());
  }

  @Test
  void channelsAreAsManyForEach() {
    assertTrue(refused(() -> of(0, 0, 0)).contains("number of channels is 0"));
    assertTrue(refused(() -> of(4097, 4097, 4097)).contains("number of channels is 4097"));
    assertTrue(refused(() -> of(2, 1, 2)).contains("number of gains is 1"));
    assertTrue(refused(() -> of(2, 2, 3)).contains("number of offsets is 3"));
    assertEquals(4096, of(4096, 4096, 4096).channels());
    assertEquals("LayerNorm: 5 codes do not make whole rows of 2 channels",
        refused(() -> new LayerNorm(of(2, 2, 2)).apply(new int[5])));
  }

  private static LayerNormParams of(int alphas, int gains, int offsets) {
    return new LayerNormParams(U8, 0, new int[alphas], 0, U8, new int[gains], new long[offsets], 1);
  }

  /** Two of equal numbers are equal; one that differs anywhere is not. */
  @Test
  void parametersAreValues() {
    assertEquals(params(1, 2, 3, 4, 5, 6), params(1, 2, 3, 4, 5, 6));
    assertEquals(params(1, 2, 3, 4, 5, 6).hashCode(), params(1, 2, 3, 4, 5, 6).hashCode());
    assertNotEquals(params(1, 2, 3, 4, 5, 6).hashCode(), params(1, 2, 3, 9, 5, 6).hashCode());
    assertNotEquals(params(1, 2, 3, 4, 5, 6).hashCode(), params(1, 2, 3, 4, 9, 6).hashCode());
    List<LayerNormParams> all = new ArrayList<>(List.of(params(0, 2, 3, 4, 5, 6), params(1, 1, 3, 4, 5, 6),
        params(1, 2, 2, 4, 5, 6), params(1, 2, 3, 3, 5, 6), params(1, 2, 3, 4, 4, 6), params(1, 2, 3, 4, 5, 7)));
    all.add(new LayerNormParams(CodeFormat.INT8, 1, new int[] {0, 2}, 3, U8, new int[] {4, 0}, new long[] {0, 5}, 6));
    all.add(new LayerNormParams(U8, 1, new int[] {0, 2}, 3, CodeFormat.INT8, new int[] {4, 0}, new long[] {0, 5}, 6));
    all.forEach(other -> assertNotEquals(params(1, 2, 3, 4, 5, 6), other));
    assertNotEquals(params(1, 2, 3, 4, 5, 6), (Object) "text");
  }

  @ParameterizedTest
  @CsvSource({"7, 0, 1, 0, 0, 'residual width is 7'", "25, 0, 1, 0, 0, 'residual width is 25'",
      "8, -1, 1, 0, 0, 'shift is -1'", "8, 17, 1, 0, 0, 'shift is 17'", "8, 0, 0, 0, 0, 'number of channels is 0'",
      "8, 0, 4097, 0, 0, 'number of channels is 4097'", "8, 0, 2, -1, 0, 'alpha of channel 1 is -1'",
      "8, 0, 2, 8, 0, 'alpha of channel 1 is 8'", "8, 0, 1, 0, -1, 'zero point is -1'",
      "8, 0, 1, 0, 256, 'zero point is 256'"})
  void residualsBeyondAreRefused(int bits, int shift, int channels, int alpha, int zeroPoint, String said) {
    String message = refused(() -> residual(bits, shift, channels, alpha, zeroPoint));
    assertTrue(message.startsWith("residual to PTF codes: ") && message.contains(said), message);
  }

  private static ResidualToPtfParams residual(int bits, int shift, int channels, int alpha, int zeroPoint) {
    int[] alphas = new int[channels];
    if (channels > 0) {
      alphas[channels - 1] = alpha;
    }
    return new ResidualToPtfParams(bits, shift, alphas, zeroPoint, U8);
  }

  @ParameterizedTest
  @CsvSource({"8, 0, 1, 0, 0", "24, 16, 4096, 7, 255"})
  void residualsAtTheirEndsAreTaken(int bits, int shift, int channels, int alpha, int zeroPoint) {
    ResidualToPtfParams params = residual(bits, shift, channels, alpha, zeroPoint);
    ResidualToPtf stage = new ResidualToPtf(params);
    assertSame(params, stage.params());
    assertEquals(channels, params.channels());
    assertEquals(new IntRange(shift, shift + alpha), params.shifts());
    int[] ends = new int[channels];
    ends[0] = -(1 << bits - 1);
    ends[channels - 1] = (1 << bits - 1) - 1;
    assertEquals(channels, stage.apply(ends).length);
    int[] below = ends.clone();
    below[0] = -(1 << bits - 1) - 1;
    assertTrue(refused(() -> stage.apply(below)).contains("at row 0, channel 0 is outside -" + (1 << bits - 1) + " to "));
    ends[channels - 1] = 1 << bits - 1;
    assertTrue(refused(() -> stage.apply(ends)).contains("channel " + (channels - 1) + " is outside"));
  }

  @Test
  void residualParametersAreValues() {
    ResidualToPtfParams one = residual(16, 2, 2, 3, 4);
    assertEquals(one, residual(16, 2, 2, 3, 4));
    assertEquals(one.hashCode(), residual(16, 2, 2, 3, 4).hashCode());
    assertNotEquals(one.hashCode(), residual(16, 3, 2, 3, 4).hashCode());
    assertNotEquals(one.hashCode(), residual(16, 2, 2, 4, 4).hashCode());
    List.of(residual(17, 2, 2, 3, 4), residual(16, 3, 2, 3, 4), residual(16, 2, 3, 3, 4), residual(16, 2, 2, 4, 4),
        residual(16, 2, 2, 3, 5), new ResidualToPtfParams(16, 2, new int[] {0, 3}, 4, CodeFormat.INT8))
        .forEach(other -> assertNotEquals(one, other));
    assertNotEquals(one, (Object) "text");
    assertEquals("residual to PTF codes: 3 values do not make whole rows of 2 channels",
        refused(() -> new ResidualToPtf(one).apply(new int[3])));
  }

  private static LayerNormFloat layer(double scale, double[] gamma, double[] beta, double epsilon, double outScale,
      int outZeroPoint) {
    return new LayerNormFloat(U8, scale, 9, new int[2], gamma, beta, epsilon, U8, outScale, outZeroPoint);
  }

  private static final double[] ONES = {1, 1};

  @Test
  void floatsBeyondAreRefused() {
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertTrue(refused(() -> layer(bad, ONES, ONES, 0, 1, 0)).contains("input scale is " + bad));
      assertTrue(refused(() -> layer(1, ONES, ONES, 0, bad, 0)).contains("output scale is " + bad));
    }
    for (double bad : new double[] {-1e-9, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertTrue(refused(() -> layer(1, ONES, ONES, bad, 1, 0)).contains("epsilon is " + bad));
    }
    assertTrue(refused(() -> layer(1, ONES, ONES, 0, 1, -1)).contains("output zero point is -1"));
    assertTrue(refused(() -> layer(1, ONES, ONES, 0, 1, 256)).contains("output zero point is 256"));
    assertTrue(refused(() -> layer(1, new double[3], ONES, 0, 1, 0)).contains("gamma has 3 values; alpha has 2"));
    assertTrue(refused(() -> layer(1, ONES, new double[1], 0, 1, 0)).contains("beta has 1 values; alpha has 2"));
    assertTrue(refused(() -> layer(1, new double[] {1, Double.NaN}, ONES, 0, 1, 0)).contains("gamma of channel 1 is NaN"));
    assertTrue(refused(() -> layer(1, ONES, new double[] {Double.NEGATIVE_INFINITY, 1}, 0, 1, 0))
        .contains("beta of channel 0 is -Infinity"));
    layer(1, ONES, ONES, 0, 1, 255);
    layer(Double.MIN_VALUE, ONES, ONES, 0, 1, 0);
  }

  @Test
  void floatLayersAreValues() {
    LayerNormFloat one = layer(1, ONES, ONES, 1e-6, 2, 3);
    assertEquals(one, layer(1, ONES.clone(), ONES.clone(), 1e-6, 2, 3));
    assertEquals(one.hashCode(), layer(1, ONES.clone(), ONES.clone(), 1e-6, 2, 3).hashCode());
    double[] other = {1, 2};
    assertNotEquals(one.hashCode(), layer(1, other, ONES, 1e-6, 2, 3).hashCode());
    assertNotEquals(one.hashCode(), layer(1, ONES, other, 1e-6, 2, 3).hashCode());
    List.of(layer(2, ONES, ONES, 1e-6, 2, 3), layer(1, other, ONES, 1e-6, 2, 3), layer(1, ONES, other, 1e-6, 2, 3),
        layer(1, ONES, ONES, 1e-5, 2, 3), layer(1, ONES, ONES, 1e-6, 1, 3), layer(1, ONES, ONES, 1e-6, 2, 4),
        new LayerNormFloat(CodeFormat.INT8, 1, 9, new int[2], ONES, ONES, 1e-6, U8, 2, 3),
        new LayerNormFloat(U8, 1, 8, new int[2], ONES, ONES, 1e-6, U8, 2, 3),
        new LayerNormFloat(U8, 1, 9, new int[] {0, 1}, ONES, ONES, 1e-6, U8, 2, 3),
        new LayerNormFloat(U8, 1, 9, new int[2], ONES, ONES, 1e-6, CodeFormat.INT8, 2, 3))
        .forEach(different -> assertNotEquals(one, different));
    assertNotEquals(one, (Object) "text");
  }

  /** Gains fill 18 signed bits: 2^(16 − exponent) of the greatest, one less where that rounds beyond, 22 at most. */
  @ParameterizedTest
  @CsvSource({"1, 1, 34, 65536", "1.9, 1, 34, 124518", "0.001, 1, 40, 4194", "1.999999, 1, 33, 65536", "1.9999847412109375, 1, 34, 131071",
      "3, 1, 33, 98304",
      "-3, 2, 34, -98304", "0, 1, 40, 0", "8589934592, 1, 1, 65536"})
  void gainsFillTheirBits(double gamma, double outScale, int fraction, int gain) {
    LayerNormParams made = LayerNormCompiler.compile(layer(1, new double[] {gamma, 0}, new double[2], 0, outScale, 0));
    assertEquals(fraction, made.fraction());
    assertArrayEquals(new int[] {gain, 0}, made.gain());
  }

  @Test
  void gainsBeyondAreRefused() {
    String message = refused(() -> LayerNormCompiler.compile(layer(1, new double[] {0x1p34, 1}, new double[2], 0, 1, 0)));
    assertTrue(message.contains("gamma / output scale reaches 1.7179869184E10"), message);
  }

  /** ⌊B/2^b⌋ is the code of β alone, ties to even; between the ends of that, B is β's own with a half more. */
  @ParameterizedTest
  @CsvSource({"0, 2048", "0.25, 3072", "-0.25, 1024", "0.5, 4095", "1.5, 8192", "-0.5, 0", "2.5, 12287", "100, 411648"})
  void offsetsCarryTheRoundingHalf(double beta, long offset) {
    LayerNormParams made = LayerNormCompiler.compile(layer(1, ONES, new double[] {2 * beta, 0}, 0, 2, 0));
    assertArrayEquals(new long[] {offset, 2048}, made.offset());
  }

  @Test
  void offsetsCarryTheZeroPoint() {
    LayerNormParams made = LayerNormCompiler.compile(layer(1, ONES, new double[] {0.5, -0.5}, 0, 2, 7));
    assertArrayEquals(new long[] {7 * 4096 + 3072, 7 * 4096 + 1024}, made.offset());
  }

  @Test
  void offsetsAreBoundedWhereEveryCodeSaturates() {
    LayerNormParams made = LayerNormCompiler.compile(layer(1, ONES, new double[] {1e300, -1e300}, 0, 1, 0));
    long limit = (1L << 43 - made.fraction()) + 1024;
    assertArrayEquals(new long[] {(limit << 12) + 2048, (-limit << 12) + 2048}, made.offset());
  }

  @ParameterizedTest
  @CsvSource({"0.5, 2, 32", "1, 0.126, 1", "1, 0.125, 0", "1, 0.375, 2", "0.001, 0, 0", "1, 2.8823037615171174E17, 1152921504606846976"})
  void epsilonIsOnTheGridOfTheSquares(double scale, double epsilon, long made) {
    assertEquals(made, LayerNormCompiler.compile(layer(scale, ONES, ONES, epsilon, 1, 0)).epsilon());
  }

  @Test
  void epsilonBeyondIsRefused() {
    String message = refused(() -> LayerNormCompiler.compile(layer(1, ONES, ONES, 2.9E17, 1, 0)));
    assertTrue(message.contains("is 1.16E18; allowed: at most 2^60"), message);
  }
}
