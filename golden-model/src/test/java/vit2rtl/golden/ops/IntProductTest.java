package vit2rtl.golden.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntProductTest {

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
