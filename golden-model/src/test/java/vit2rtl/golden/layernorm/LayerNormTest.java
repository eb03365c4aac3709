package vit2rtl.golden.layernorm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;

class LayerNormTest {

  @ParameterizedTest
  @CsvSource({
      "1,8,8,3,UNSIGNED", "2,8,8,0,UNSIGNED", "3,8,8,3,SIGNED", "7,4,4,7,UNSIGNED", "64,8,8,3,UNSIGNED",
      "192,8,8,3,SIGNED", "197,6,7,5,UNSIGNED", "384,5,6,2,SIGNED", "1536,8,5,7,UNSIGNED", "4096,8,8,7,SIGNED"})
  void followsTheFloatLayerNorm(int channels, int inBits, int outBits, int maxAlpha, CodeFormat.Sign sign) {
    Random random = new Random(channels * 31L + maxAlpha);
    int rows = Math.max(4, 20000 / channels);
    LayerNormFloat layer = layer(random, channels, new CodeFormat(inBits, sign), new CodeFormat(outBits, sign),
        maxAlpha);
    int[] q = codes(random, rows * channels, layer.input());
    int[] expected = floatLayerNorm(layer, q);
    int[] actual = new LayerNorm(LayerNormCompiler.compile(layer)).apply(q);
    int different = 0;
    for (int i = 0; i < q.length; i++) {
      assertTrue(Math.abs(expected[i] - actual[i]) <= 1, "element " + i + ": " + expected[i] + " / " + actual[i]);
      different += expected[i] == actual[i] ? 0 : 1;
    }
    assertTrue(different <= q.length * 0.001 + 2, different + " of " + q.length + " differ by one");
  }

  @Test
  void aRowWithoutVarianceGivesBetaRoundedHalfToEven() {
    double[] beta = {-3.5, -2.5, -0.5, 0, 0.5, 1.5, 2.5, 2.4999, 1000, -1000};
    double[] gamma = new double[beta.length];
    Arrays.fill(gamma, 5.0);
    int[] alpha = new int[beta.length];
    for (double epsilon : new double[] {0, 1e-6}) {
      LayerNormFloat layer = new LayerNormFloat(CodeFormat.UINT8, 0.1, 100, alpha, gamma, beta, epsilon,
          CodeFormat.UINT8, 1.0, 10);
      int[] q = new int[beta.length];
      Arrays.fill(q, 133);
      assertArrayEquals(new int[] {6, 8, 10, 10, 10, 12, 12, 12, 255, 0},
          new LayerNorm(LayerNormCompiler.compile(layer)).apply(q));
    }
  }

  @Test
  void extremeGammaAndBetaSaturateInsteadOfWrapping() {
    double[] gamma = {1e6, -1e6, 1e-9, 0};
    double[] beta = {0, 0, 1e30, -1e30};
    LayerNormFloat layer = new LayerNormFloat(CodeFormat.UINT8, 1, 0, new int[4], gamma, beta, 0,
        CodeFormat.INT8, 1e-3, 0);
    assertArrayEquals(new int[] {127, 127, 127, -128},
        new LayerNorm(LayerNormCompiler.compile(layer)).apply(new int[] {255, 0, 7, 8}));
  }

  @Test
  void exponentIsTheSmallestThatFits() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      long u = (random.nextLong() >>> 3) >>> random.nextInt(61);
      if (u > 0) {
        int e = LayerNorm.exponent(u);
        double m = u * Math.pow(4, -e);
        assertTrue(m < 1 << 20 && m * 4 >= 1 << 20, "u = " + u + ", e = " + e);
      }
    }
    assertEquals(-9, LayerNorm.exponent(1));
  }

  @Test
  void refusesWhatDoesNotFit() {
    LayerNormFloat layer = layer(new Random(2), 4, CodeFormat.UINT8, CodeFormat.UINT8, 3);
    LayerNorm norm = new LayerNorm(LayerNormCompiler.compile(layer));
    assertThrows(InputException.class, () -> norm.apply(new int[5]));
    InputException error = assertThrows(InputException.class, () -> norm.apply(new int[] {0, 0, 256, 0}));
    assertEquals("LayerNorm: code 256 at row 0, channel 2 is outside uint8 (0 to 255)", error.getMessage());
  }

  private static LayerNormFloat layer(Random random, int channels, CodeFormat in, CodeFormat out, int maxAlpha) {
    int[] alpha = random.ints(channels, 0, maxAlpha + 1).toArray();
    double[] gamma = random.doubles(channels, -2, 2).toArray();
    double[] beta = random.doubles(channels, -1, 1).toArray();
    double outScale = 8.0 / (out.max() - out.min());
    int outZero = (out.max() + out.min()) / 2;
    return new LayerNormFloat(in, 0.013, (in.max() + in.min()) / 2, alpha, gamma, beta, 1e-6, out, outScale, outZero);
  }

  private static int[] codes(Random random, int n, CodeFormat format) {
    return random.ints(n, format.min(), format.max() + 1).toArray();
  }

  /** LayerNorm in double precision on the dequantised codes, quantised with ties to even. */
  static int[] floatLayerNorm(LayerNormFloat layer, int[] q) {
    int[] alpha = layer.alpha();
    double[] gamma = layer.gamma();
    double[] beta = layer.beta();
    int channels = alpha.length;
    int[] y = new int[q.length];
    for (int row = 0; row < q.length; row += channels) {
      double[] x = new double[channels];
      double mean = 0;
      for (int c = 0; c < channels; c++) {
        x[c] = (q[row + c] - layer.zeroPoint()) * Math.pow(2, alpha[c]) * layer.scale();
        mean += x[c] / channels;
      }
      double variance = 0;
      for (double value : x) {
        variance += (value - mean) * (value - mean) / channels;
      }
      for (int c = 0; c < channels; c++) {
        double value = (x[c] - mean) / Math.sqrt(variance + layer.epsilon()) * gamma[c] + beta[c];
        y[row + c] = layer.output().saturate(
            (long) Math.rint(value / layer.outScale()) + layer.outZeroPoint());
      }
    }
    return y;
  }
}
