package vit2rtl.golden.quant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.IntRange;

class GridTest {

  @Test
  void codesFollowTheFormulaInDecimals() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      double min = -random.nextInt(1000) / 64.0;
      double max = random.nextInt(1000) / 64.0 + 1.0 / 64;
      Grid grid = Grid.asymmetric(CodeFormat.UINT8, new Interval(min, max));
      assertEquals((max - min) / 255, grid.scale(), 1e-15);
      double value = random.nextGaussian() * 8;
      BigDecimal ratio = new BigDecimal(value / grid.scale()).setScale(0, RoundingMode.HALF_EVEN);
      long expected = Math.max(0, Math.min(255, ratio.longValueExact() + grid.zeroPoint()));
      assertEquals(expected, grid.code(value));
    }
  }

  @Test
  void insideTheIntervalTheErrorIsAtMostHalfAStep() {
    Grid grid = Grid.asymmetric(CodeFormat.UINT8, new Interval(-3.1, 4.7));
    for (double value = -3.08; value < 4.68; value += 0.0007) {
      assertTrue(Math.abs(grid.value(grid.code(value)) - value) <= grid.scale() * 0.5000001);
    }
    assertEquals(0, grid.value(grid.code(0)));
  }

  @Test
  void anIntervalAwayFromZeroIsExtendedToIt() {
    Grid grid = Grid.asymmetric(CodeFormat.UINT8, new Interval(10, 51));
    assertEquals(0, grid.zeroPoint());
    assertEquals(255, grid.code(51));
    assertEquals(255, Grid.asymmetric(CodeFormat.UINT8, new Interval(-51, -10)).zeroPoint());
  }

  @Test
  void aTensorOfZerosHasAGrid() {
    Grid grid = Grid.asymmetric(CodeFormat.UINT8, new Interval(0, 0));
    assertEquals(0, grid.value(grid.code(0)));
    assertEquals(0, Grid.symmetric(IntRange.signed(8), 0).code(0));
  }

  @Test
  void logCodesAreTheRoundedLogarithm() {
    LogGrid grid = new LogGrid(4);
    for (int k = 0; k <= 15; k++) {
      assertEquals(k, grid.code(Math.pow(2, -k)));
      assertEquals(k, grid.code(Math.pow(2, -k - 0.499)));
      assertEquals(Math.pow(2, -k), grid.value(k));
    }
    assertEquals(15, grid.code(0));
    assertEquals(0, grid.code(1.2));
  }

  @Test
  void weightsKeepTheirSignAndTheirGreatestFillsTheCodes() {
    double[] weights = {0.5, -0.25, 0.1, 0, 0, 0, -3, 1.5, 0.01};
    WeightCodes codes = WeightCodes.of(weights, 3, WeightCodes.scales(weights, 3, new double[3]));
    assertEquals(127, codes.codes()[0]);
    assertEquals(-64, codes.codes()[1]);
    assertEquals(25, codes.codes()[2]);
    assertEquals(1, codes.scale()[1]);
    assertEquals(-127, codes.codes()[6]);
    assertEquals(3.0 / 127, codes.scale()[2], 1e-15);
    double[] floor = {0, 0, 30.0 / 127};
    assertEquals(-13, WeightCodes.of(weights, 3, WeightCodes.scales(weights, 3, floor)).codes()[6]);
  }
}
