package vit2rtl.golden.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.Interval;
import vit2rtl.golden.vit.Gelu;

class GeluCompilerTest {

  @Test
  void everyCodeIsTheRealValueRoundedOnce() {
    Random random = new Random(5);
    for (int round = 0; round < 60; round++) {
      double high = Math.pow(2, random.nextInt(9) - 2) * (1 + random.nextDouble());
      Grid input = Grid.asymmetric(IntRange.unsigned(10 + random.nextInt(3)), new Interval(-6, high));
      Grid coarse = Grid.asymmetric(IntRange.unsigned(8), new Interval(Gelu.LEAST, high * (0.5 + random.nextDouble())));
      int k = random.nextInt(8);
      Grid output = new Grid(coarse.codes(), Math.scalb(coarse.scale(), -k), Math.min(64, coarse.zeroPoint() << k));
      int[] shift = new int[k + 1];
      for (int t = 0; t <= k; t++) {
        shift[t] = t;
      }
      check(GeluCompiler.table(Gelu::of, input, output, shift), input, output, shift);
    }
  }

  private static void check(GeluTable table, Grid input, Grid output, int[] shift) {
    for (int code = (int) input.codes().min(); code <= input.codes().max(); code++) {
      int[] row = new int[shift.length];
      Arrays.fill(row, code);
      int[] actual = table.apply(row);
      for (int c = 0; c < shift.length; c++) {
        double step = Gelu.of(input.value(code)) / Math.scalb(output.scale(), shift[c]);
        double expected = Math.max(0, Math.min(255, Math.floor(step + 0.5) + output.zeroPoint()));
        assertEquals(expected, actual[c], "code " + code + ", shift " + shift[c]);
      }
    }
  }
}
