package vit2rtl.golden.vit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionsTest {

  @Test
  void exponentialIsRightToTheLastBits() {
    for (double x = -700; x < 700; x += 0.01237) {
      assertEquals(1, Exponential.of(x) / StrictMath.exp(x), 5e-16, "x = " + x);
    }
    assertEquals(0, Exponential.of(-709));
    assertEquals(0, Exponential.of(Double.NEGATIVE_INFINITY));
    assertEquals(Double.POSITIVE_INFINITY, Exponential.of(710));
    assertTrue(Double.isNaN(Exponential.of(Double.NaN)));
    assertEquals(1, Exponential.of(0));
  }

  /** Values of published tables. */
  @ParameterizedTest
  @CsvSource({"0,0", "0.1,0.1124629160182849", "0.5,0.5204998778130465", "1,0.8427007929497149",
      "1.5,0.9661051464753108", "2,0.9953222650189527", "3,0.9999779095030014", "7,1", "Infinity,1"})
  void errorFunctionAtKnownPlaces(double z, double expected) {
    assertEquals(expected, Gelu.erf(z), 1e-13);
    assertEquals(-expected, Gelu.erf(-z), 1e-13);
  }

  /** The alternating Maclaurin series in 60 digits. */
  @Test
  void errorFunctionEverywhere() {
    MathContext digits = new MathContext(60);
    for (double z = 0.0037; z < 6.2; z += 0.0711) {
      BigDecimal square = new BigDecimal(z).multiply(new BigDecimal(z), digits);
      BigDecimal power = new BigDecimal(z);
      BigDecimal sum = BigDecimal.ZERO;
      for (int n = 0; n < 250; n++) {
        sum = sum.add(power.divide(BigDecimal.valueOf(2 * n + 1), digits), digits);
        power = power.multiply(square, digits).divide(BigDecimal.valueOf(-(n + 1)), digits);
      }
      double expected = sum.doubleValue() * 2 / Math.sqrt(Math.PI);
      assertEquals(expected, Gelu.erf(z), 1e-12, "z = " + z);
    }
    assertTrue(Double.isNaN(Gelu.erf(Double.NaN)));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,0.8413447460685429", "-1,-0.15865525393145705", "2,1.9544997361036416",
      "3,2.99595030590511", "-40,0", "40,40"})
  void geluAtKnownPlaces(double x, double expected) {
    assertEquals(expected, Gelu.of(x), 1e-12);
  }

  @Test
  void layerNormOfFourNumbers() {
    float[] result = new float[8];
    new FloatNorm(new float[] {1, 1, 2, 1}, new float[] {0, 10, 0, 0}, 0)
        .apply(new float[] {1, 2, 3, 4, 5, 5, 5, 5}, 2, result);
    float far = (float) (1.5 / Math.sqrt(1.25));
    float near = (float) (0.5 / Math.sqrt(1.25));
    assertArrayEquals(new float[] {-far, 10 - near, 2 * near, far, 0, 10, 0, 0}, result, 1e-6f);
  }

  @Test
  void softmaxOfEqualOfFarAndOfHugeScores() {
    float[] values = {7, 3, 3, 3, 3, 0, -200, 1e30f, -1e30f, 0, (float) Math.log(3)};
    FloatAttention.softmax(values, 1, 4);
    FloatAttention.softmax(values, 5, 2);
    FloatAttention.softmax(values, 7, 2);
    FloatAttention.softmax(values, 9, 2);
    assertArrayEquals(new float[] {7, 0.25f, 0.25f, 0.25f, 0.25f, 1, 0, 1, 0, 0.25f, 0.75f}, values, 1e-7f);
  }
}
