package vit2rtl.golden.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.Interval;
import vit2rtl.golden.softmax.IExp;

class ScoreGridTest {
  private static final IntRange CODES = IntRange.unsigned(8);

  /** Intervals of scores from almost constant to far beyond what a softmax can tell apart. */
  private static Interval interval(Random random) {
    double low = -Math.pow(10, random.nextDouble() * 5 - 2);
    return new Interval(low, low + Math.pow(10, random.nextDouble() * 5 - 2));
  }

  @Test
  void theIntegerExponentialOfAllCodesIsTheRealOne() {
    Random random = new Random(3);
    for (int round = 0; round < 300; round++) {
      Grid grid = Grids.scoresOnHalvings(CODES, interval(random));
      IExp exp = IExp.ofScale(grid.scale());
      double greatest = exp.of(0);
      for (int distance = 0; distance < exp.n() * -exp.x0() && distance < 256; distance++) {
        double expected = Math.exp(-distance * grid.scale());
        // What b and c lose as whole numbers: most at two steps to a halving.
        assertEquals(expected, exp.of(distance) / greatest, 0.05 * expected, "scale " + grid.scale());
      }
    }
  }

  @Test
  void theGreatestScoreHasTheGreatestCodeAndTheScaleStaysNear() {
    Random random = new Random(4);
    for (int round = 0; round < 300; round++) {
      Interval interval = interval(random);
      Grid usual = Grids.scores(CODES, interval);
      Grid grid = Grids.scoresOnHalvings(CODES, interval);
      assertEquals(interval.max(), grid.value(255), grid.scale() / 2 * 1.001);
      double halving = Math.log(2) / usual.scale();
      double moved = Math.log(2) / grid.scale();
      assertTrue(Math.abs(halving - moved) <= 0.5 || moved == 1, "scale " + usual.scale() + " to " + grid.scale());
      assertEquals(Math.rint(moved), moved, 1e-9);
    }
  }

  @Test
  void constantScoresHaveAGrid() {
    Grid grid = Grids.scoresOnHalvings(CODES, new Interval(0, 0));
    assertEquals(0, grid.value(255), grid.scale());
  }
}
