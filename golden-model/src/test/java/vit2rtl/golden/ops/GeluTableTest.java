package vit2rtl.golden.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import vit2rtl.golden.IntRange;

class GeluTableTest {

  @Test
  void theWidestOutputsSaturate() {
    IntRange wide = IntRange.signed(32);
    IntRange bit = new IntRange(0, 1);
    assertArrayEquals(new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE - 1},
        new GeluTable(bit, new int[] {1, -1}, new int[] {0, 0}, Integer.MAX_VALUE, wide).apply(new int[] {0, 1}));
    assertArrayEquals(new int[] {Integer.MIN_VALUE, Integer.MIN_VALUE + 1},
        new GeluTable(bit, new int[] {-1, 1}, new int[] {0, 0}, Integer.MIN_VALUE, wide).apply(new int[] {0, 1}));
  }
}
