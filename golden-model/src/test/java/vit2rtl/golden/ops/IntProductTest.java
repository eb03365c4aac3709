package vit2rtl.golden.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntProductTest {

  /** Sums of neighbouring columns at either end of 32 bits do not disturb each other. */
  @Test
  void sumsAtTheEndsOf32Bits() {
    int[] x = {-32768, -32768, -1, 32767, 32767, 1};
    int[] columns = {32768, -32767, 1, 0, 32767, -32768};
    for (IntProduct product : new IntProduct[] {IntProducts.scalar(), IntProducts.best()}) {
      int[] w = new int[3 * columns.length];
      for (int c = 0; c < columns.length; c++) {
        w[c] = columns[c];
        w[columns.length + c] = columns[c];
        w[2 * columns.length + c] = c % 2;
      }
      int[] out = new int[2 * columns.length];
      product.multiply(IntMatrix.of(x, 2, 3), product.pack(IntMatrix.of(w, 3, columns.length)), out, 0, columns.length);
      for (int i = 0; i < out.length; i++) {
        int r = i / columns.length;
        int c = i % columns.length;
        long sum = (long) x[3 * r] * columns[c] + (long) x[3 * r + 1] * columns[c] + (long) x[3 * r + 2] * (c % 2);
        assertEquals(Math.toIntExact(sum), out[i], product.getClass() + " " + i);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "4,7,32", "5,64,33", "197,13,5", "3,300,100", "8,1,64", "50,16,97", "3,5,17"})
  void bothImplementationsGiveTheSums(int rows, int inner, int columns) {
    Random random = new Random(rows * 1000L + columns);
    int[] x = random.ints((long) rows * (inner + 3), -300, 300).toArray();
    int[] w = random.ints((long) inner * columns, -128, 128).toArray();
    IntMatrix left = new IntMatrix(x, 2, rows, inner, inner + 3, 1).columns(1, inner - (inner > 1 ? 1 : 0));
    if (inner == 1) {
      left = new IntMatrix(x, 0, rows, inner, inner, 1);
    }
    IntMatrix right = new IntMatrix(w, 0, columns, left.columns(), inner, 1).transposed();
    for (IntProduct product : new IntProduct[] {IntProducts.scalar(), IntProducts.best()}) {
      int[] out = new int[3 + rows * (columns + 2)];
      product.multiply(left, product.pack(right), out, 3, columns + 2);
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          int sum = 0;
          for (int k = 0; k < left.columns(); k++) {
            sum += left.data()[left.offset() + r * left.rowStride() + k] * w[c * inner + k];
          }
          assertEquals(sum, out[3 + r * (columns + 2) + c], product.getClass() + " " + r + ", " + c);
        }
        assertEquals(0, out[3 + r * (columns + 2) + columns], "nothing is written behind a row");
      }
    }
  }
}
