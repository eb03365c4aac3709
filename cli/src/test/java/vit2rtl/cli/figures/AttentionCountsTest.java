package vit2rtl.cli.figures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import vit2rtl.golden.quant.Interval;
import vit2rtl.golden.quant.LogGrid;

class AttentionCountsTest {

  @Test
  void sharesFollowTheQuantiser() {
    AttentionCounts counts = new AttentionCounts();
    counts.add(new float[] {0.9f, 0.24f, 0.26f, 1e-9f, 0, 0.26f, 0.26f, 0.24f}, 8);
    assertArrayEquals(new double[] {12.5, 0, 62.5, 25}, counts.shares(4, new LogGrid(2)::code), 1e-9);
    assertArrayEquals(new double[] {87.5, 12.5}, counts.shares(2, value -> value > 0.5 ? 1 : 0), 1e-9);
    assertEquals(8, counts.total());
    assertEquals(0.9f, counts.max());
  }

  /** Eight equal scores: attention 1/8 is code 3 exactly; uniform steps of 1/15 lose some of it. */
  @Test
  void uniformAttentionSurvivesLogCodesAndNotUniformOnes() {
    AttentionRow row = new AttentionRow(new double[8], new Interval(-4, 4), 1);
    double[] eighths = {0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125};
    assertArrayEquals(eighths, row.exact(), 1e-15);
    assertArrayEquals(eighths, row.logInt(4), 0);
    assertEquals(2 / 15.0, row.uniform(4)[0], 1e-15);
  }
}
