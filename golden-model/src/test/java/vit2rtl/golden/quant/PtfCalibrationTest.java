package vit2rtl.golden.quant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;

class PtfCalibrationTest {

  /** Channels of strongly different ranges, none so close to a factor's border that a histogram could tip it. */
  private static float[] rows(long seed, int rows, double[] range) {
    Random random = new Random(seed);
    float[] values = new float[rows * range.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((random.nextDouble() * 2 - 1) * range[i % range.length]);
    }
    return values;
  }

  @ParameterizedTest
  @CsvSource({"0", "3", "5"})
  void factorsMinimiseTheErrorOfTheReferenceGrid(int k) {
    double[] range = {40, 0.7, 3.1, 12, 0.05, 26, 6};
    float[] values = rows(k, 4000, range);
    PtfCalibration calibration = new PtfCalibration(range.length);
    calibration.observe(values);
    PtfGrid grid = calibration.fit(CodeFormat.UINT8, k);

    float min = Float.MAX_VALUE;
    float max = -Float.MAX_VALUE;
    for (float value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    double largest = ((double) max - min) / 255;
    int zero = (int) -Math.rint(min / largest);
    assertEquals(largest / Math.pow(2, k), grid.scale(), 1e-12);
    assertEquals(zero, grid.zeroPoint());
    int[] expected = new int[range.length];
    for (int c = 0; c < range.length; c++) {
      double least = Double.MAX_VALUE;
      for (int a = 0; a <= k; a++) {
        double scale = largest / Math.pow(2, k - a);
        double error = 0;
        for (int i = c; i < values.length; i += range.length) {
          double code = Math.max(0, Math.min(255, Math.rint(values[i] / scale) + zero));
          error += Math.pow((code - zero) * scale - values[i], 2);
        }
        if (error < least) {
          least = error;
          expected[c] = a;
        }
      }
    }
    assertArrayEquals(expected, grid.alpha());
  }

  @Test
  void aSilentChannelAndAnOutlierChannelAreCarried() {
    double[] range = {0, 1000, 1, 1};
    PtfCalibration calibration = new PtfCalibration(4);
    calibration.observe(rows(9, 1000, range));
    PtfGrid grid = calibration.fit(CodeFormat.UINT8, 7);
    assertEquals(7, grid.alpha()[1]);
    assertEquals(0, grid.alpha()[2]);
    assertEquals(0, grid.value(0, grid.code(0, 0)));
    assertTrue(Math.abs(grid.value(2, grid.code(2, 0.5)) - 0.5) <= 1000.0 / 255 / 128);
    assertThrows(InputException.class, () -> calibration.fit(CodeFormat.UINT8, 8));
  }
}
