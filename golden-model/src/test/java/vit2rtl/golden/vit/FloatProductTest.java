package vit2rtl.golden.vit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatProductTest {

  @ParameterizedTest
  @CsvSource({"1,1,1", "1,64,10", "5,3,7", "6,192,32", "7,16,33", "50,64,50", "13,768,100", "197,64,197"})
  void everyProductGivesTheBitsOfTheDefinition(int rows, int inner, int columns) {
    Random random = new Random(rows * 1000L + columns);
    FloatMatrix a = strided(random, rows, inner, inner + 5);
    for (FloatMatrix b : new FloatMatrix[] {
        strided(random, inner, columns, columns + 3), strided(random, columns, inner, inner + 2).transposed()}) {
      float[] expected = definition(a, b);
      for (FloatProduct product : new FloatProduct[] {new ScalarFloatProduct(), new VectorFloatProduct()}) {
        int stride = columns + 4;
        float[] result = new float[3 + rows * stride];
        Arrays.fill(result, -7);
        product.multiply(a, b, new FloatMatrix(result, 3, rows, columns, stride, 1));
        for (int r = 0; r < rows; r++) {
          int at = 3 + r * stride;
          assertArrayEquals(Arrays.copyOfRange(expected, r * columns, (r + 1) * columns),
              Arrays.copyOfRange(result, at, at + columns), product.getClass() + ", row " + r);
          assertEquals(-7, result[at + columns], "what lies beside the result is left alone");
        }
        assertEquals(-7, result[2]);
      }
    }
  }

  @Test
  void theTestsRunOnVectors() {
    assertTrue(FloatProducts.fastest() instanceof VectorFloatProduct);
  }

  private static FloatMatrix strided(Random random, int rows, int columns, int stride) {
    float[] data = new float[2 + rows * stride];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) random.nextGaussian();
    }
    return new FloatMatrix(data, 2, rows, columns, stride, 1);
  }

  private static float[] definition(FloatMatrix a, FloatMatrix b) {
    float[] c = new float[a.rows() * b.columns()];
    for (int r = 0; r < a.rows(); r++) {
      for (int o = 0; o < b.columns(); o++) {
        float sum = 0;
        for (int k = 0; k < a.columns(); k++) {
          sum = Math.fma(a.data()[a.offset() + r * a.rowStride() + k],
              b.data()[b.offset() + k * b.rowStride() + o * b.columnStride()], sum);
        }
        c[r * b.columns() + o] = sum;
      }
    }
    return c;
  }
}
